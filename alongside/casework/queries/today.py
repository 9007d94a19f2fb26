"""Everything that a worker has to do, in one statement over the rooms that keep it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from alongside.casework.queries.addresses import to
from alongside.records import asking, clock
from alongside.records.actors import Actor


class Found(NamedTuple):
    """One row as the rooms gave it; what `a` and `b` say depends on the kind (see the pieces)."""

    kind: str
    id: int
    record_id: int | None
    person_id: int | None
    person: str
    what: str
    due: str | None
    of: str
    owner: str
    a: str
    b: str


@dataclass(frozen=True)
class Piece:
    """One part of the statement: a select with the columns of `Found`, and what it is asked with, by name."""

    sql: str
    asked: tuple[str, ...]


# Those in whose hands a thing is mine: myself, and whoever I cover for today.
_MINE = (
    "(SELECT %s UNION ALL SELECT 'worker:' || w.id FROM records_worker w"
    " WHERE w.covered_by_id = %s AND w.absent_from_on <= %s"
    " AND (w.absent_until_on IS NULL OR w.absent_until_on >= %s))"
)
_MINE_ASKED = ("own", "worker", "today", "today")
_GRANT = f"EXISTS ({asking.GRANTED} AND g.record_id = {{}})"
_GRANT_ASKED = ("holders", "now", "now")


def _of_people(columns: str, tables: str, record: str, where: str, *asked: str) -> Piece:
    """A piece about people: only of records that the reader may see now."""
    sql = f"SELECT {columns} FROM {tables} WHERE {where} AND {_GRANT.format(record)}"  # noqa: S608 ours alone
    return Piece(sql, (*asked, *_GRANT_ASKED))


_DIARY = f"FROM casework_appointment v WHERE v.state = 'planned' AND v.starts_at < %s AND v.owner IN {_MINE}"
_VISITED = f"SELECT v.person_id {_DIARY}"
PIECES = (
    # a: the definition's hash; b: the stage
    _of_people(
        "'journey', j.id, j.record_id, j.person_id, COALESCE(p.name, ''), j.next_step, CAST(j.next_on AS TEXT),"
        " 'journey:' || j.id, j.owner, j.definition, j.stage",
        "pathways_journey j LEFT JOIN people_person p ON p.record_id = j.person_id",
        "j.record_id",
        f"j.ended_at IS NULL AND j.owner IN {_MINE}",
        *_MINE_ASKED,
    ),
    # a: the definition's hash, or the promise's own key; b: to whom it is owed, then day and step of what is next
    _of_people(
        "'promise', m.id, m.record_id, m.person_id, COALESCE(p.name, ''), m.name, CAST(m.due_at AS TEXT),"
        " CASE WHEN m.journey_id IS NULL THEN 'owed:' || m.person_id ELSE 'journey:' || m.journey_id END,"
        " m.owner, COALESCE(j.definition, m.pathway), m.owed_to || CASE WHEN m.next_on IS NULL THEN '' ELSE"
        " '|' || CAST(m.next_on AS TEXT) || '|' || m.next_step END",
        "pathways_promise m LEFT JOIN pathways_journey j ON j.id = m.journey_id"
        " LEFT JOIN people_person p ON p.record_id = m.person_id",
        "m.record_id",
        f"m.closed_at IS NULL AND m.owner IN {_MINE}",
        *_MINE_ASKED,
    ),
    # a: whether it is taken on; b: who asked
    _of_people(
        "'task', t.id, t.record_id, t.person_id, p.name, t.title, CAST(t.due_on AS TEXT), t.subject, t.owner,"
        " CASE WHEN t.accepted_at IS NULL THEN '' ELSE 'accepted' END, COALESCE(w.name, '')",
        "casework_task t JOIN people_person p ON p.record_id = t.person_id"
        " LEFT JOIN records_worker w ON w.id = t.asked_by_id",
        "t.record_id",
        f"t.closed_at IS NULL AND t.owner IN {_MINE}",
        *_MINE_ASKED,
    ),
    # a: where; b: what to bring or arrange
    _of_people(
        "'appointment', v.id, v.record_id, v.person_id, p.name, v.kind, CAST(v.starts_at AS TEXT), v.subject,"
        " v.owner, v.place, CASE WHEN v.interpreter = 'needed' THEN 'Book an interpreter' ELSE v.prepare END",
        "casework_appointment v JOIN people_person p ON p.record_id = v.person_id",
        "v.record_id",
        f"v.state = 'planned' AND v.starts_at < %s AND v.owner IN {_MINE}",
        "next_week",
        *_MINE_ASKED,
    ),
    # what: the form's key; it is done with the step of its journey
    _of_people(
        "'form', f.id, f.record_id, f.person_id, COALESCE(p.name, ''), f.form, NULL, f.subject, j.owner, '', ''",
        "pathways_journey j JOIN forms_filledform f ON f.subject = 'journey:' || j.id"
        " LEFT JOIN people_person p ON p.record_id = f.person_id",
        "f.record_id",
        f"f.state = 'open' AND j.ended_at IS NULL AND j.owner IN {_MINE}",
        *_MINE_ASKED,
    ),
    # a: the letter's key; b: where it is. One that is not stopped is shown with the promise it keeps only.
    _of_people(
        "'letter', l.id, l.record_id, l.person_id, COALESCE(p.name, ''), l.title, CAST(l.due_on AS TEXT), l.subject,"
        " l.owner, l.letter, l.state",
        "messages_message l LEFT JOIN people_person p ON p.record_id = l.person_id",
        "l.record_id",
        f"l.ended_at IS NULL AND l.state <> 'sending' AND l.owner IN {_MINE}",
        *_MINE_ASKED,
    ),
    _of_people(
        "'alert', a.id, a.person_id, a.person_id, p.name, a.text, CAST(a.review_on AS TEXT), '', a.owner, '', ''",
        "people_alert a JOIN people_person p ON p.record_id = a.person_id",
        "a.person_id",
        f"a.ended_at IS NULL AND a.review_on <= %s AND a.owner IN {_MINE}",
        "week",
        *_MINE_ASKED,
    ),
    # Needs have no owner: they are looked at by whoever the person is allocated to.
    _of_people(
        "'need', n.id, n.person_id, n.person_id, p.name, n.kind, CAST(n.review_on AS TEXT), '', %s, '', ''",
        "people_need n JOIN people_person p ON p.record_id = n.person_id",
        "n.person_id",
        "n.withdrawn_at IS NULL AND n.ends_on = '' AND n.review_on <= %s AND n.person_id IN"
        " (SELECT h.record_id FROM records_grant h WHERE h.holder = %s AND h.basis = 'allocated'"
        " AND (h.ends_at IS NULL OR h.ends_at > %s))",
        "own",
        "week",
        "own",
        "now",
    ),
    # b: with whom
    Piece(
        "SELECT 'agreement', e.id, CAST(NULL AS BIGINT), e.organisation_id, '', e.title, CAST(e.expires_on AS TEXT),"
        " '', %s, '', o.name FROM people_agreement e JOIN people_organisation o ON o.id = e.organisation_id"
        " WHERE e.owner_id = %s AND e.ended_on IS NULL AND e.expires_on <= %s",
        ("own", "worker", "month"),
    ),
    # What to know before today's and this week's appointments: of the people of those above.
    _of_people(
        "'warning', a.id, a.person_id, a.person_id, '', a.text, NULL, '', '', '', ''",
        "people_alert a",
        "a.person_id",
        f"a.ended_at IS NULL AND a.person_id IN ({_VISITED})",
        "next_week",
        *_MINE_ASKED,
    ),
    Piece(
        "SELECT 'away', w.id, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), w.name, '',"
        " CAST(w.absent_until_on AS TEXT), '', 'worker:' || w.id, '', '' FROM records_worker w"
        " WHERE w.covered_by_id = %s AND w.absent_from_on <= %s"
        " AND (w.absent_until_on IS NULL OR w.absent_until_on >= %s)",
        ("worker", "today", "today"),
    ),
    # id: how many the team has in its own hands; a: how many of them are late
    Piece(
        "SELECT 'team', COUNT(*), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), '', '', NULL, '', j.owner,"
        " CAST(SUM(CASE WHEN j.next_on < %s THEN 1 ELSE 0 END) AS TEXT), '' FROM pathways_journey j"
        " WHERE j.ended_at IS NULL AND j.owner IN (%s) GROUP BY j.owner",
        ("today", "teams"),
    ),
)
_SQL = " UNION ALL ".join(piece.sql for piece in PIECES)
_ASKED = tuple(name for piece in PIECES for name in piece.asked)


def found(actor: Actor, now: datetime, today: date) -> list[Found]:
    """Everything in this worker's hands, and what to know with it."""
    given: dict[str, Any] = {
        "own": actor.own,
        "worker": actor.worker_id,
        "holders": list(actor.holders),
        "teams": [holder for holder in actor.holders if holder.startswith("team:")],
        "now": now,
        "today": str(today),
        "week": str(today + timedelta(days=7)),
        "month": str(today + timedelta(days=28)),
        "next_week": now + timedelta(days=7),
    }
    return [Found(*row) for row in asking.rows(_SQL, [given[name] for name in _ASKED])]


