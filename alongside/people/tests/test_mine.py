"""My people: everybody open to a worker, fifty at a time, for the same few statements."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.people.actions import alerts, merging
from alongside.people.models import Person
from alongside.people.queries import mine as queries
from alongside.people.tests.making import add, opened, restricted, worker
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web.tables import Paging

ClientOf = Callable[[object], Client]


def _many(by: Actor, count: int) -> list[int]:
    """People whose names sort in the order of their numbers, some under one name."""
    return [opened(add(given="Ada", family=f"Name{number // 2:03}"), by) for number in range(count)]


def test_a_list_says_who_where_and_why(db: None, client_of: ClientOf) -> None:
    """Name, age, part of the postcode, the reason, since when, what to beware of."""
    by = worker(kind="")
    person = opened(add(known_as="Countess", postcode="NW9 4AB"), by)
    later = clock.today().replace(year=clock.today().year + 1)
    alerts.raise_alert(
        person, by=by, kind="animal", text="A dog", owner=by.own, review_on=later.replace(day=1)
    )
    (row,) = queries.mine(by, Paging()).rows
    assert (row.name, row.known_as, row.place, row.basis) == (
        "Ada Lovelace",
        "Countess",
        "NW9 4",
        "opened with a reason",
    )
    assert (row.since, row.alerts) == (clock.today(), "Animal in the home")
    assert "Ada Lovelace" in client_of(by).get("/people/mine/").content.decode()


def test_statements_do_not_grow_with_the_list(db: None) -> None:
    """As many for 2 rows as for 20."""
    few, many = worker(kind=""), worker(kind="")
    _many(few, 2)
    _many(many, 20)
    counts = []
    for who in (few, many):
        with CaptureQueriesContext(connection) as asked:
            queries.mine(who, Paging())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4


def test_every_page_forth_and_back(db: None) -> None:
    """Nobody is left out and nobody comes twice, also where many have one name."""
    by = worker(kind="")
    everybody = _many(by, 2 * queries.A_PAGE + 7)
    page, forth = queries.mine(by, Paging()), []
    while True:
        forth.append([row.id for row in page.rows])
        if not page.after:
            break
        page = queries.mine(by, Paging(after=page.after))
    assert [each for rows in forth for each in rows] == everybody
    back = [[row.id for row in page.rows]]
    while page.before:
        page = queries.mine(by, Paging(before=page.before))
        back.append([row.id for row in page.rows])
    assert list(reversed(back)) == forth


def test_the_list_is_only_of_what_is_open(db: None) -> None:
    """Restricted to others: gone; merged: once."""
    by = worker("team-manager", kind="")
    stays, goes = opened(add(), by), opened(add(given="Grace"), by)
    again = opened(add(), by)
    restricted(goes, worker(kind=""))
    merging.merge(again, by=by, reason="Same", survivor=stays)
    assert [row.id for row in queries.mine(by, Paging()).rows] == [stays]


def test_the_list_is_the_guarded_queryset(db: None) -> None:
    """What is asked in SQL for speed is what `.held_by(actor)` gives: by each way of holding, at any distance."""
    by, team_mate = worker("team-manager", kind=""), worker(kind="")
    _many(by, 5)
    add(given="Nobody’s")
    restricted(opened(add(given="Grace"), by), worker(kind=""))
    restricted(add(given="Joan"), by)
    for who in (by, team_mate, worker("finance-officer", "finance")):
        held = Person.objects.held_by(who).filter(merged_into__isnull=True)
        shown = [row.id for row in queries.mine(who, Paging()).rows]
        assert shown == list(
            held.order_by("sort_name", "record").values_list("pk", flat=True)[: queries.A_PAGE]
        )


def test_an_empty_list_says_how_it_fills(db: None, client_of: ClientOf) -> None:
    """A new worker reads what to do."""
    assert "No record is open to you." in client_of(worker(kind="")).get("/people/mine/").content.decode()


@pytest.mark.parametrize("number", ["999999", "x", "-1"])
def test_a_forged_place_is_the_beginning(db: None, client_of: ClientOf, number: str) -> None:
    """Another's record as the place in the list tells nothing of where it sorts."""
    by, person = worker(kind=""), add()
    opened(add(given="Bea"), by)
    for place in (number, str(person)):
        assert "Bea Lovelace" in client_of(by).get("/people/mine/", {"after": place}).content.decode()
