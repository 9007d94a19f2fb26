"""What happened to a person, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Event
from alongside.web import formats


@dataclass(frozen=True)
class ChronologyRow:
    """One event. `when` says when it happened, no more sharply than anybody knows; `at` is there only when the time is.

    `recorded_late` is set when it was written down on a later day than it happened.
    """

    id: int
    record_id: int
    kind: str
    sentence: str
    when: str
    at: datetime | None
    on: date
    recorded_at: datetime
    recorded_by: str
    recorded_late: bool
    reason: str


def rows(
    person_ids: Sequence[int],
    *,
    actor: Actor,
    newest_first: bool = True,
    kind: str = "",
    text: str = "",
    limit: int = 200,
) -> list[ChronologyRow]:
    """Events of these records that the actor may see, at most `limit` of them.

    `kind` is the beginning of an event's kind (“people.” or “people.merged”); `text` is looked for in the sentence
    and the reason, in small or capital letters alike on both databases.
    """
    events = Event.objects.visible_to(actor).filter(record_id__in=list(person_ids), kind__startswith=kind)
    newest = "-" if newest_first else ""
    ordered = events.select_related("recorded_by").order_by(f"{newest}happened_at", f"{newest}id")
    wanted = text.casefold()
    found = (
        event for event in ordered.iterator() if wanted in f"{event.sentence}\n{event.reason}".casefold()
    )
    return [_row(event) for event in islice(_once(found), limit)]


def _once(events: Iterable[Event]) -> Iterator[Event]:
    """A merge is written on both records; who reads them as one reads of it once."""
    merges: set[tuple[str, int]] = set()
    for event in events:
        merge = (event.kind, event.content.get("merge", 0))
        if not merge[1] or merge not in merges:
            yield event
        merges.add(merge)


def _row(event: Event) -> ChronologyRow:
    on = clock.day_of(event.happened_at)
    return ChronologyRow(
        id=event.pk,
        record_id=event.record_id or 0,
        kind=event.kind,
        sentence=event.sentence,
        when=_WHEN[event.precision](event.happened_at),
        at=event.happened_at if event.precision == "time" else None,
        on=on,
        recorded_at=event.recorded_at,
        recorded_by=event.recorded_by.name if event.recorded_by else "Alongside itself",
        recorded_late=clock.day_of(event.recorded_at) > on,
        reason=event.reason,
    )


def _month(at: datetime) -> str:
    return f"{clock.day_of(at):%B %Y}"


def _year(at: datetime) -> str:
    return str(clock.day_of(at).year)


_WHEN: dict[str, Callable[[datetime], str]] = {
    "time": formats.moment,
    "day": formats.day,
    "month": _month,
    "year": _year,
}