class Last(NamedTuple):
    """The last thing that happened to a journey, and the last step taken in it."""

    kind: str
    content: Any


def last_events(subjects: Sequence[str]) -> dict[str, list[Last]]:
    """For each journey its newest step and its newest event; once where they are the same."""
    steps: dict[str, tuple[str, str]] = {}
    newest: dict[str, tuple[str, str]] = {}
    for subject, kind, content in asking.rows(_EVENTS, [list(subjects)]) if subjects else ():
        newest[subject] = (kind, content)
        if kind == MOVED:
            steps[subject] = newest[subject]
    both = {subject: (steps.get(subject), newest.get(subject)) for subject in subjects}
    return {
        subject: [Last(kind, json.loads(content)) for kind, content in dict.fromkeys(filter(None, found))]
        for subject, found in both.items()
    }


MOVED = "pathway.moved"
_EVENTS = (
    "SELECT e.subject, e.kind, CAST(e.content AS TEXT) FROM records_event e WHERE e.subject IN (%s)"
    " AND SUBSTR(e.kind, 1, 8) = 'pathway.' ORDER BY e.id"
)


@dataclass(frozen=True)
class Change:
    """Something that others have written on a record of one's people."""

    record_id: int
    person: str
    sentence: str
    by: str
    at: datetime

    @property
    def href(self) -> str:
        """The person's page."""
        return to("people.show", person_id=self.record_id)


