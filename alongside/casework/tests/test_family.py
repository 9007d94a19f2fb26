"""The whole-family view shows each reader the family they may see, and of anybody else only what stands on this record
(R-030; issue 4: a whole-family view that leaks nothing)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from alongside import council
from alongside.casework.actions import notes
from alongside.casework.queries import family as queries
from alongside.forms.actions import add_contribution, begin
from alongside.pathways.actions import opening
from alongside.people.actions import circle
from alongside.people.tests.making import add, bare, opened, restricted, worker
from alongside.people.tests.stating import seen
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Entry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[object], Client]


def relative(ada: int, kind: str, given: str, **more: Any) -> int:
    """Somebody on record round Ada, whom nobody sees yet."""
    other = add(given=given, born="1980-02-02")
    circle.add_relationship(ada, by=SYSTEM, kind=kind, other_id=other, **more)
    return other


def test_each_member_the_reader_sees_with_the_work_under_way(by: Actor, ada: int) -> None:
    """Household first; who cares for whom, also among the others; what is due first before the rest."""
    kofi = opened(relative(ada, "unpaid-carer", "Kofi", lives_with=True), by)
    ama = opened(relative(ada, "child", "Ama"), by)
    circle.add_relationship(kofi, by=by, kind="young-carer", other_id=ama)
    opening.open_journey(kofi, by=by, pathway="carers-assessment", owner=by.own)
    opening.open_journey(ada, by=by, pathway="needs-assessment", owner=by.own)
    found = queries.family(seen(ada, by), by)
    assert [row.title for row in found.own_work] == ["Needs assessment"]
    assert [(each.name, each.household, [row.title for row in each.work]) for each in found.members] == [
        ("Kofi Lovelace", True, ["Carer’s assessment"]),
        ("Ama Lovelace", False, []),
    ]
    assert found.caring == [
        "Kofi Lovelace cares for Ada Lovelace.",
        "Ama Lovelace cares for Kofi Lovelace, who is a young carer.",
    ]


def test_of_somebody_unseen_only_the_relationship_is_told(ada: int, client_of: ClientOf) -> None:
    """Whether their record is restricted or simply not the reader's: the page is the same to the letter, whatever is
    under way for them."""
    kofi = relative(ada, "sibling", "Kofi")
    other = worker(kind="review")
    opened(ada, other)
    client = client_of(other)

    def page() -> str:
        return bare(client.get(f"/people/{ada}/family/"))

    before = page()
    assert council.current().lists.label("relationship", "sibling") in before
    for secret in ("Kofi", f"/people/{kofi}/"):
        assert secret not in before.split("<main")[1]
    opening.open_journey(kofi, by=SYSTEM, pathway="needs-assessment")
    opening.open_journey(kofi, by=SYSTEM, pathway="safeguarding-concern")
    assert page() == before
    restricted(kofi)
    assert page() == before


def test_what_stands_only_on_the_record_of_somebody_unseen_is_not_told(by: Actor, ada: int) -> None:
    """Nadia wrote that Ada is her mother: until the reader sees Nadia, that is Nadia's."""
    nadia = add(given="Nadia", born="1985-05-05")
    circle.add_relationship(nadia, by=SYSTEM, kind="parent", other_id=ada)
    assert queries.family(seen(ada, by), by).members == []
    opened(nadia, by)
    (found,) = queries.family(seen(ada, by), by).members
    assert found.person_id == nadia


def test_somebody_written_down_by_name_is_named(by: Actor, ada: int) -> None:
    """It was written on this record, and there is no other."""
    circle.add_relationship(ada, by=by, kind="neighbour", other_name="Mrs Patel", lives_with=False)
    (found,) = queries.family(seen(ada, by), by).members
    assert (found.name, found.person_id, found.work) == ("Mrs Patel", None, ())


def test_a_restricted_concern_of_a_member_is_seen_by_those_who_act_on_it(by: Actor, ada: int) -> None:
    """A worker who sees Kofi's record and not his concern sees nothing of the concern here either."""
    kofi = opened(relative(ada, "unpaid-carer", "Kofi"), by)
    opening.open_journey(kofi, by=SYSTEM, pathway="safeguarding-concern")
    (found,) = queries.family(seen(ada, by), by).members
    assert found.work == ()


def test_a_joint_note_is_told_with_those_whose_records_the_reader_sees(by: Actor, ada: int) -> None:
    """One meeting on three records: who sees two of them reads of two, and is not told that there is a third."""
    kofi, ama = (
        opened(relative(ada, kind, name), by) for kind, name in (("unpaid-carer", "Kofi"), ("child", "Ama"))
    )
    notes.write_note(
        ada, by=by, kind="meeting", text="All three at the table", happened_at=clock.now(),
        also=[{"person_id": each, "shows": "mention", "own": ""} for each in (kofi, ama)],
    )  # fmt: skip
    (row,) = queries.family(seen(ada, by), by).notes
    assert sorted(row.others) == ["Ama Lovelace", "Kofi Lovelace"]
    other = worker()
    opened(ada, other)
    assert queries.family(seen(ada, other), other).notes == []
    opened(kofi, other)
    (row,) = queries.family(seen(ada, other), other).notes
    assert row.others == ["Kofi Lovelace"]


def test_who_of_other_services_is_involved(by: Actor, ada: int) -> None:
    """R-030: the nurse who wrote part of Kofi's assessment, to whoever sees Kofi's record and nobody else."""
    kofi = relative(ada, "unpaid-carer", "Kofi")
    filled = begin(kofi, by=SYSTEM, form="carers-assessment")
    said = {"name": "Ruth Cohen", "role": "community nurse", "organisation_name": "The district nurses"}
    add_contribution(
        filled, by=SYSTEM, section="caring", contributed_on=date(2026, 3, 3), said="Tired", **said
    )
    assert queries.family(seen(ada, by), by).helpers == []
    opened(kofi, by)
    (found,) = queries.family(seen(ada, by), by).helpers
    assert (found.who, found.organisation, found.about) == (
        "Ruth Cohen, community nurse", "The district nurses", "Kofi Lovelace",
    )  # fmt: skip


def test_that_the_others_were_seen_is_written_down(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Who looked at Kofi's record says that it was seen on Ada's page."""
    kofi = opened(relative(ada, "unpaid-carer", "Kofi"), by)
    client_of(by).get(f"/people/{ada}/family/")
    read = Entry.objects.filter(op="R", tbl="casework.family").order_by("-pk")
    assert any(kofi in json.loads(each.payload or "{}")["records"] for each in read)
