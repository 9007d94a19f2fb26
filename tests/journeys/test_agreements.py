"""An agreement ends while somebody works; what a person lets be shared; who guards all this and how."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import WAYS, Story
from tests.journeys.steps import open_record

pytestmark = pytest.mark.journey
NARROW = WAYS["narrow"]


def _address_of(story: Story, organisation: str) -> None:
    story.go("/organisations/")
    story.page.get_by_role("link", name=organisation).click()
    story.page.wait_for_load_state()


def test_an_agreement_ends_while_somebody_works(browser_as: Callable[..., Story]) -> None:
    """G-48, R-246: ended, refused in words, renewed, open again; nobody signs out or in."""
    viktor, marcus = browser_as("Viktor Hale", NARROW), browser_as("Marcus Bell")
    viktor.go("/protocols/")
    viktor.sees("Sharing with Harbour House")
    viktor.look("The register as a partner sees it")
    _address_of(marcus, "Harbour House")
    marcus.look("An organisation with its agreement")
    marcus.page.get_by_role("link", name="End early").click()
    marcus.press("End agreement")
    marcus.look("An ending without a reason")
    marcus.fill(reason="The home was sold")
    marcus.press("End agreement")
    marcus.sees("There is no agreement in date")
    marcus.look("An organisation without an agreement")
    viktor.go("/protocols/")
    viktor.sees("Ring Marcus Bell")
    viktor.does_not_see("Sharing with Oakfield")
    viktor.look("What a suspended worker reads")
    _new_agreement(marcus)
    viktor.go("/protocols/")
    viktor.sees("Under new owners")


def _new_agreement(marcus: Story) -> None:
    marcus.press("Add an agreement")
    marcus.page.get_by_label("Information sharing protocol").check()
    marcus.fill(title="Under new owners", purpose="The people who live there", signed_by="Both directors")
    marcus.page.locator("[name=owner_id]").select_option(label="Marcus Bell")
    marcus.fill(**{"expires_on-day": "1", "expires_on-month": "3", "expires_on-year": "2099"})
    marcus.press("Add agreement")
    marcus.sees("Under new owners")
    marcus.look("An organisation with two agreements")


@pytest.mark.parametrize("story", ["wide", "narrow"], indirect=True)
def test_what_a_person_lets_be_shared(story: Story) -> None:
    """R-244: an override is refused without its law and reason; then it stands beside what was decided before."""
    story.sign_in("Priya Nair")
    open_record(story, "Alice Mensah")
    story.press("Sharing")
    story.look("Sharing before anything was decided")
    story.press("Record a decision")
    story.look("A sharing decision to fill in")
    story.page.locator("[name=organisation_id]").select_option(label="Metropolitan area police")
    story.page.get_by_label("Shared against their wish").check()
    story.fill(minimum="Name, address and what she said on 3 November")
    story.press("Record decision")
    story.sees("Choose the law on which this is shared")
    story.look("A sharing decision refused")
    story.page.locator("[name=basis]").select_option(index=1)
    story.fill(reason="A neighbour takes her money")
    story.press("Record decision")
    story.sees("A neighbour takes her money")
    story.look("Sharing with a decision")


def test_those_who_guard_access(browser_as: Callable[..., Story]) -> None:
    """R-245, R-247: every page of those who look after the doors, wide and at 320 px."""
    desks = {
        "Ruth Ellison": (
            "/access-review/",
            "/access-review/unusual/",
            "/access-review/look-up/",
            "/protocols/",
        ),
        "Ian Cooper": (
            "/workers/",
            "/workers/1/",
            "/workers/1/leave/",
            "/workers/add/",
            "/health/",
            "/roles/",
        ),
        "Helen Marsh": ("/restricted/",),
        "Omar Farouk": ("/duty/",),
    }
    for persona, pages in desks.items():
        for way in (WAYS["wide"], NARROW):
            story = browser_as(persona, way)
            for page in pages:
                story.go(page)
                story.look(f"{persona} {page} {way.width}")
