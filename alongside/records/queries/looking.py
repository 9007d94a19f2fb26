"""Who has read what: for those who review access."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from alongside.records import clock, rules
from alongside.records.audit.seal import stamp
from alongside.records.models import Entry, Looked, Worker
from alongside.records.queries.naming import joined, record_names
from alongside.web.door import pages

AT_MOST = 500
LONGEST = timedelta(days=92)
# One record at a time: a list or a search shows many, of which its reader may have opened none.
SINGLE = ("view", "print", "export")
WHAT = {
    "view": "Read",
    "list": "Saw in a list",
    "search": "Found by a search",
    "print": "Printed",
    "export": "Took a copy",
    "refused": "Was refused",
}


@dataclass(frozen=True)
class LookRow:
    """One reading: when, by whom, of whom, on which page, for which reason."""

    at: datetime
    worker: str
    what: str
    page: str
    people: str
    why: str
    records: Sequence[int]


@dataclass(frozen=True)
class UnusualRow:
    """Something to ask about: when, who, what is unusual, whom it concerns."""

    on: date
    worker_id: int
    worker: str
    what: str
    person: str
    record_id: int | None


@dataclass(frozen=True)
class _Reading:
    at: datetime
    worker_id: int
    page: str
    what: str
    why: str
    records: Sequence[int]


def readings(begin: date, end: date, *, worker_id: int | None, record_id: int | None) -> list[LookRow]:
    """Readings by a worker, of a record (and those merged with it), or by one of the other, newest first.

    Both days are included.
    """
    entries = _between(begin, end)
    if worker_id is not None:
        entries = entries.filter(worker_id=worker_id)
    if record_id is None:
        return _rows(_read(entries))
    theirs = joined(record_id)
    spread = Looked.objects.filter(record_id__in=theirs).values("entry_id")
    found = _read(entries.filter(Q(id__in=spread) | Q(seal__isnull=True)))
    shown = (replace(each, records=[key for key in each.records if key in theirs]) for each in found)
    return _rows(each for each in shown if each.records)


def unusual(begin: date, end: date) -> list[UnusualRow]:
    """What a reviewer would ask about, newest first: namesakes, and far more records in a day than usual."""
    names = _worker_names()
    seen: set[tuple[date, int, int]] = set()
    opened: dict[int, dict[date, set[int]]] = defaultdict(lambda: defaultdict(set))
    for each in _read(_between(begin, end)):
        if each.what in SINGLE and each.worker_id:
            day = clock.day_of(each.at)
            opened[each.worker_id][day].update(each.records)
            seen.update((day, each.worker_id, record) for record in each.records)
    people = record_names(record for _day, _worker, record in seen)
    found = [*_namesakes(seen, names, people), *_volumes(opened, names)]
    return sorted(found, key=lambda row: (row.on, row.worker, row.person), reverse=True)


def _namesakes(
    seen: Iterable[tuple[date, int, int]], names: dict[int, str], people: dict[int, str]
) -> Iterator[UnusualRow]:
    for day, worker_id, record in seen:
        worker, person = names.get(worker_id, ""), people[record]
        if said := rules.unusual_look(worker, person):
            yield UnusualRow(day, worker_id, worker, said, f"{person} (record {record})", record)


def _volumes(opened: dict[int, dict[date, set[int]]], names: dict[int, str]) -> Iterator[UnusualRow]:
    for worker_id, days in opened.items():
        counts = Counter({day: len(records) for day, records in days.items()})
        for day, count in counts.items():
            if rules.unusually_many(count, [other for on, other in counts.items() if on != day]):
                said = f"Opened {count} records in a day, far more than usual for them"
                yield UnusualRow(day, worker_id, names.get(worker_id, ""), said, "", None)


def _between(begin: date, end: date) -> QuerySet[Entry]:
    """Entries of reading from the start of the first day to the end of the last, found without an index on time."""
    first, after = _moment(begin), _moment(end + timedelta(days=1))
    read = Entry.objects.filter(op="R", id__gte=_first_entry(first - timedelta(hours=1)))
    return read.filter(at__gte=stamp(first), at__lt=stamp(after)).order_by("-id")


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _first_entry(at: datetime) -> int:
    """The key at which entries of this moment begin: entries are only ever added, so their keys follow their times."""
    wanted, low, high = stamp(at), 0, (Entry.objects.aggregate(top=Max("id"))["top"] or 0) + 1
    while low < high:
        middle = (low + high) // 2
        found = Entry.objects.filter(id__gte=middle).order_by("id").values_list("id", "at").first()
        if found is None or found[1] >= wanted:
            high = middle
        else:
            low = found[0] + 1
    return low


def _read(entries: Iterable[Entry]) -> Iterator[_Reading]:
    for entry in entries:
        if entry.payload:
            said = json.loads(entry.payload)
            yield _Reading(
                datetime.fromisoformat(entry.at),
                entry.worker_id or 0,
                entry.tbl,
                said["what"],
                said.get("why", ""),
                said.get("records", []),
            )


def _rows(readings: Iterator[_Reading]) -> list[LookRow]:
    found = [each for each, _place in zip(readings, range(AT_MOST), strict=False)]
    workers, titles = _worker_names(), {page.name: page.title for page in pages()}
    people = record_names(record for each in found for record in each.records)
    return [
        LookRow(
            each.at,
            workers.get(each.worker_id, "Alongside itself"),
            WHAT.get(each.what, each.what),
            titles.get(each.page) or each.page,
            _people([people[record] for record in each.records]),
            each.why,
            each.records,
        )
        for each in found
    ]


def _people(names: Sequence[str]) -> str:
    """Up to three names; how many more there were."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _worker_names() -> dict[int, str]:
    return dict(Worker.objects.order_by("pk").values_list("pk", "name"))
