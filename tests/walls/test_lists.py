"""Every page that lists asks the database as often for twenty rows as for two. Generated from the route table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside import council
from alongside.casework.actions import appointments, documents, notes, tasks
from alongside.people.actions import alerts, circle, identity, needs, person, places, sharing, traits
from alongside.records import clock
from alongside.records.actions import access
from alongside.records.actors import SYSTEM, Actor
from alongside.records.audit import reading, seal
from alongside.records.permissions import PERMISSIONS
from alongside.records.tests import desk
from tests import access_matrix
from tests.fixtures.cast import signed_in
from tests.town.work import allocate

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 18
# Pages whose work is not the rows they show, and why each asks more as there is more.
GROWING = {
    "records.health": "folds every journey anew, as `alongside check` does",
    "records.unusual": "finds its place in the audit by halving it: once more each time that doubles",
}


@pytest.fixture
def everything() -> Any:
    """Somebody who may do all there is, so that no page is shorter for want of a permission."""
    with desk.role_for_each_permission():
        yield desk.a_worker(*PERMISSIONS, team=desk.first_team())


def _people(by: Actor, count: int, town: Any) -> None:
    """More people whom this worker works for, with everything that waits for somebody."""
    soon = clock.today() + timedelta(days=3)
    for number in range(count):
        key = person.add_person(
            by=SYSTEM, given=f"Given{number}", family=f"Family{count}", born=f"19{40 + number}"
        )
        allocate(key, holder=by.own)
        alerts.raise_alert(
            key, by=by, kind="animal", text="Dog", owner=by.own, review_on=soon, person_told="yes"
        )
        needs.record_need(key, by=by, kind="spoken", code="tw", may_share="yes")
        other = desk.a_worker("find people")
        reading.saw(other, "people.show", [key])
        access.report_blind_match(key, by=other, message="She rang")
    for _number in range(count):
        key = person.add_person(by=SYSTEM, given="Guarded", family="Person", born="1950")
        access.restrict(key, by=SYSTEM, reason="Threats to her", category="domestic-abuse", named=[by.own],
                        review_on=soon)  # fmt: skip
        access.break_glass(
            key, by=desk.a_worker("break glass"), reason="An ambulance waits", category="danger-to-life"
        )
    seal.seal_strays()


def _rows(by: Actor, count: int, town: Any) -> None:
    """More of everything that a person can have more than one of."""
    alice, today = town.alice, clock.today()
    kinds = [entry.code for entry in council.current().lists.get("name-kind", on=today).entries]
    for number in range(count):
        identity.add_name(alice, by=by, kind="previous" if "previous" in kinds else kinds[0], given=f"Alice{number}",
                          family=f"Other{count}", told_by="Kofi")  # fmt: skip
        places.add_reach(alice, by=by, kind="phone", value=f"020 7946 0{count}{number:02}", told_by="Kofi")
        circle.add_relationship(
            alice, by=by, kind="friend", other_name=f"Friend {number} of {count}", told_by="Kofi"
        )
        alerts.raise_alert(alice, by=by, kind="other", text=f"Note {number}", owner=by.own,
                           review_on=today + timedelta(days=9), person_told="yes")  # fmt: skip
        reading.saw(desk.a_worker("find people"), "people.show", [alice])
        _work(alice, by, f"{number} of {count}")
    traits.set_trait(alice, by=by, attribute="employment", code=_first("employment"), told_by="Kofi")
    sharing.decide_sharing(alice, by=by, organisation_id=1, decision="agreement",
                           minimum="Name, address and telephone", person_told="yes")  # fmt: skip
    seal.seal_strays()


def _work(person_id: int, by: Actor, which: str) -> None:
    """One more of everything that casework keeps of a person, also in the actor's own lists."""
    now, today = clock.now(), clock.today()
    notes.write_note(person_id, by=by, kind="home-visit", text=f"Visit {which}", happened_at=now)
    tasks.add_task(person_id, by=by, title=f"Task {which}", owner=by.own, due_on=today)
    appointments.make_appointment(
        person_id, by=by, kind="home-visit", owner=by.own, starts_at=now + timedelta(days=1)
    )
    documents.put_paper(person_id, by=by, title=f"Letter {which}", kind="letter-in", content=which.encode())


def _first(name: str) -> str:
    return council.current().lists.get(name, on=clock.today()).entries[0].code


def _counts(client: Client, about: int, of_a_person: bool) -> dict[str, int]:
    """How many questions each page asks the database; the second time it is asked, when all is warm."""
    filled, counted = access_matrix.parts(about), {}
    for page in access_matrix.pages():
        mine = page._parts.keys() == {"person_id"} if of_a_person else not page._parts
        if not mine or "GET" not in page.methods:
            continue
        client.get(access_matrix.address(page, filled))
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(access_matrix.address(page, filled))
        if answer.status_code == 200:
            counted[page.name] = len(asked)
    return counted


@pytest.mark.parametrize(
    ("grow", "of_a_person"), [(_people, False), (_rows, True)], ids=["lists", "pages of a person"]
)
def test_a_page_asks_as_often_for_twenty_rows_as_for_two(
    grow: Callable[[Actor, int, Any], None], of_a_person: bool, everything: Actor, town: Any
) -> None:
    """R-245: what holds for two must hold for a caseload; a query for each row is found here and not at the desk."""
    allocate(town.alice, holder=everything.own)
    client = signed_in(everything.worker_id)
    grow(everything, FEW, town)
    few = _counts(client, town.alice, of_a_person)
    grow(everything, MANY, town)
    many = _counts(client, town.alice, of_a_person)
    assert len(few) > 8
    more_asked = {name for name, asked in many.items() if few.get(name) != asked} - GROWING.keys()
    if more_asked:
        # A part of the page that only many rows fill asks once more; a query for each row goes on growing.
        grow(everything, MANY, town)
        still = _counts(client, town.alice, of_a_person)
        assert {
            name: (few.get(name), many[name], still[name]) for name in more_asked if still[name] != many[name]
        } == {}
