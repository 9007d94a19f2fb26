"""J1 as the council's own people meet it: a carer asks for themselves, is assessed with somebody to take over, has
respite granted and not found, and carries a card that is answered (R-003, R-032, R-036, R-037, R-039, G-01, G-05,
G-09)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.fixtures.browser import Story, every_way
from tests.journeys.filling import fill_in, hand_over, take, work
from tests.journeys.steps import choose, open_record

pytestmark = pytest.mark.journey

ASSESSED = {f"difficulty_{row}": "fine" for row in range(1, 9)} | {"difficulty_6": "unaided"}


def test_from_asking_to_the_card_wide(browser_as: Callable[..., Story]) -> None:
    """Each hand on its own pages; nobody signs off while nobody is named who takes over."""
    samir, priya, grace = (browser_as(name) for name in ("Samir Haddad", "Priya Nair", "Grace Adeyemi"))
    kofi = given_kofi_asks_and_samir_speaks_with_him(samir)
    when_he_is_triaged_and_allocated(priya, grace, kofi)
    then_priya_cannot_go_on_before_somebody_takes_over(priya, kofi)
    and_the_copy_is_in_his_hands(priya, grace, kofi)
    when_respite_is_granted_and_none_is_to_be_had(priya, kofi)
    then_his_card_is_answered_and_the_family_seen_together(priya, samir, kofi)


def given_kofi_asks_and_samir_speaks_with_him(samir: Story) -> int:
    """Taken down for him, with a clock from the moment he asked; answered only when somebody spoke with him (G-01)."""
    kofi = open_record(samir, "Kofi Mensah")
    samir.go(f"/people/{kofi}/work/begin/self-referral/")
    samir.page.locator("main [name=came_by]").select_option("unpaid-carer")
    samir.press("Begin")
    fill_in(
        samir, caller="unpaid-carer", channel="online", worry="no", urgent="no",
        wish="One night's sleep", unpaid_carer="yes",
    )  # fmt: skip
    work(samir, kofi, "Self-referral")
    samir.sees("Somebody speaks with them")
    samir.look("A carer has asked")
    take(samir, "Record that you spoke with them")
    samir.press("Ask for a carer’s assessment")
    samir.press("Ask for a carer’s assessment")
    samir.sees("Where it came from and led to")
    return kofi


def when_he_is_triaged_and_allocated(priya: Story, grace: Story, kofi: int) -> None:
    """His own list, his own worker."""
    # Where carers have no team of their own, it is the locality's; where they have, Grace looks after it for a while.
    open_record(grace, "Kofi Mensah")
    work(grace, kofi, "Carer’s assessment")
    grace.press("Triage: begin the form")
    fill_in(
        grace,
        priority="2",
        reason="He has not slept a night since March",
        safe_to_wait="yes",
        interim="none-needed",
    )
    grace.press("Triage")
    work(grace, kofi, "Carer’s assessment")
    take(grace, "Allocate", worker="Priya Nair")
    grace.sees("Allocated, not yet seen")
    work(priya, kofi, "Carer’s assessment")
    take(priya, "Begin the assessment")


def then_priya_cannot_go_on_before_somebody_takes_over(priya: Story, kofi: int) -> None:
    """R-036, G-05: the form itself is not finished without it."""
    priya.press("Send to the manager: begin the form")
    address = priya.page.url.rsplit("/", 2)[0].removeprefix(priya.house.address)
    priya.go(f"{address}/review/")
    priya.sees("Who takes over?")
    priya.look("What is still needed, the plan for a bad night among it")
    priya.go(f"{address}/caring/")
    fill_in(
        priya, combined="no", necessary="yes", willing="some", wishes="To sleep", health_affected="yes", **ASSESSED,
        who_takes_over="His sister Efua, 020 7946 0100", how_long="Two nights", emergency_card="yes",
        significant_impact="yes", decision="eligible", reasons="You have not slept a night since March.",
        respite_nights="12",
    )  # fmt: skip
    take(priya, "Send to the manager")
    priya.sees("With the manager")


def and_the_copy_is_in_his_hands(priya: Story, grace: Story, kofi: int) -> None:
    """Signed by somebody else; kept when it is given (G-03)."""
    work(grace, kofi, "Carer’s assessment")
    take(grace, "Sign off")
    grace.sees("Agreed")
    hand_over(priya, kofi, "Your carer’s assessment")
    work(priya, kofi, "Support plan")
    priya.look("The plan that follows")


def when_respite_is_granted_and_none_is_to_be_had(priya: Story, kofi: int) -> None:
    """Twelve nights granted, none used, and why (R-039, G-09)."""
    priya.go(f"/people/{kofi}/services/")
    priya.press("Grant respite")
    priya.fill(amount="12")
    priya.page.locator("main [name=unit][value=night]").check()
    _days(priya, 30, -330)
    priya.press("Grant it")
    priya.page.locator("main section").get_by_role("link").first.click()
    priya.page.get_by_role("link", name="Not had", exact=True).click()
    priya.fill(amount="2")
    choose(priya, "unmet_because", "No place was available")
    _days(priya, 5, 3)
    priya.press("Record that it was not had")
    priya.sees("12 nights granted")
    priya.sees("2 nights wanted and not had")


def _days(story: Story, first: int, last: int) -> None:
    for name, ago in (("starts_on", first), ("ends_on", last)):
        day = date.today() - timedelta(days=ago)  # noqa: DTZ011 the browser's day
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
            story.page.locator(f"main [name={name}-{part}]").fill(str(value))


def then_his_card_is_answered_and_the_family_seen_together(priya: Story, samir: Story, kofi: int) -> None:
    """The plan and nothing else to whoever rings; the family only to whom both records are open (R-030)."""
    priya.go(f"/people/{kofi}/services/cards/add/")
    priya.press("Issue the card")
    found = re.search(r"\d{3} \d{3} \d{3}", priya.page.locator("main").inner_text())
    assert found
    samir.go("/emergency-cards/")
    samir.fill(number=found[0], caller="Paramedic, call sign N421")
    samir.press("Show the plan")
    samir.sees("Efua")
    samir.does_not_see("Kofi Mensah")
    priya.page.reload()
    priya.sees("Paramedic, call sign N421")
    priya.go(f"/people/{kofi}/family/")
    priya.sees("Kofi Mensah cares for Alice Mensah.")
    priya.look("The whole family", guide="family")


@every_way
def test_two_assessments_are_done_together_only_as_both_agree(story: Story) -> None:
    """Care Act 2014 s12(5), as it is asked and written down: wide, at 320 px, without scripts."""
    story.sign_in("Priya Nair")
    kofi = open_record(story, "Kofi Mensah")
    story.go(f"/people/{kofi}/work/")
    story.page.locator("main").get_by_role("link", name="Needs assessment", exact=True).first.click()
    story.press("Do it together with another person’s assessment")
    story.look("With whose assessment")
    story.page.locator("main select[name=other]").select_option(index=1)
    story.press("Ask both")
    story.fill(agreed_how="At the kitchen table")
    story.look("Their own agreement")
    story.press("Write it down")
    story.sees("Not both have agreed yet")
    story.look("Not both have agreed yet")
    story.go(f"/people/{kofi}/family/")
    story.look("The family")
