"""What a person lets be shared: who may record it, what an override needs, and that nothing is written over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.people.actions import sharing as actions
from alongside.people.models import Person, SharingDecision
from alongside.people.queries.sharing import DecisionRow, decisions
from alongside.people.rules import sharing as rules
from alongside.people.tests.making import add, opened, restricted, worker
from alongside.people.tests.partners import DAY, partner
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Event
from alongside.web.errors import Forbidden, Missing, Refused, Stale

ClientOf = Callable[[object], Client]
ENOUGH: dict[str, Any] = {"minimum": "Name, address and the times of visits", "person_told": "yes"}
WHY = "Her son has threatened her"
pytestmark = pytest.mark.django_db


def _decided(person: int, by: Actor, **said: Any) -> int:
    given = {"decision": "agreement", "organisation_id": said.pop("with_", None) or partner()} | ENOUGH | said
    return int(actions.decide_sharing(person, by=by, **given))


def _rows(person: int, by: Actor) -> list[DecisionRow]:
    return decisions([person], by)


def _seen_by(role: str = "social-worker", kind: str = "locality") -> tuple[int, Actor]:
    by = worker(role, kind)
    return opened(add(), by), by


def test_a_decision_is_corrected_by_appending() -> None:
    """R-244: both stand in the history, and only the later one stands now."""
    person, by = _seen_by()
    organisation = partner()
    first = _decided(person, by, with_=organisation)
    second = _decided(person, by, with_=organisation, decision="objection", minimum="")
    rows = {row.id: row for row in _rows(person, by)}
    assert (rows[first].stands, rows[second].stands) == (False, True)
    assert rows[first].decision == "Agrees"
    assert rows[first].minimum == ENOUGH["minimum"]
    assert rows[second].meaning.startswith("Do not share.")


def test_organisations_are_decided_apart() -> None:
    """An objection to one says nothing of another."""
    person, by = _seen_by()
    for decision in ("agreement", "objection"):
        _decided(person, by, decision=decision)
    assert sorted(row.code for row in _rows(person, by) if row.stands) == ["agreement", "objection"]


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"basis": ""}, "basis"),
        ({"basis": "because"}, "basis"),
        ({"reason": ""}, "reason"),
        ({"reason": "Danger"}, "reason"),
        ({"minimum": ""}, "minimum"),
        ({"person_told": "perhaps"}, "person_told"),
        ({"person_told": "no"}, "person_told_why_not"),
    ],
)
def test_an_override_needs_law_reason_minimum_and_whether_told(missing: dict[str, str], field: str) -> None:
    """Sharing against somebody's wish is never one click (UK GDPR art. 5(2): be able to show why)."""
    person, by = _seen_by()
    whole = {"decision": "override", "basis": "safeguarding", "reason": WHY} | ENOUGH
    with pytest.raises(Refused) as refused:
        _decided(person, by, **(whole | missing))
    assert refused.value.field == field
    assert not _rows(person, by)
    _decided(person, by, **whole)
    (row,) = _rows(person, by)
    assert (row.basis, row.reason) == (rules.BASES["safeguarding"], WHY)


def test_the_table_itself_refuses_a_bare_override() -> None:
    """Whatever program writes."""
    person, by = _seen_by()
    _decided(person, by)
    row = SharingDecision.objects.for_system("to try the constraint").get(person_id=person)
    row.decision = "override"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_an_objection_needs_no_list_and_carries_no_law() -> None:
    """Nothing is shared, so there is nothing to list; a law chosen by mistake is not kept."""
    person, by = _seen_by()
    _decided(person, by, decision="objection", minimum="", basis="crime")
    (row,) = _rows(person, by)
    assert (row.minimum, row.basis) == ("", "")


def test_the_day_cannot_be_to_come_nor_before_what_stands() -> None:
    """A later decision is not undone by writing an earlier one."""
    person, by = _seen_by()
    organisation = partner()
    with pytest.raises(Refused, match="still to come"):
        _decided(person, by, with_=organisation, starts_on=(clock.today() + DAY).isoformat())
    _decided(person, by, with_=organisation)
    with pytest.raises(Refused, match="A later decision stands"):
        _decided(person, by, with_=organisation, starts_on=(clock.today() - DAY).isoformat())


def test_telling_the_person_is_a_decision_appended() -> None:
    """When they were told can be read later, too."""
    person, by = _seen_by()
    first = _decided(person, by, person_told="not yet")
    actions.tell_of_sharing(person, by=by, decision_id=first)
    rows = {row.stands: row for row in _rows(person, by)}
    assert rows[True].told_code == "yes"
    assert rows[False].told_code == "not yet"
    with pytest.raises(Refused, match="already"):
        actions.tell_of_sharing(person, by=by, decision_id=rows[True].id)


