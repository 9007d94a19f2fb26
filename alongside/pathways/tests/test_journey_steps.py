"""What happened along a journey, as its page tells it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.pathways import library
from alongside.pathways.actions import course, moving, opening
from alongside.pathways.models import Journey
from alongside.pathways.queries import past
from alongside.pathways.queries.journey_steps import steps
from alongside.records import clock

pytestmark = pytest.mark.usefixtures("trial")


def test_what_happened_is_told_in_the_order_in_which_it_happened(town: Any) -> None:
    """R-052: a visit typed in late stands before what came after it, and a date put right moves its step."""
    priya, today = town.actor("priya"), clock.now()
    begun = opening.open_journey(town.alice, by=priya, pathway="grab-rail", came_by="self")
    first = past.events(begun)[0].id
    course.redate(begun, by=priya, event=first, happened_at=today - timedelta(days=9), why="Asked last week")
    course.plan(begun, by=priya, step="Ring about the rail", on=clock.today())
    moving.move(begun, by=priya, move="sort", happened_at=today - timedelta(days=4))
    told = steps(Journey.objects.for_system("test").get(pk=begun), library.current().pathway("grab-rail"))
    assert [each.sentence.split(":")[0] for each in told][-2:] == ["Sort.", "Begun."]