def changes(actor: Actor, now: datetime) -> list[Change]:
    """What others wrote in the last three days on the people allocated to this worker, the newest first."""
    asked = [actor.own, now, now, now - timedelta(days=3), actor.worker_id]
    return [
        Change(record_id, person, sentence, by or "Alongside itself", asking.certain(at))
        for record_id, person, sentence, by, at in asking.rows(_CHANGES, asked)
    ]


_CHANGES = (
    "SELECT e.record_id, p.name, e.sentence, w.name, e.recorded_at FROM records_event e"
    " JOIN people_person p ON p.record_id = e.record_id LEFT JOIN records_worker w ON w.id = e.recorded_by_id"
    " WHERE e.record_id IN (SELECT g.record_id FROM records_grant g WHERE g.holder = %s AND g.basis = 'allocated'"
    " AND g.starts_at <= %s AND (g.ends_at IS NULL OR g.ends_at > %s) AND g.set_aside_by_id IS NULL)"
    " AND e.recorded_at > %s AND (e.recorded_by_id IS NULL OR e.recorded_by_id <> %s)"
    " ORDER BY e.id DESC LIMIT 12"
)


def day_of(stored: str | None) -> date | None:
    """A day as the statement gave it back: its own text, or the London day of a moment."""
    if stored is None:
        return None
    return date.fromisoformat(stored) if len(stored) == 10 else clock.day_of(asking.certain(stored))
