"""The steps of a journey as they happened: in the order of recording, with what was put right or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import past
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import day_of
from alongside.records.models import Event
from alongside.web import formats

_WHY = "the history of a journey that was loaded as the actor may see it"
_DATED = (*history.BEGINNINGS, history.MOVED, history.SAID)


@dataclass(frozen=True)
class StepRow:
    """One thing that happened. `recorded` is set when it was written down on a later day; `redated` when its date was
    put right, and then holds the wrong one. `returned` is what was said with a step that asked for it."""

    id: int
    sentence: str
    when: str
    by: str
    reason: str
    recorded: str
    redated: str
    taken_back: bool
    returned: str = ""
    may_redate: bool = False
    may_take_back: bool = False


def steps(
    journey: Journey, pathway: Pathway, *, on: datetime | None = None, as_known: datetime | None = None
) -> Sequence[StepRow]:
    """Everything that happened on the way, the newest first; only what had happened by `on` and was recorded by
    `as_known`, if given: nothing can be done about the past as it was known."""
    rows = Event.objects.for_system(_WHY).filter(subject=past.subject(journey.pk)).order_by("id")
    if as_known is not None:
        rows = rows.filter(recorded_at__lte=as_known)
    found = list(rows.select_related("recorded_by"))
    gone = {each.content["event"] for each in found if _kind(each) == history.TAKEN_BACK}
    moved_to = {
        each.content["event"]: datetime.fromisoformat(each.content["to"])
        for each in found
        if _kind(each) == history.REDATED and each.pk not in gone
    }
    dated = {each.pk for each in found if _kind(each) in _DATED}
    last = next(
        (each.pk for each in reversed(found) if _kind(each) == history.MOVED and each.pk not in gone), 0
    )
    moments = {each.pk: moved_to.get(each.pk, each.happened_at) for each in found}
    # What was typed in late, or whose date was put right, stands where it happened.
    newest = sorted(found, key=lambda each: (moments[each.pk], each.pk), reverse=True)
    if on is not None:
        happened = [each for each in newest if moments[each.pk] <= on]
        return list(_rows(happened, pathway, gone, moved_to))
    rows_ = _rows(newest, pathway, gone, moved_to)
    return [
        replace(row, may_redate=row.id in dated and not row.taken_back, may_take_back=row.id == last)
        for row in rows_
    ]


def _rows(
    found: Iterable[Event], pathway: Pathway, gone: set[int], moved_to: dict[int, datetime]
) -> Iterator[StepRow]:
    prefix = f"{pathway.title}: "
    for each in found:
        happened = moved_to.get(each.pk, each.happened_at)
        said = each.sentence.removeprefix(prefix)
        yield StepRow(
            id=each.pk,
            sentence=f"{said[:1].upper()}{said[1:]}",
            when=_when(happened, each.precision),
            by=each.recorded_by.name if each.recorded_by else "Alongside itself",
            reason=each.reason,
            recorded=formats.day(each.recorded_at) if day_of(each.recorded_at) > day_of(happened) else "",
            redated=_when(each.happened_at, each.precision) if each.pk in moved_to else "",
            taken_back=each.pk in gone,
            returned=_returned(each, pathway),
        )


def _returned(each: Event, pathway: Pathway) -> str:
    move = pathway.moves.get(each.content.get("move", ""))
    return str(each.content.get("reason", "")) if move is not None and move.reason == "required" else ""


def last_word(rows: Sequence[StepRow]) -> StepRow | None:
    """What was said with the newest step, where it asked for a reason: “returned: the contingency is thin”."""
    newest = next((row for row in rows if row.may_take_back), None)
    return newest if newest is not None and newest.returned else None


def _kind(event: Event) -> str:
    return event.kind.removeprefix(past.PREFIX)


def _when(at: datetime, precision: str) -> str:
    return formats.moment(at) if precision == "time" else formats.day(at)
