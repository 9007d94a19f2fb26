"""Suspending a service line and taking it up again: days on which it is not given, paid for or not."""

from __future__ import annotations

from datetime import date, datetime

from alongside.commissioning import access
from alongside.commissioning.actions import backdating, statements
from alongside.commissioning.models import Line, Suspension
from alongside.commissioning.rules.reckoning import Pause, cut
from alongside.money.rates import ONE_DAY
from alongside.pathways.rules.calendar import start_of
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.records.queries.naming import list_label
from alongside.web import formats
from alongside.web.errors import Refused

MOVED = "The line goes on under other terms."


@action("commissioning.suspend line", on=Line, may=access.arrange)
def suspend_line(
    row: Line,
    *,
    by: Actor,
    at: datetime,
    starts_on: date,
    suspended_for: str,
    paid: str,
    ends_on: date | None = None,
    note: str = "",
) -> int:
    """Say from which day it is not given, why, and whether it is paid for all the same (“yes” or “no”).

    `ends_on` is the last day without it, where that is known. Answers the number of the suspension.
    """
    statements.stands(row)
    statements.code("suspension-reason", suspended_for, "suspended_for", at, "Choose why it is suspended.")
    if paid not in ("yes", "no"):
        raise Refused("Say whether it is paid for all the same.", "paid")
    if starts_on < row.starts_on or (row.ends_on is not None and (ends_on or row.ends_on) > row.ends_on):
        raise Refused("The line is not in force on all of these days. Check them.", "starts_on")
    if _meets(row, starts_on, ends_on):
        raise Refused("It is suspended on some of these days already.", "starts_on")
    person = statements.whose(row)
    with backdating.reckoned(person, starts_on, by=by, at=at, what="suspended late") as late:
        made = statements.state(
            Suspension, person, by=by, at=at, line_id=row.thread, starts_on=starts_on, ends_on=ends_on or None,
            reason=suspended_for, note=note.strip(), paid=paid == "yes",
        )  # fmt: skip
        late.line = row
    until = f" to {formats.day(made.ends_on)}" if made.ends_on else ""
    why = list_label("suspension-reason", suspended_for)
    _say(row, "suspended", f"suspended from {formats.day(starts_on)}{until}: {why}", starts_on, at)
    return int(made.pk)


@action("commissioning.resume line", on=Line, may=access.arrange)
def resume_line(row: Line, *, by: Actor, at: datetime, resumes_on: date) -> None:
    """Say on which day it is given again."""
    statements.stands(row)
    open_ = next((each for each in _of(row) if each.ends_on is None or each.ends_on >= resumes_on), None)
    if open_ is None:
        raise Refused("It is not suspended on that day.", "resumes_on")
    last = resumes_on - ONE_DAY
    person = statements.whose(row)
    with backdating.reckoned(
        person, min(open_.starts_on, resumes_on), by=by, at=at, what="taken up late"
    ) as late:
        if last < open_.starts_on:
            statements.withdraw(open_, by=by, at=at, why="It was given on those days after all.")
        elif open_.ends_on is None:
            statements.end(open_, last, by=by, at=at, field="resumes_on")
        else:
            statements.withdraw(
                open_, by=by, at=at, why=f"It was given again from {formats.day(resumes_on)}."
            )
            _state_again(open_, row, Pause(open_.starts_on, last, open_.paid), by, at)
        late.line = row
    _say(row, "resumed", f"given again from {formats.day(resumes_on)}", resumes_on, at)


def carry(row: Line, new: Line, *, by: Actor, at: datetime) -> None:
    """Take what is suspended from the first day of `new` on along to it: the line went on under other terms."""
    bound = new.starts_on - ONE_DAY
    for each in _of(row):
        if each.ends_on is not None and each.ends_on <= bound:
            continue
        pause = Pause(each.starts_on, each.ends_on, each.paid)
        statements.withdraw(each, by=by, at=at, why=MOVED)
        for stays in cut([pause], None, bound):
            _state_again(each, row, stays, by, at)
        for goes in cut([pause], new.starts_on, None):
            _state_again(each, new, goes, by, at)


def _state_again(was: Suspension, line: Line, pause: Pause, by: Actor, at: datetime) -> None:
    statements.state(
        Suspension, statements.whose(line), by=by, at=at, line_id=line.thread, starts_on=pause.first,
        ends_on=pause.last, reason=was.reason, note=was.note, paid=was.paid,
    )  # fmt: skip


def _of(row: Line) -> list[Suspension]:
    mine = Suspension.objects.for_system(statements.WHY).filter(line_id=row.thread, withdrawn_at__isnull=True)
    return list(mine.order_by("starts_on", "id"))


def _meets(row: Line, first: date, last: date | None) -> bool:
    pauses = [Pause(each.starts_on, each.ends_on) for each in _of(row)]
    return bool(cut(pauses, first, last))


def _say(row: Line, what: str, sentence: str, day: date, at: datetime) -> None:
    past = start_of(day) < at
    record(
        row.person_id,
        f"commissioning.line {what}",
        f"{list_label('service-component', row.component)}: {sentence}.",
        happened_at=start_of(day) if past else None,
        precision="day" if past else "time",
        subject=f"line:{row.thread}",
        plan=row.plan,
    )
