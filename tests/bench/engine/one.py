"""Builds the town anew and moves a few hundred journeys. Started by `tests.bench.engine`, which gives it a home."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROUNDS = 150
TRIAL = Path(__file__).resolve().parents[3] / "alongside" / "pathways" / "tests" / "trial"


def main() -> None:
    """Print one line of JSON with what was measured."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    path = Path(str(settings.DATABASES["default"]["NAME"]))
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    call_command("migrate", verbosity=0)
    from tests.town.build import build

    town = build()
    _serve_trial()
    journeys = _given(town, 2 * ROUNDS)
    print(json.dumps(_compare(town, journeys)))


def _serve_trial() -> None:
    """The made-up pathways of the engine's tests: they change with the language, not with the law."""
    from alongside import council
    from alongside.pathways import library
    from alongside.pathways.rules.calendar import Calendar
    from alongside.records import clock

    here, on = replace(council.current(), overlays=()), clock.today()
    day = library._Day(here, on, library.load(here, on, TRIAL), Calendar(here.bank_holidays))
    library._today = lambda: day


def _given(town: Any, count: int) -> list[int]:
    """Journeys that wait for the step that is measured: a visit, which stops a wait and keeps two promises."""
    from alongside.pathways.actions import course, moving, opening

    priya, grace = town.actor("priya"), town.actor("grace")
    made = []
    for _ in range(count):
        pk = opening.open_journey(town.alice, by=priya, pathway="grab-rail", came_by="self")
        course.prioritise(pk, by=priya, priority=2, why="Falls")
        moving.move(pk, by=priya, move="sort")
        moving.move(pk, by=grace, move="give", owner=f"worker:{town.priya}")
        made.append(int(pk))
    return made


def _compare(town: Any, journeys: list[int]) -> dict[str, Any]:
    from alongside.pathways.actions import moving

    priya = town.actor("priya")
    ours, floor = [], []
    rows = 0
    for first, second in zip(journeys[::2], journeys[1::2], strict=True):
        ours.append(_timed(lambda pk=first: moving.move(pk, by=priya, move="measure")))  # type: ignore[misc]
        write, rows = _bare(first, second)
        floor.append(_timed(write))
    half = ROUNDS // 2
    ratio = statistics.median(ours) / statistics.median(floor)
    halves = [
        statistics.median(ours[part]) / statistics.median(floor[part])
        for part in (slice(half), slice(half, None))
    ]
    return {
        "ours": statistics.median(ours) * 1000,
        "floor": statistics.median(floor) * 1000,
        "ratio": ratio,
        "rows": rows,
        "halves": abs(halves[0] - halves[1]) / ratio,
    }


def _timed(do: Callable[[], object]) -> float:
    begun = time.thread_time()
    do()
    return time.thread_time() - begun


def _bare(like: int, journey_id: int) -> tuple[Callable[[], object], int]:
    """A function that writes for the second journey the rows that the step wrote for the first."""
    from django.db import transaction

    from alongside.pathways.models import Journey, Promise, Wait
    from alongside.records.models import Event

    why = "the bench writes the same rows"
    event = Event.objects.for_system(why).filter(subject=f"journey:{like}").order_by("-id")[0]
    event.pk, event.subject, event._state.adding = None, f"journey:{journey_id}", True
    made = Journey.objects.for_system(why).get(pk=like)
    theirs = Journey.objects.for_system(why).get(pk=journey_id)
    for name in ("stage", "entered_at", "next_step", "next_on", "owner"):
        setattr(theirs, name, getattr(made, name))
    waits = list(Wait.objects.for_system(why).filter(journey=journey_id, name="for a visit"))
    promises = list(Promise.objects.for_system(why).filter(journey=journey_id, closed_at__isnull=True))
    for wait in waits:
        wait.stopped_at, wait.stopped_on, wait.how = event.happened_at, event.happened_at.date(), "completed"
    for promise in promises:
        promise.closed_at, promise.how = event.happened_at, "kept"

    def write() -> None:
        with transaction.atomic():
            for row in (event, theirs, *waits, *promises):
                row.save()

    return write, 2 + len(waits) + len(promises)


if __name__ == "__main__":
    main()
