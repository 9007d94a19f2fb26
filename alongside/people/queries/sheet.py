"""Everything that holds of one person now, in three statements: who they are and whether the actor may see them,
what is stated of them, and who stands round them.

Written as SQL because every page about a person begins with it. The first statement finds the records by the actor's
grants; the others name only the records it found. A confidential address does not leave the database here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

from alongside.records import asking, clock
from alongside.records.actors import SYSTEM, Actor


class _Said(NamedTuple):
    what: str
    id: int
    person_id: int
    starts_on: str
    ends_on: str
    told_by: str
    a: str
    b: str
    c: str
    d: str
    e: str
    f: str
    g: str


class _Tie(NamedTuple):
    id: int
    person_id: int
    kind: str
    theirs: bool
    starts_on: str
    ends_on: str
    told_by: str
    contact: str
    authority: str
    seen_on: str
    lives_with: bool
    emergency: bool
    outsider: str
    other_id: int | None
    other_name: str
    other_restricted: bool
    other_open: bool


class Present:
    """Only what stands now is read here: nothing was withdrawn, and nothing is asked of when it was recorded."""

    __slots__ = ()
    recorded_at = datetime.min.replace(tzinfo=UTC)
    ended_at = None
    withdrawn_at = None


class Said(Present, _Said):
    """One statement that nobody has withdrawn. What `a` to `g` hold: see the statement below."""

    __slots__ = ()


class Tie(Present, _Tie):
    """One relationship as seen from the person: `theirs` when it is stated on the other's record."""

    __slots__ = ()


@dataclass(frozen=True)
class Sheet:
    """One person as the actor may see them."""

    id: int
    record_ids: Sequence[int]
    version: int
    name: str
    known_as: str
    born: str
    died: str
    moved_away: str
    nhs_number: str
    nhs_status: str
    nhs_absent_reason: str
    ward: str
    restricted: bool
    said: Mapping[str, Sequence[Said]]
    ties: Sequence[Tie]

    @cached_property
    def of_kind(self) -> Mapping[tuple[str, str], Sequence[Said]]:
        """The statements by what they are and of which kind: traits by their attribute, all else by its kind."""
        found: dict[tuple[str, str], list[Said]] = {}
        for what, rows in self.said.items():
            for row in rows:
                found.setdefault((what, row.a), []).append(row)
        return found


@dataclass(frozen=True)
class Elsewhere:
    """The person's record was merged into this one, which the actor may see."""

    id: int


def sheet(person_id: int, actor: Actor) -> Sheet | Elsewhere | None:
    """The person; where they are shown if the record was merged; None when they are not the actor's to see."""
    at = clock.now()
    grants, asked = _open_to("p.record_id", actor, at)
    seen = asking.rows(asking.filled(_WHO, open_to=grants), [person_id, person_id, *asked])
    rows = {row[0]: row for row in seen}
    own = rows.get(person_id)
    if own is None:
        return None
    if own[1] not in {None, person_id}:
        return Elsewhere(own[1])
    ids = list(rows)
    said = _said(ids, person_id)
    ties = _ties(ids, actor, at)
    restricted = any(row[12] for row in seen)
    version, name, known_as, born, died, moved_away, number, status, absent, ward = own[2:12]
    return Sheet(
        person_id, ids, version, name, known_as, born, died, moved_away, number, status, absent, ward,
        restricted, said, ties,
    )  # fmt: skip


def _said(ids: Sequence[int], root: int) -> Mapping[str, Sequence[Said]]:
    rows = [Said(*row) for row in asking.rows(_SAID, [ids] * _TABLES)]
    # In the order in which they were recorded, the person's own last. SQLite takes longer over it.
    rows.sort(key=lambda row: (row.person_id == root, row.id))
    by_what: dict[str, list[Said]] = {}
    for row in rows:
        by_what.setdefault(row.what, []).append(row)
    return by_what


