"""Whatever is done with batches, in whatever order: everybody sent has one fate, is on the list until they were
reviewed, has an owner and a next step at the council, and is seen by the agency exactly as long as they are with it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.casework.actions import bulk
from alongside.casework.models import BulkOperation
from alongside.commissioning import batches as timed
from alongside.commissioning.actions.batches import agency, deciding
from alongside.commissioning.models import Batch, BatchItem
from alongside.commissioning.queries.batches import lent
from alongside.commissioning.rules import batches as rules
from alongside.commissioning.tests import sending
from alongside.commissioning.tests.sending import House, journey
from alongside.pathways.actions import moving
from alongside.pathways.models import Wait
from alongside.records import clock, grants
from alongside.web.errors import Forbidden, Missing, Refused

SENT, MADE = st.integers(0, 2), st.integers(0, 3)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.sets(SENT, min_size=1)),
        st.tuples(
            st.sampled_from(["review", "accept", "return", "give back", "take back", "end", "close", "undo"]), MADE
        ),
        st.tuples(st.just("tidy"), st.just(0)),
    ),
    min_size=3,
    max_size=9,
)  # fmt: skip


@st.composite
def sequences(draw: Any) -> list[tuple[str, Any]]:
    """A sending to begin with, so that there is something to do."""
    return [("send", {0, 1, 2}), *draw(DEEDS)]


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=sequences())
def test_nobody_is_ever_lost(deeds: list[tuple[str, Any]], django_db_blocker: Any) -> None:
    """J3, G-58 (people lost where work is moved in bulk)."""
    from django.db import transaction

    with transaction.atomic():
        house = sending.house()
        journeys = sending.waiting(3, house)
        for deed, what in deeds:
            _do(deed, what, journeys, house)
            _whole(journeys, house)
        transaction.set_rollback(True)


def _do(deed: str, what: Any, journeys: list[int], house: House) -> None:
    """One deed; what cannot be done now is refused, and changes nothing."""
    try:
        if deed == "send":
            sending.send(
                [journeys[each] for each in sorted(what)], house, name=f"Batch {Batch.objects.count()}"
            )
        elif deed == "undo":
            _undo(what, house)
        elif deed == "tidy":
            timed.take_back_closed()
        elif deed == "close":
            deciding.close(sending.batches()[what].pk, by=house.manager, reason="Over")
        elif deed == "end":
            moving.move(journeys[what], by=house.reviewer, move="end", outcome="plan-ended")
        else:
            _about(deed, _items(journeys)[what], house)
    except (Refused, Forbidden, Missing, IndexError):
        pass


def _undo(what: int, house: House) -> None:
    mine = BulkOperation.objects.filter(made_by_id=house.manager.worker_id).order_by("pk")
    bulk.undo(list(mine)[what].pk, by=house.manager, reason="A mistake")


def _about(deed: str, item: BatchItem, house: House) -> None:
    deeds = {
        "review": lambda: sending.review(item.pk, house.lucy),
        "accept": lambda: deciding.accept(item.pk, by=house.reviewer),
        "return": lambda: deciding.return_(item.pk, by=house.reviewer, comment="Why?"),
        "give back": lambda: agency.give_back(item.pk, by=house.lucy, code="conflict", note="My aunt"),
        "take back": lambda: deciding.take_back(item.pk, by=house.manager, why="We do it"),
    }
    deeds[deed]()


def _items(journeys: list[int]) -> list[BatchItem]:
    return list(BatchItem.objects.for_system("test").filter(journey_id__in=journeys).order_by("-id"))


def _whole(journeys: list[int], house: House) -> None:
    items = _items(journeys)
    for batch in sending.batches():
        mine = [each.state for each in items if each.batch_id == batch.pk]
        assert rules.account(mine).adds_up
        assert batch.closed_at is None or rules.account(mine).open == 0
    with_agency = Counter(each.journey_id for each in items if each.state in rules.OPEN)
    assert all(count == 1 for count in with_agency.values())
    for key in journeys:
        row, accepted = (
            journey(key),
            any(each.journey_id == key and each.state == rules.ACCEPTED for each in items),
        )
        waits = Wait.objects.for_system("test").get(journey_id=key, name="for review")
        assert row.ended_at is not None or (row.owner and row.next_step and row.next_on)
        assert (waits.how == "completed") == accepted
        assert (waits.stopped_on is None) == (row.ended_at is None)
    seen = {each.id for row in lent.batches(house.lucy) for each in lent.batch(row.id, house.lucy)[1]}
    open_ = {
        each.pk for each in items if each.state in rules.OPEN and journey(each.journey_id).ended_at is None
    }
    assert seen == open_
    assert grants.differences(clock.now()) == []
