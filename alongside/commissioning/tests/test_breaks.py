"""What came of the breaks that carers were granted: each figure is exactly the people behind it (G-09, R-038)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from alongside.commissioning.actions import passes, respite
from alongside.commissioning.queries import breaks
from alongside.commissioning.tests.making import days_ago
from alongside.commissioning.tests.test_pages import ClientOf
from alongside.people.tests.making import add, opened, restricted, worker
from alongside.records.actors import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn() -> Any:
    """So that what was granted a hundred days ago began in the year that is shown."""
    with time_machine.travel(date(2026, 11, 22), tick=False):
        yield


def granted(person: int, by: Actor, nights: int) -> int:
    year = {"starts_on": days_ago(100), "ends_on": days_ago(-264)}
    return int(respite.grant_respite(person, by=by, unit="night", amount=nights * 100, **year))


def passed(person: int, by: Actor) -> int:
    return int(passes.entitle_to_pass(person, by=by, starts_on=days_ago(30), ends_on=days_ago(-334)))


@pytest.fixture
def year(ada: int, by: Actor) -> int:
    """Ada had four of twelve nights and was turned away for seven; Cyril had none of six; Ada's pass gave her company.

    Cyril's number."""
    cyril = opened(add(given="Cyril"), by)
    first = granted(ada, by, 12)
    granted(cyril, by, 6)
    stay = {"starts_on": days_ago(10), "ends_on": days_ago(5), "amount": 500, "provider_name": "The Limes"}
    respite.use_stay(
        respite.book_respite(first, by=by, **stay), by=by, amount=400, note="She came home early."
    )
    again = {"starts_on": days_ago(-30), "ends_on": days_ago(-37), "amount": 700}
    respite.note_unmet(first, by=by, unmet_because="no-place", **again)
    respite.cancel_stay(
        respite.book_respite(first, by=by, **again, provider_name="The Limes"), by=by, unmet_because="unwell"
    )
    hers, _his = passed(ada, by), passed(cyril, by)
    passes.issue_pass(hers, by=by, issued_on=days_ago(20))
    passes.note_outcome(hers, by=by, outcome="company", told_on=days_ago(1))
    withdrawn = int(passes.entitle_to_pass(cyril, by=by, starts_on=days_ago(-340), ends_on=days_ago(-400)))
    passes.withdraw_pass(withdrawn, by=by, why="Written down twice")
    return cyril


def told() -> dict[str, tuple[str, int]]:
    """Each figure of the year: how much, and of how many carers."""
    found = breaks.tables(breaks.entries(date(2026, 4, 1), date(2027, 3, 31)))
    return {each.key: (each.amount, each.people) for table in found for each in table.figures}


@pytest.mark.usefixtures("year")
def test_the_year_in_figures() -> None:
    """Granted, used, not had and why, and whoever had nothing at all; passes entitled, issued and what they did."""
    assert told() == {
        "night-granted": ("18 nights", 2),
        "night-booked": ("0 nights", 0),
        "night-used": ("4 nights", 1),
        "night-unmet": ("7 nights", 1),
        "night-untouched": ("6 nights", 1),
        "night-why-no-place": ("7 nights", 1),
        "pass-entitled": ("2", 2),
        "pass-issued": ("1", 1),
        "pass-waiting": ("1", 1),
        "pass-said-company": ("1", 1),
    }
    assert breaks.entries(date(2025, 4, 1), date(2026, 3, 31)) == []


def test_each_figure_opens_the_people_behind_it(by: Actor, year: int) -> None:
    """What is added up is what is listed; somebody whose record is closed to the reader counts and is not named."""
    found = breaks.entries(date(2026, 4, 1), date(2027, 3, 31))
    for key, (amount, people) in told().items():
        _title, rows = breaks.behind(found, key, by)
        assert len({row.person_id for row in rows}) == people
        assert sum(float(row.amount.split()[0]) for row in rows) == float(amount.split()[0])
    restricted(year, worker(name="Named one"))
    stranger = worker(name="Newcomer")
    assert [row.name for row in breaks.behind(found, "night-untouched", stranger)[1]] == [""]


def test_the_pages_lead_from_a_figure_to_its_people(
    by: Actor, ada: int, year: int, client_of: ClientOf
) -> None:
    """The year under way first; each figure a link, beside its picture; nobody without the duty reads it."""
    manager = worker("team-manager", name="Grace")
    opened(ada, manager)
    client = client_of(manager)
    page = client.get("/carers/breaks/").content.decode()
    assert "April 2026 to March 2027" in page
    assert "1 of 2 are in the carer’s hands, which is 50%" in page
    assert '<rect class="app-bar"' in page
    assert 'href="/carers/breaks/night-why-no-place/?year=2026"' in page
    people = client.get("/carers/breaks/night-why-no-place/?year=2026").content.decode()
    assert f'href="/people/{ada}/services/"' in people
    assert "No place was available" in people
    assert client.get("/carers/breaks/night-nonsense/").status_code == 404
    assert client_of(worker("prevention-coordinator", name="Pat")).get("/carers/breaks/").status_code == 403
    assert year
