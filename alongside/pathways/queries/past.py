"""What happened to a journey, as the fold wants it; and where it stood at a past moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby, takewhile
from operator import itemgetter

from alongside.pathways.queries import definitions
from alongside.pathways.rules import history
from alongside.pathways.rules.folding import fold, standing
from alongside.pathways.rules.history import Happened, State
from alongside.records.models import Event

PREFIX = "pathway."
_JOURNEY = "journey:"


def subject(journey_id: int) -> str:
    """How events and forms name a journey."""
    return f"{_JOURNEY}{journey_id}"


def events(
    journey_id: int, *, on: datetime | None = None, as_known: datetime | None = None
) -> list[Happened]:
    """Its events in the order of recording: only what had happened by `on` and was recorded by `as_known`, if given.

    The caller has seen to it that whoever asks may see the journey.
    """
    rows = Event.objects.for_system("the journey was loaded as the actor may see it").filter(
        subject=subject(journey_id), kind__startswith=PREFIX
    )
    if as_known is not None:
        # Two who write at once may do so in another order than that of their moments: known is what came before.
        later = rows.filter(recorded_at__gt=as_known).order_by("id").values_list("id", flat=True).first()
        rows = rows if later is None else rows.filter(id__lt=later)
    found = [
        Happened(pk, kind.removeprefix(PREFIX), at, content)
        for pk, kind, at, content in rows.order_by("id").values_list("id", "kind", "happened_at", "content")
    ]
    return found if on is None else _by(found, on)


def _by(found: Sequence[Happened], on: datetime) -> list[Happened]:
    """What had happened by then, as it was put right since: a correction is of what is known, not of what was."""
    corrected = {event.id: event.at for event in standing(found)}
    corrections = (history.REDATED, history.TAKEN_BACK)
    return [event for event in found if event.kind in corrections or corrected.get(event.id, event.at) <= on]


def state(journey_id: int, *, on: datetime | None = None, as_known: datetime | None = None) -> State | None:
    """Where the journey stood at the moment `on`, as was recorded by `as_known`; None when it had not begun."""
    return _at(of_events(events(journey_id, on=on, as_known=as_known)), on)


def _at(found: State | None, on: datetime | None) -> State | None:
    """Without what was promised later: of what was brought in, the wait is older than what is promised."""
    if found is not None and on is not None:
        found.promises = [each for each in found.promises if each.opened_at <= on]
    return found


def states(
    journey_ids: Sequence[int], *, on: datetime | None = None, as_known: datetime | None = None
) -> Mapping[int, State]:
    """The same for several journeys, in one question; those that had not begun are left out.

    The caller has seen to it that whoever asks may see the journeys.
    """
    rows = Event.objects.for_system("the journeys were loaded as the actor may see them").filter(
        subject__in=[subject(each) for each in journey_ids], kind__startswith=PREFIX
    )
    rules, found = definitions.rules(), {}
    for named, told in groupby(rows.order_by("subject", "id").values_list(*_COLUMNS), key=itemgetter(0)):
        known = takewhile(lambda row: as_known is None or row[-1] <= as_known, told)
        happened = [
            Happened(pk, kind.removeprefix(PREFIX), at, content)
            for _, pk, kind, at, content, _recorded in known
        ]
        state = _at(fold(happened if on is None else _by(happened, on), rules), on)
        if state is not None:
            found[int(named.removeprefix(_JOURNEY))] = state
    return found


_COLUMNS = ("subject", "id", "kind", "happened_at", "content", "recorded_at")


def touched_since(moment: datetime) -> Sequence[int]:
    """The journeys of which something was written down after a moment. The caller leaves out those not theirs."""
    rows = Event.objects.for_system("which journeys to fold again, named to nobody").filter(
        recorded_at__gt=moment, kind__startswith=PREFIX
    )
    named = rows.order_by("subject").values_list("subject", flat=True).distinct()
    return sorted(int(each.removeprefix(_JOURNEY)) for each in named)


def recorded_at(event: int) -> datetime:
    """When an event was written down: what one action wrote has one moment."""
    rows = Event.objects.for_system("the journey was loaded as the actor may see it")
    return rows.values_list("recorded_at", flat=True).get(pk=event)


def of_events(found: Iterable[Happened]) -> State | None:
    """Where a journey stands after these events."""
    return fold(found, definitions.rules())