def test_a_mistake_is_withdrawn_with_its_reason_and_stays() -> None:
    """It is struck through, not torn out."""
    person, by = _seen_by()
    made = _decided(person, by)
    with pytest.raises(Refused, match="Say what was wrong"):
        actions.withdraw_sharing(person, by=by, decision_id=made)
    actions.withdraw_sharing(person, by=by, decision_id=made, reason="It was her sister")
    (row,) = _rows(person, by)
    assert (row.stands, row.withdrawn_why) == (False, "It was her sister")


def test_another_persons_decision_is_out_of_reach() -> None:
    """A number from another record changes nothing."""
    person, by = _seen_by()
    made = _decided(person, by)
    other = opened(add(), by)
    for deed in (actions.tell_of_sharing, actions.withdraw_sharing):
        with pytest.raises(Refused, match="not on this record"):
            deed(other, by=by, decision_id=made, reason="By mistake")


def test_a_stale_form_decides_nothing() -> None:
    """Somebody decided meanwhile: both are shown, none is overwritten."""
    person, by = _seen_by()
    version = Person.objects.visible_to(by).get(pk=person).version
    _decided(person, by, version=version)
    with pytest.raises(Stale):
        _decided(person, by, version=version)


def test_the_history_says_what_was_decided() -> None:
    """One event, in words, without the reason for an override in the sentence."""
    person, by = _seen_by()
    _decided(person, by, decision="override", basis="safeguarding", reason=WHY)
    event = Event.objects.visible_to(by).get(record_id=person, kind="people.sharing decided")
    assert "shared against their wish" in event.sentence
    assert WHY not in event.sentence


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        ("social-worker", "locality", True),
        ("safeguarding-worker", "safeguarding", True),
        ("team-manager", "locality", True),
        ("front-door-officer", "front-door", False),
        ("occupational-therapist", "therapy", False),
        ("head-of-service", "", False),
    ],
)
def test_who_decides_on_a_record_open_to_them(role: str, kind: str, may: bool, client_of: ClientOf) -> None:
    """Seeing what was decided is for whoever sees the person; deciding is not."""
    person, by = _seen_by(role, kind)
    client = client_of(by)
    assert client.get(f"/people/{person}/sharing/").status_code == 200
    assert client.get(f"/people/{person}/sharing/decide/").status_code == (200 if may else 403)
    if may:
        _decided(person, by)
    else:
        with pytest.raises(Forbidden):
            _decided(person, by)


def test_nobody_decides_on_a_record_they_cannot_see(client_of: ClientOf) -> None:
    """For the action it is not there; the page asks for the reason first; a restricted one stays unknown."""
    by, closed = worker(), add()
    with pytest.raises(Missing):
        _decided(closed, by)
    assert client_of(by).get(f"/people/{closed}/sharing/")["Location"] == f"/people/{closed}/open/"
    secret = add()
    restricted(secret)
    with pytest.raises(Missing):
        _decided(secret, by)
    written = SharingDecision.objects.for_system("to see that nothing was written")
    assert not written.filter(person_id__in=[closed, secret]).exists()


def test_a_form_sent_twice_is_one_decision(client_of: ClientOf) -> None:
    """A double click; and what was refused is shown again with every answer kept."""
    person, by = _seen_by()
    sent = {
        "_key": "11111111-1111-4111-8111-111111111111",
        "organisation_id": str(partner()),
        "decision": "override",
        "minimum": ENOUGH["minimum"],
        "person_told": "yes",
        **dict(zip(("starts_on-day", "starts_on-month", "starts_on-year"), _parts(), strict=True)),
    }
    client, page = client_of(by), f"/people/{person}/sharing/decide/"
    html = client.post(page, sent).content.decode()
    assert "Choose the law on which this is shared" in html
    assert ENOUGH["minimum"] in html
    whole = sent | {"basis": "safeguarding", "reason": WHY}
    for _press in range(2):
        assert client.post(page, whole).status_code == 303
    assert len(_rows(person, by)) == 1


def _parts() -> tuple[str, str, str]:
    today = clock.today()
    return str(today.day), str(today.month), str(today.year)


def test_system_writes_are_named_so() -> None:
    """An imported decision does not pretend that a worker made it."""
    person, by = _seen_by()
    _decided(person, SYSTEM)
    assert _rows(person, by)[0].recorded_by == "Alongside itself"
