"""Service lines: added, changed from a day on, ended, put right, withdrawn. Nothing is overwritten."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from alongside.commissioning import access
from alongside.commissioning.actions import backdating, beginning, statements, suspending
from alongside.commissioning.actions import terms as said
from alongside.commissioning.models import Line
from alongside.money.rates import ONE_DAY
from alongside.pathways.rules.calendar import start_of
from alongside.people.actions.dated import line as one_line
from alongside.people.models import Person
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.records.queries.naming import list_label
from alongside.web import formats
from alongside.web.errors import Refused

CHANGED = "changed"
DIED = "died"


@action("commissioning.add line", on=Person, may=access.arrange)
def add_line(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    starts_on: date,
    ends_on: date | None = None,
    **terms: Any,
) -> int:
    """Begin a service line, today, later, or late; answers its number. `terms` are those of `actions.terms`:
    `units` in hundredths a week, `pence` for each `each`. `ends_on` is its last day where that is planned."""
    given = said.terms(person, terms, by=by, at=at)
    with backdating.reckoned(person, starts_on, by=by, at=at, what="added late") as late:
        row = statements.state(
            Line, person, by=by, at=at, starts_on=starts_on, ends_on=ends_on or None, **given
        )
        late.line = row
    _say(row, "added", f"{named(row)} from {formats.day(starts_on)}.", happened_on=starts_on, at=at)
    beginning.begun(person, by=by, at=at)
    return row.thread


@action("commissioning.change line", on=Line, may=access.arrange)
def change_line(row: Line, *, by: Actor, at: datetime, effective_on: date, why: str, **terms: Any) -> int:
    """Give other terms from a day on: this line ends the day before, and another begins; answers the new number.

    The day may have gone by: what the days since then cost is reckoned anew, and the difference told.
    """
    statements.stands(row)
    person = statements.whose(row)
    reason = one_line(why, "why", "Say why it changes.")
    if effective_on <= row.starts_on:
        raise Refused(
            f"It began on {formats.day(row.starts_on)}. From a day after that it changes; "
            "if it never was as it stands here, put it right instead.",
            "effective_on",
        )
    if row.ends_on is not None and effective_on > row.ends_on:
        raise Refused(f"It ended on {formats.day(row.ends_on)}. Add a new line instead.", "effective_on")
    given = said.terms(person, {**said.of(row), **terms}, by=by, at=at)
    if given == said.of(row):
        raise Refused("Nothing is different. Change what changes, or go back.")
    with backdating.reckoned(person, effective_on, by=by, at=at, what=reason) as late:
        last = row.ends_on
        stop(row, effective_on - ONE_DAY, CHANGED, reason, by=by, at=at)
        new = statements.state(
            Line, person, by=by, at=at, starts_on=effective_on, ends_on=last, follows_id=row.thread, **given
        )
        suspending.carry(row, new, by=by, at=at)
        late.line = new
    _say(
        new,
        "changed",
        f"{named(new)}, changed from {formats.day(effective_on)}. {reason}",
        happened_on=effective_on,
        at=at,
    )
    return new.thread


@action("commissioning.end line", on=Line, may=access.arrange)
def end_line(row: Line, *, by: Actor, at: datetime, ends_on: date, ended_reason: str, note: str = "") -> None:
    """Say which day was or will be the last, and why."""
    statements.stands(row)
    statements.code("line-end-reason", ended_reason, "ended_reason", at, "Choose why it ends.")
    if ends_on < row.starts_on:
        raise Refused("This is before it began. If it never began, withdraw it.", "ends_on")
    if ends_on == row.ends_on and row.ended_at is not None:
        raise Refused("It ends on that day already.", "ends_on")
    since = min(ends_on, row.ends_on or ends_on) + ONE_DAY
    with backdating.reckoned(statements.whose(row), since, by=by, at=at, what="ended late") as late:
        late.line = stop(row, ends_on, ended_reason, note.strip(), by=by, at=at)
    why = list_label("line-end-reason", ended_reason)
    sentence = f"{named(row)} until {formats.day(ends_on)}: {why}. {note.strip()}".strip()
    _say(late.line, "ended", sentence, happened_on=ends_on, at=at)


@action("commissioning.correct line", on=Line, may=access.arrange)
def correct_line(
    row: Line,
    *,
    by: Actor,
    at: datetime,
    why: str,
    starts_on: date,
    ends_on: date | None = None,
    **terms: Any,
) -> int:
    """Put right what was never so: the row is withdrawn and stated again, and stays the same line; answers its number.

    A change is no mistake: what was right once is changed from a day on.
    """
    statements.stands(row)
    person = statements.whose(row)
    given = said.terms(person, {**said.of(row), **terms}, by=by, at=at)
    with backdating.reckoned(person, min(starts_on, row.starts_on), by=by, at=at, what="put right") as late:
        late.line = again(row, given, starts_on, ends_on or None, by=by, at=at, why=why)
    _say(late.line, "put right", f"{named(late.line)}, put right. {row.withdrawn_why}", at=at)
    beginning.begun(person, by=by, at=at)
    return row.thread


@action("commissioning.withdraw line", on=Line, may=access.arrange)
def withdraw_line(row: Line, *, by: Actor, at: datetime, why: str) -> None:
    """Say that a line never was: written down for the wrong person, or never begun."""
    with backdating.reckoned(statements.whose(row), row.starts_on, by=by, at=at, what="withdrawn") as late:
        statements.withdraw(row, by=by, at=at, why=why)
        late.line = row
    _say(row, "withdrawn", f"{named(row)}: withdrawn. {row.withdrawn_why}", at=at)


def stop(row: Line, on: date, reason: str, note: str, *, by: Actor, at: datetime) -> Line:
    """End a line within the action under way; the row that ends. One that had another end is stated again with it."""
    if row.ends_on is None:
        row.ended_reason = reason
        statements.end(row, on, by=by, at=at, why=note)
        return row
    days = {"starts_on": row.starts_on, "ends_on": on}
    why = f"It ends on {formats.day(on)}, not on {formats.day(row.ends_on)}."
    new = again(row, said.of(row), **days, by=by, at=at, why=why)
    new.ended_reason, new.ended_why, new.ended_at, new.ended_by_id = reason, note, at, by.worker_id
    new.save()
    return new


def again(
    row: Line,
    terms: dict[str, Any],
    starts_on: date,
    ends_on: date | None,
    *,
    by: Actor,
    at: datetime,
    why: str,
) -> Line:
    """Withdraw a row and state the same line anew."""
    statements.withdraw(row, by=by, at=at, why=why)
    made = statements.state(
        Line, statements.whose(row), by=by, at=at, starts_on=starts_on, ends_on=ends_on, **terms,
        origin_id=row.thread, follows_id=row.follows_id,
    )  # fmt: skip
    if ends_on is not None and ends_on == row.ends_on and row.ended_reason:
        # It had ended for a reason, and still has.
        made.ended_reason, made.ended_why = row.ended_reason, row.ended_why
        made.save()
    return made


def named(row: Line) -> str:
    """The line in a few words."""
    return list_label("service-component", row.component)


def _say(row: Line, what: str, sentence: str, *, at: datetime, happened_on: date | None = None) -> None:
    past = happened_on is not None and start_of(happened_on) < at
    record(
        row.person_id,
        f"commissioning.line {what}",
        sentence,
        happened_at=start_of(happened_on) if past and happened_on else None,
        precision="day" if past else "time",
        subject=f"line:{row.thread}",
        plan=row.plan,
    )
