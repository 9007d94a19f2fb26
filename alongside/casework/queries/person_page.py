"""What the person's page shows of the work with them: the pieces of its one statement, and their rows in words."""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from alongside import council
from alongside.casework import access
from alongside.casework.queries.notes import when
from alongside.casework.queries.working_day import terms_of
from alongside.pathways.queries import definitions
from alongside.pathways.queries.journey import owed_to
from alongside.pathways.rules.calendar import day_of, days_between
from alongside.people.queries import beside, telling
from alongside.people.queries.beside import Row, Rows
from alongside.people.queries.words import label
from alongside.records import asking
from alongside.web import formats


def _owner(column: str) -> str:
    """The name of the worker in this column; of a team its holder, which `_named` puts into words."""
    key = f"CAST(SUBSTR({column}, 8) AS integer)"
    name = f"(SELECT w.name FROM records_worker w WHERE w.id = {key})"
    return f"CASE WHEN SUBSTR({column}, 1, 7) = 'worker:' THEN {name} ELSE {column} END"


beside.records("SELECT r.record_id FROM pathways_journey r WHERE r.person_id IN {people}")
beside.piece(
    "work",
    "SELECT 'work', j.id, j.definition, j.stage, CAST(j.opened_at AS text), CAST(j.hold_until_on AS text),"
    f" {_owner('j.owner')}, j.owner FROM pathways_journey j"
    " WHERE j.person_id IN {people} AND j.ended_at IS NULL AND j.record_id IN {seen}"
    " ORDER BY j.opened_at, j.id LIMIT 20",
    may=access.read,
)
beside.piece(
    beside.RECORD,
    "SELECT DISTINCT 'record', r.record_id, r.pathway, '', '', '', '', '' FROM pathways_journey r"
    " WHERE r.person_id IN {people} AND r.record_id <> r.person_id AND r.record_id IN {seen}",
    may=access.read,
)
beside.piece(
    "owed",
    "SELECT 'owed', p.id, p.name, CASE WHEN p.journey_id IS NULL THEN p.pathway ELSE j.definition END,"
    " p.owed_to || CASE WHEN p.inherited THEN '|inherited' ELSE '' END,"
    f" CAST(p.due_at AS text), {_owner('p.owner')}, CAST(p.journey_id AS text)"
    " FROM pathways_promise p LEFT JOIN pathways_journey j ON j.id = p.journey_id"
    " WHERE p.person_id IN {people} AND p.closed_at IS NULL AND p.record_id IN {seen} ORDER BY p.due_at, p.id LIMIT 20",
    may=access.read,
)
beside.piece(
    "met",
    "SELECT 'met', a.id, a.kind, CAST(a.starts_at AS text), a.place, a.interpreter,"
    f" {_owner('a.owner')}, '' FROM casework_appointment a"
    " WHERE a.person_id IN {people} AND a.state = 'planned' AND a.record_id IN {seen}"
    " ORDER BY a.starts_at, a.id LIMIT 3",
    may=access.read,
)
beside.piece(
    "note",
    "SELECT 'note', n.id, n.kind, SUBSTR(n.text, 1, 200), CAST(n.happened_at AS text), n.precision, w.name, ''"
    " FROM casework_note n JOIN records_worker w ON w.id = n.written_by_id"
    " WHERE n.person_id IN {people} AND n.withdrawn_at IS NULL AND n.record_id IN {seen}"
    " ORDER BY n.happened_at DESC, n.id DESC LIMIT 3",
    may=access.read,
)
beside.piece(
    "plan",
    "SELECT 'plan', f.id, s.question, CAST(s.value AS text), CAST(f.closed_at AS text), '', '', ''"
    " FROM forms_filledform f JOIN forms_answer s ON s.filled_id = f.id"
    " WHERE f.person_id IN {people} AND f.state = 'complete' AND s.question IN ('contingency-who', 'contingency-when')"
    " AND s.record_id IN {seen} ORDER BY f.closed_at DESC, f.id DESC, s.question DESC LIMIT 2",
    may=access.read,
)
# The text of a note as it stands now: the event only says that there was one.
telling.tell(
    "casework.note.",
    "SELECT CASE WHEN n.withdrawn_at IS NULL THEN SUBSTR(n.text, 1, 400) ELSE '' END FROM casework_note n"
    " WHERE n.id = CAST(SUBSTR(e.subject, 6) AS integer) AND n.record_id = e.record_id",
    may=access.read,
)


