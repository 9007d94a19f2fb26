"""The whole history of what is stated of a person: what holds, what held, what was withdrawn and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from alongside.people.models import Address, Name, Reach, Relationship, Trait
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label, on_lines, span, value, when
from alongside.people.rules.attributes import ATTRIBUTES
from alongside.people.rules.circle import AUTHORITY
from alongside.people.rules.shown import BORN, CONFIDENTIAL, HOMES, UNSAFE, full_name
from alongside.people.rules.standing import begun, holds, in_turn, the_one
from alongside.records.actors import Actor
from alongside.web.errors import Missing
from alongside.web.formats import day

NOW, BEFORE, TO_COME, WITHDRAWN = "now", "before", "to come", "withdrawn"
HIDDEN = "Confidential"
SINGLE_NAMES = ("current", "legal", "known-as", "script")


@dataclass(frozen=True)
class Entry:
    """One statement in words. `state` is now, before, to come or withdrawn; `why` is why it ended or was withdrawn."""

    id: int
    what: str
    said: str
    note: str
    span: str
    told_by: str
    recorded: str
    state: str
    why: str


@dataclass(frozen=True)
class History:
    """Statements of one sort, by whether they hold."""

    now: Sequence[Entry]
    others: Sequence[Entry]


def names(of: Sheet, actor: Actor, on: date) -> History:
    """Every name."""
    rows = _rows(Name, of, actor)
    order = list(SINGLE_NAMES)
    rows.sort(key=lambda row: order.index(row.kind) if row.kind in order else len(order))
    chains = [[row for row in rows if row.kind == kind] for kind in SINGLE_NAMES]
    return _history(rows, chains, on, _name)


def _name(row: Name) -> tuple[str, str, str]:
    said = f"Said: {row.pronunciation}" if row.pronunciation else ""
    return label("name-kind", row.kind), full_name(row.given, row.family), said


def addresses(of: Sheet, actor: Actor, on: date) -> History:
    """Every address. One that is confidential is hidden, and so is every other entry of the same address."""
    rows = _rows(Address, of, actor)
    secret = {_where(row) for row in rows if row.safety == CONFIDENTIAL}
    homes = [row for row in rows if row.purpose in HOMES]

    def told(row: Address) -> tuple[str, str, str]:
        purpose = label("address-purpose", row.purpose)
        if _where(row) in secret:
            return purpose, HIDDEN, ""
        unsafe = f"Not safe to write or call: {row.safety_why}" if row.safety == UNSAFE else ""
        return purpose, written_address(row.lines, row.postcode), unsafe

    return _history(rows, [homes], on, told)


def _where(row: Address) -> tuple[str, str]:
    return " ".join(row.lines.casefold().split()), row.postcode


def written_address(lines: str, postcode: str) -> str:
    """An address on one line."""
    return ", ".join([*on_lines(lines), postcode] if postcode else on_lines(lines)) or "No fixed address"


def reaches(of: Sheet, actor: Actor, on: date) -> History:
    """Every number and address by which the person could be reached."""

    def told(row: Reach) -> tuple[str, str, str]:
        safe = f"Safe to leave a message: {row.safe_to_leave_message}"
        return label("contact-method", row.kind), row.value, f"{safe}. {row.note}" if row.note else safe

    return _history(_rows(Reach, of, actor), [], on, told)


def relationships(of: Sheet, actor: Actor, on: date) -> History:
    """Every relationship stated on this record; restricted people are not named to who may not see them."""
    known = {tie.id: tie for tie in of.ties if not tie.theirs}
    rows = _rows(Relationship, of, actor)

    def told(row: Relationship) -> tuple[str, str, str]:
        tie = known.get(row.pk)
        linked = (tie.other_name if tie.other_open or not tie.other_restricted else "") if tie else ""
        who = row.other_name or linked or "Somebody on record"
        seen = day(row.authority_seen_on, "not seen yet")
        note = (
            f"{row.authority or 'Authority not described'}; document seen: {seen}"
            if row.kind in AUTHORITY
            else ""
        )
        return label("relationship", row.kind), who, note

    return _history(rows, [], on, told)


def traits(of: Sheet, actor: Actor, on: date, attribute: str) -> History:
    """Every statement of one attribute."""
    rows = [row for row in _rows(Trait, of, actor) if row.attribute == attribute]
    title = ATTRIBUTES[attribute].title if attribute in ATTRIBUTES else "Date of birth"

    def told(row: Trait) -> tuple[str, str, str]:
        said = when(row.code) if attribute == BORN else value(attribute, row.code)
        return title, said, row.own_words

    return _history(rows, [rows], on, told)


@dataclass(frozen=True)
class FactThen:
    """One attribute as it was on a day, as was recorded by a moment."""

    title: str
    said: str
    since: str
    recorded: str


def facts_then(of: Sheet, actor: Actor, on: date, as_known: datetime | None) -> list[FactThen]:
    """Name, birth, home and every attribute on a day, as recorded by a moment (None: by now)."""
    told = [
        ("Name", the_one([row for row in _rows(Name, of, actor) if row.kind == "current"], on, as_known)),
        ("Home", the_one([row for row in _rows(Address, of, actor) if row.purpose in HOMES], on, as_known)),
    ]
    stated = _rows(Trait, of, actor)
    wanted = {BORN: "Date of birth"} | {key: asked.title for key, asked in ATTRIBUTES.items()}
    told += [
        (title, the_one([row for row in stated if row.attribute == key], on, as_known))
        for key, title in wanted.items()
    ]
    return [_then(title, row) for title, row in told]


def _then(title: str, row: Any) -> FactThen:
    if row is None:
        return FactThen(title, "", "", "")
    return FactThen(title, _said(row), when(row.starts_on), _recorded(row))


def _said(row: Any) -> str:
    if isinstance(row, Name):
        return full_name(row.given, row.family)
    if isinstance(row, Address):
        return HIDDEN if row.safety == CONFIDENTIAL else written_address(row.lines, row.postcode)
    said = when(row.code) if row.attribute == BORN else value(row.attribute, row.code)
    return f"{said} ({row.own_words})" if row.own_words else said


def entry(history: History, entry_id: int) -> Entry:
    """One statement of a history that nobody has withdrawn. Raises Missing."""
    for each in (*history.now, *history.others):
        if each.id == entry_id and each.state != WITHDRAWN:
            return each
    raise Missing


def _rows(table: Any, of: Sheet, actor: Actor) -> list[Any]:
    rows = table.objects.visible_to(actor).filter(person_id__in=of.record_ids)
    return list(rows.select_related("recorded_by", "withdrawn_by").order_by("id"))


def _history(
    rows: Sequence[Any],
    chains: Iterable[Sequence[Any]],
    on: date,
    told: Callable[[Any], tuple[str, str, str]],
) -> History:
    """Split by what holds; in each of the chains one statement gives way to the next."""
    ends: dict[int, str] = {}
    overtaken: set[int] = set()
    for chain in chains:
        ends |= {row.pk: end for row, end in in_turn(chain)}
        here = the_one(chain, on)
        overtaken |= {row.pk for row in chain if begun(row, on) and row is not here}

    def made(row: Any) -> Entry:
        state = WITHDRAWN if row.withdrawn_at else NOW
        if state == NOW and (row.pk in overtaken or not holds(row, on)):
            state = BEFORE if begun(row, on) else TO_COME
        what, said, note = told(row)
        until = span(row.starts_on, ends.get(row.pk, row.ends_on))
        return Entry(
            row.pk, what, said, note, until, row.told_by, _recorded(row), state,
            _withdrawn(row) if row.withdrawn_at else row.ended_why,
        )  # fmt: skip

    entries = [made(row) for row in rows]
    return History(
        [each for each in entries if each.state == NOW], [each for each in entries if each.state != NOW][::-1]
    )


def _withdrawn(row: Any) -> str:
    who = row.withdrawn_by.name if row.withdrawn_by else "Alongside itself"
    return f"{who}, {day(row.withdrawn_at)}: {row.withdrawn_why}"


def _recorded(row: Any) -> str:
    return f"{row.recorded_by.name if row.recorded_by else 'Alongside itself'}, {day(row.recorded_at)}"
