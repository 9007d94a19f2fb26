"""Who has looked at a record: for those who guard it, and for the person (R-247)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story
from tests.journeys.steps import find, number, open_found, open_record

pytestmark = pytest.mark.journey


def test_who_looked_is_told_without_betraying_anybody(browser_as: Callable[..., Story]) -> None:
    """The guardian sees every look; what is given to Alice has no trace of the safeguarding worker's."""
    given_several_have_looked_at_alice(browser_as)
    ruth = browser_as("Ruth Ellison")
    when_ruth_asks_who_looked(ruth)
    then_she_sees_every_look(ruth)
    then_alice_reads_of_all_but_the_safeguarding_look(ruth)
    then_the_printed_list_is_for_her_alone(ruth)


def given_several_have_looked_at_alice(browser_as: Callable[..., Story]) -> None:
    """Her social worker, and somebody who looks into a concern about her son."""
    open_record(browser_as("Priya Nair"), "Alice Mensah")
    aisha = browser_as("Aisha Rahman")
    find(aisha, "alice mensah")
    open_found(aisha, "Alice Mensah")
    aisha.fill(reason="A concern about money; nobody at home may learn of it")
    aisha.press("Open for this reason")
    assert number(aisha)


def when_ruth_asks_who_looked(ruth: Story) -> None:
    """She finds Alice like anybody; the record itself is not hers to open."""
    find(ruth, "alice mensah")
    ruth.look("Found by the Caldicott guardian")
    open_found(ruth, "Alice Mensah")


def then_she_sees_every_look(ruth: Story) -> None:
    """With who, as what, which page, why, and whether the person is told."""
    ruth.sees("Priya Nair")
    ruth.sees("Aisha Rahman")
    ruth.sees("A concern about money")
    ruth.look("Who has looked", guide="who-looked")


def then_alice_reads_of_all_but_the_safeguarding_look(ruth: Story) -> None:
    """Not the name, not the reason, not a gap."""
    ruth.press("What the person may read")
    ruth.sees("Who has looked at your record")
    ruth.sees("Priya Nair")
    for secret in ("Aisha", "afeguarding", "concern", "withheld"):
        ruth.does_not_see(secret)
    ruth.look("What Alice may read", guide="who-looked-for-the-person")


def then_the_printed_list_is_for_her_alone(ruth: Story) -> None:
    """On paper there is no menu and no way back, but who printed it and when."""
    ruth.page.emulate_media(media="print")
    ruth.sees("Printed by Ruth Ellison")
    assert not ruth.page.get_by_role("navigation").first.is_visible()
    assert not ruth.page.get_by_role("link", name="Back", exact=True).is_visible()