@dataclass(frozen=True)
class Work:
    """Open work: what, at which stage, since how many days, with whom."""

    id: int
    title: str
    stage: str
    days: int
    owner: str
    on_hold: str


@dataclass(frozen=True)
class Owed:
    """Something owed: what, to whom, by when, by whom. `work` is 0 where it is owed apart from any journey."""

    title: str
    to: str
    by: str
    late: bool
    owner: str
    work: int
    inherited: bool = False


@dataclass(frozen=True)
class Met:
    """A planned appointment."""

    id: int
    kind: str
    when: str
    place: str
    owner: str
    interpreter_missing: bool


@dataclass(frozen=True)
class Written:
    """The beginning of a note."""

    id: int
    kind: str
    when: str
    text: str
    by: str


@dataclass(frozen=True)
class Contingency:
    """What happens when the usual help fails, as it was agreed last."""

    form_id: int
    text: str
    agreed: str


def work(rows: Rows, on: date) -> list[Work]:
    """The open work, the oldest first."""
    return [_work(row, on) for row in rows.get("work", ())]


def _work(row: Row, on: date) -> Work:
    pathway = definitions.of_hash(row.a)
    return Work(
        id=row.id,
        title=pathway.title,
        stage=pathway.stages[row.b].title,
        days=days_between(day_of(asking.certain(row.c)), on),
        owner=_named(row.e),
        on_hold=formats.day(date.fromisoformat(row.d)) if row.d else "",
    )


def owed(rows: Rows, at: datetime) -> list[Owed]:
    """What is owed, the most pressing first."""
    return [_owed(row, at) for row in rows.get("owed", ())]


def _owed(row: Row, at: datetime) -> Owed:
    terms = terms_of(not row.f, row.b, row.a)
    due = asking.certain(row.d)
    to_whom, _bar, inherited = row.c.partition("|")
    return Owed(
        title=terms.title if terms else row.a.capitalize(),
        to="" if to_whom == "person" else owed_to(to_whom),
        by=formats.day(due),
        late=due < at,
        owner=_named(row.e),
        work=int(row.f or 0),
        inherited=bool(inherited),
    )


def met(rows: Rows) -> list[Met]:
    """The next appointments."""
    return [
        Met(
            row.id,
            label("appointment-kind", row.a),
            formats.moment(asking.certain(row.b)),
            row.c,
            _named(row.e),
            row.d == "needed",
        )
        for row in rows.get("met", ())
    ]


def written(rows: Rows) -> list[Written]:
    """The last notes."""
    return [
        Written(row.id, label("note-kind", row.a), when(asking.certain(row.c), row.d), row.b, row.e)
        for row in rows.get("note", ())
    ]


def contingency(rows: Rows) -> Contingency | None:
    """The contingency of the form that was completed last; None where nobody has written one."""
    said = _of_last_form(rows.get("plan", ()))
    if not said:
        return None
    text = ". ".join(filter(None, (_answer(row.b) for row in said)))
    return Contingency(said[0].id, text, formats.day(asking.certain(said[0].c))) if text else None


def _of_last_form(found: Sequence[Row]) -> list[Row]:
    return [row for row in found if row.id == found[0].id]


def _answer(stored: str | None) -> str:
    said = json.loads(stored) if stored else ""
    return str(said or "").strip()


def concerns(rows: Rows) -> list[int]:
    """The records of the person's safeguarding concerns that the reader may see."""
    return [row.id for row in rows.get(beside.RECORD, ()) if row.a == "safeguarding-concern"]


def workers(rows: Rows) -> list[str]:
    """Everybody who has work with the person in hand, whoever has had it longest first."""
    return list(dict.fromkeys(row.e for row in rows.get("work", ()) if row.f.startswith("worker:")))


def _named(owner: str | None) -> str:
    """The title of a team's holder; anything else is a name already."""
    if not owner:
        return "nobody"
    kind, _colon, key = owner.partition(":")
    if kind != "team":
        return owner
    return next((team.title for team in council.current().teams if team.key == key), key)
