"""What recording something late makes different: days gone by, charged by the record before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from alongside.commissioning.models import Backdating, Line
from alongside.commissioning.queries import threads
from alongside.commissioning.rules.reckoning import Difference, difference
from alongside.money.rates import ONE_DAY
from alongside.money.written import pounds
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.acting import record
from alongside.records.actors import Actor
from alongside.web import formats


@dataclass
class Late:
    """What is under way: which line it comes out at, once that is known."""

    line: Line | None = None


@contextmanager
def reckoned(person: Person, since: date, *, by: Actor, at: datetime, what: str) -> Iterator[Late]:
    """Compare what the days from `since` to yesterday cost before what happens inside and after it.

    Where they differ, it is written down and told in the history (R-039 and the statement of what is owed).
    """
    last = clock.day_of(at) - ONE_DAY
    late = Late()
    before = threads.charged(person.root_id, since, last) if since <= last else []
    yield late
    if since > last or late.line is None:
        return
    found = difference(before, threads.charged(person.root_id, since, last), since, last)
    if found.more:
        _write(late.line, since, last, found, by=by, at=at, what=what)


def _write(
    line: Line, first: date, last: date, found: Difference, *, by: Actor, at: datetime, what: str
) -> None:
    Backdating.objects.create(
        person_id=line.person_id,
        line=line,
        first_on=first,
        last_on=last,
        before=found.before,
        after=found.after,
        what=what,
        recorded_at=at,
        recorded_by_id=by.worker_id,
    )
    record(
        line.person_id,
        "commissioning.backdated",
        said(first, last, found),
        subject=f"line:{line.thread}",
        before=found.before,
        after=found.after,
    )


def said(first: date, last: date, found: Difference) -> str:
    """The difference in a sentence."""
    turn = "more is owed" if found.more > 0 else "is owed back"
    return (
        f"Recorded late: from {formats.day(first)} to {formats.day(last)} services cost "
        f"{pounds(found.after)} and not {pounds(found.before)}, so that {pounds(abs(found.more))} {turn}."
    )
