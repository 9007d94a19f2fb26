"""Who finds the pages of a form, and who does not (R-243)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.forms.tests.browsing import Browser
from alongside.forms.tests.filling import rows
from alongside.forms.tests.test_filling import carer
from alongside.people.actions import circle
from alongside.people.tests.making import opened, worker
from alongside.records.actors import Actor
from alongside.records.models import Entry

ClientOf = Callable[[object], Client]

PAGES = ("first/", "daily/", "review/", "print/", "save/writing/", "")


@pytest.mark.parametrize("path", PAGES)
def test_who_may_not_see_the_record_finds_no_page(
    path: str, tab: Browser, ada: int, filled: int, client_of: ClientOf
) -> None:
    """Led to the question why they need the record, or told that there is no such page (R-243)."""
    stranger = worker("finance-officer", kind="")
    answer = client_of(stranger).get(f"{tab.base}/{path}")
    assert answer.status_code in (404, 303)
    assert "Trial" not in answer.content.decode()
    if answer.status_code == 303:
        assert answer.headers["Location"].endswith(f"/people/{ada}/open/")


def test_who_may_not_see_the_record_saves_nothing(tab: Browser, filled: int, client_of: ClientOf) -> None:
    """Neither by script nor by button."""
    tab.look()
    tab.client = client_of(worker(kind=""))
    assert tab.save("day", "x").status_code == 404
    assert tab.send(day="x").status_code == 404
    assert rows(filled) == {}


def test_a_form_is_found_only_under_its_own_person(tab: Browser, by: Actor, filled: int) -> None:
    """Another person's number in the address finds nothing."""
    kofi = carer(by)
    assert tab.client.get(f"/people/{kofi}/forms/{filled}/first/").status_code == 404


def test_the_carers_part_is_shown_with_the_carers_record_alone(
    tab: Browser, by: Actor, ada: int, filled: int, client_of: ClientOf
) -> None:
    """Its reading is written down on the carer's record; who sees only Ada is told that it is there."""
    assert "Add the unpaid carer" in tab.look("carer")
    kofi = carer(by)
    circle.add_relationship(ada, by=by, kind="unpaid-carer", other_id=kofi)
    assert "Whose part is this?" in tab.look("carer")
    tab.send("part", "unpaid carer", whose=str(kofi))
    tab.look("carer")
    tab.send(coping="Badly")
    assert rows(filled)["coping.0"] == "Badly"
    assert "Badly" in tab.look("carer")
    read = Entry.objects.filter(op="R", tbl="forms.section", record_id=kofi)
    assert read.exists()
    stranger = worker(kind="")
    opened(ada, stranger)
    theirs = Browser(client_of(stranger), tab.base)
    html = theirs.look("carer")
    assert "not open to you" in html
    assert "Kofi" not in html.split("<main")[1]
    for path in ("carer/", "review/", "print/"):
        assert "Badly" not in client_of(stranger).get(f"{tab.base}/{path}").content.decode()