def _ties(ids: Sequence[int], actor: Actor, at: datetime) -> Sequence[Tie]:
    grants, asked = _open_to("o.record_id", actor, at)
    return [Tie(*row) for row in asking.rows(asking.filled(_TIES, open_to=grants), [*asked, ids] * 2)]


def _open_to(record: str, actor: Actor, at: datetime) -> tuple[str, list[Any]]:
    """The system itself (checks, jobs, named facts) sees everybody."""
    return ("TRUE", []) if actor is SYSTEM else asking.open_to(record, actor, at)


_WHO = (
    "SELECT p.record_id, p.root_id, p.version, p.name, p.known_as, p.born, p.died, p.moved_away, p.nhs_number, "
    "p.nhs_status, p.nhs_absent_reason, p.ward, r.restricted "
    "FROM people_person p JOIN records_record r ON r.id = p.record_id "
    "WHERE (p.record_id = %s OR p.root_id = %s) AND {open_to} ORDER BY p.record_id"
)

_TABLES = 6
_SAID = """
SELECT 'name' AS what, id, person_id, starts_on, ends_on, told_by,
       kind AS a, given AS b, family AS c, pronunciation AS d, '' AS e, '' AS f, '' AS g
  FROM people_name WHERE withdrawn_at IS NULL AND person_id IN (%s)
UNION ALL
SELECT 'trait', id, person_id, starts_on, ends_on, told_by, attribute, code, own_words, '', '', '', ''
  FROM people_trait WHERE withdrawn_at IS NULL AND person_id IN (%s)
UNION ALL
SELECT 'reach', id, person_id, starts_on, ends_on, told_by, kind, value, safe_to_leave_message, note, '', '', ''
  FROM people_reach WHERE withdrawn_at IS NULL AND person_id IN (%s)
UNION ALL
SELECT 'address', id, person_id, starts_on, ends_on, told_by, purpose,
       CASE WHEN safety = 'confidential' THEN '' ELSE lines END,
       CASE WHEN safety = 'confidential' THEN '' ELSE postcode END,
       safety, safety_why, CASE WHEN safety = 'confidential' THEN '' ELSE ward END, ''
  FROM people_address WHERE withdrawn_at IS NULL AND person_id IN (%s)
UNION ALL
SELECT 'need', id, person_id, starts_on, ends_on, told_by, kind, code, detail,
       CASE WHEN flagged THEN 'yes' ELSE '' END, may_share, met, CAST(review_on AS text)
  FROM people_need WHERE withdrawn_at IS NULL AND person_id IN (%s)
UNION ALL
SELECT 'alert', id, person_id, '', '', '', kind, text, owner, person_told, CAST(review_on AS text), '', ''
  FROM people_alert WHERE ended_at IS NULL AND person_id IN (%s)
"""

_TIES = """
SELECT t.id, t.person_id, t.kind, FALSE AS theirs, t.starts_on, t.ends_on, t.told_by, t.contact, t.authority,
       CAST(t.authority_seen_on AS text), t.lives_with, t.emergency_contact, t.other_name,
       o.record_id, o.name, r.restricted, {open_to}
  FROM people_relationship t
  LEFT JOIN people_person x ON x.record_id = t.other_id
  LEFT JOIN people_person o ON o.record_id = COALESCE(x.root_id, x.record_id)
  LEFT JOIN records_record r ON r.id = o.record_id
 WHERE t.withdrawn_at IS NULL AND t.person_id IN (%s)
UNION ALL
SELECT t.id, t.person_id, t.kind, TRUE, t.starts_on, t.ends_on, t.told_by, t.contact, t.authority,
       CAST(t.authority_seen_on AS text), t.lives_with, t.emergency_contact, '',
       o.record_id, o.name, r.restricted, {open_to}
  FROM people_relationship t
  JOIN people_person x ON x.record_id = t.person_id
  JOIN people_person o ON o.record_id = COALESCE(x.root_id, x.record_id)
  JOIN records_record r ON r.id = o.record_id
 WHERE t.withdrawn_at IS NULL AND t.other_id IN (%s)
ORDER BY 1
"""
