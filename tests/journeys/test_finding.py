"""Finding somebody by whatever a caller can say, and opening the record with a reason (R-242)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story
from tests.journeys.steps import bar, find, number, open_found, people_found
from tests.town.cast import RESIDENTS

pytestmark = pytest.mark.journey

ALICE = next(each for each in RESIDENTS if each.key == "alice")
SAID = {
    "family name first": ("mensah alice", "Alice Mensah"),
    "as it sounds": ("allis mensa", "Alice Mensah"),
    "by what she is called": ("ali mensah", "Alice Mensah"),
    "with the date of birth": ("mensah 27 3 1942", "Alice Mensah"),
    "by the NHS number with spaces": ("900 000 0009", "Alice Mensah"),
    "without the mark in the name": ("obrien danny", "Daniel O’Brien"),
    "in another script": ("حسینی مریم", "Maryam Hosseini"),
    "in Greek letters": ("Γεωργίου", "Konstantinos Georgiou"),
    "by the short name": ("costas georgiou", "Konstantinos Georgiou"),
    "by the year of birth": ("farah 1996", "Hodan Farah"),
}


def test_somebody_is_found_by_whatever_is_known(browser_as: Callable[..., Story]) -> None:
    """Names in any order and spelling, other scripts, dates and numbers all lead to the right person first."""
    samir = browser_as("Samir Haddad")
    for what, (said, name) in SAID.items():
        find(samir, said)
        assert people_found(samir)[:1] == [name], f"{what}: “{said}” found {people_found(samir)}"
    samir.look("Found")
    find(samir, "o'brien 30 4 2001")
    assert set(people_found(samir)) >= {"Daniel O’Brien", "David O’Brien"}
    samir.look("Twins found", guide="find")


def test_a_postcode_and_a_previous_name_find_too(browser_as: Callable[..., Story]) -> None:
    """Where somebody lives finds them, and a name they had before still does."""
    priya = browser_as("Priya Nair")
    find(priya, "alice mensah")
    open_found(priya, "Alice Mensah")
    postcode = (
        priya.page.locator("main").inner_text().split("12 Larch Court, ")[1].split("\n")[0].split(" · ")[0]
    )
    find(priya, f"mensah {' '.join(postcode.split()[:2])}")
    assert people_found(priya)[0] == "Alice Mensah"
    find(priya, "alice mensah")
    open_found(priya, "Alice Mensah")
    alice = number(priya)
    priya.go(f"/people/{alice}/names/add/?kind=previous")
    priya.look("Add a name")
    priya.fill(given="Alice", family="Boateng")
    priya.press("Add the name")
    priya.look("Names")
    find(priya, "boateng")
    assert people_found(priya) == ["Alice Mensah"]


def test_too_little_to_search_by_says_so(browser_as: Callable[..., Story]) -> None:
    """A search that would list half the borough asks for more."""
    samir = browser_as("Samir Haddad")
    samir.go("/people/")
    samir.look("Find, nothing asked")
    find(samir, "a")
    samir.does_not_see("app-table__row")
    samir.look("Find, too little asked")


def test_a_record_opens_with_one_click_and_a_reason_that_is_kept(browser_as: Callable[..., Story]) -> None:
    """Whoever opens an ordinary record says why; the reason stands in the list of who has looked."""
    grace = browser_as("Grace Adeyemi")
    given_a_record_not_open_to_her(grace)
    grace.press("Duty work today")
    then_the_record_is_open(grace)
    ruth = browser_as("Ruth Ellison")
    ruth.go(f"/people/{number(grace)}/looked/")
    ruth.sees("opened with a reason: Duty work today")


def given_a_record_not_open_to_her(grace: Story) -> None:
    """The list says who it is, and that it is not open yet."""
    find(grace, "hodan farah")
    grace.sees("Not yet")
    open_found(grace, "Hodan Farah")
    grace.sees("Why do you need this record?")
    grace.does_not_see("18 Beech Way")
    grace.look("Why do you need this record", guide="open")


def then_the_record_is_open(grace: Story) -> None:
    """The next page is the person."""
    assert "Hodan Farah" in bar(grace).inner_text()
    grace.sees("18 Beech Way")
    grace.look("Opened with a reason")
