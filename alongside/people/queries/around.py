"""What surrounds a person now: ways to reach them, places, needs, companions, alerts; rows of the sheet in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from alongside.people.queries.sheet import Said, Sheet, Tie
from alongside.people.queries.words import label, on_lines, span, ward, when
from alongside.people.rules.circle import AUTHORITY, INVERSE, KEEP_AWAY
from alongside.people.rules.needs import KINDS
from alongside.people.rules.shown import CONFIDENTIAL, HOMES, UNSAFE
from alongside.people.rules.standing import holds, standing, the_one

LIVES_WITH = "Lives with them"
ON_RECORD = "Somebody whose record is restricted"


class Way(NamedTuple):
    """One way to reach the person."""

    id: int
    kind: str
    value: str
    safe: str
    note: str
    dial: str


class Place(NamedTuple):
    """One address. Of a confidential one only that it is there."""

    id: int
    purpose: str
    lines: Sequence[str]
    postcode: str
    ward: str
    confidential: bool
    unsafe_why: str
    span: str


class NeedLine(NamedTuple):
    """One communication need or adjustment."""

    id: int
    title: str
    value: str
    detail: str
    met: str
    review_on: date
    late: bool
    may_share: str


class Companion(NamedTuple):
    """One person round this one. `person_id` when the reader may go to their record; a restricted one is not named."""

    id: int
    kind: str
    name: str
    person_id: int | None
    contact: str
    authority: str
    document_seen: bool
    marks: Sequence[str]
    span: str
    theirs: bool
    keep_away: bool


def alarms(of: Sheet) -> list[str]:
    """What the open alerts say."""
    return [row.b for row in of.said.get("alert", ())]


def ways(of: Sheet, on: date) -> list[Way]:
    """How to reach the person, those where a message may be left first."""
    rows = standing(of.said.get("reach", ()), on)
    rows.sort(key=lambda row: ("yes", "not asked", "no").index(row.c) if row.c in _SAFE else 1)
    return [
        Way(row.id, label("contact-method", row.a), row.b, _SAFE.get(row.c, row.c), row.d, _dial(row))
        for row in rows
    ]


_SAFE = {
    "yes": "A message may be left",
    "no": "Do not leave a message",
    "not asked": "Not asked whether a message may be left",
}


def _dial(row: Said) -> str:
    """The address by which a browser rings or writes; blank when the text is neither number nor e-mail address."""
    digits = "".join(letter for letter in row.b if letter.isdigit() or letter == "+")
    if row.a == "email" and "@" in row.b:
        return f"mailto:{row.b}"
    return f"tel:{digits}" if row.a in {"phone", "mobile", "text", "text-relay"} and len(digits) > 5 else ""


def places(of: Sheet, on: date) -> list[Place]:
    """Where the person lives and stays and where letters go, on a day."""
    rows = of.said.get("address", ())
    living = the_one([row for row in rows if row.a in HOMES], on)
    others = standing([row for row in rows if row.a not in HOMES], on)
    return [place(row) for row in ([living] if living else []) + others]


def place(row: Said) -> Place:
    """One address in words."""
    return Place(
        row.id,
        label("address-purpose", row.a),
        on_lines(row.b),
        row.c,
        ward(row.f),
        row.d == CONFIDENTIAL,
        row.e if row.d == UNSAFE else "",
        span(row.starts_on, row.ends_on),
    )


def needs(of: Sheet, on: date) -> list[NeedLine]:
    """Needs and adjustments that hold, in the order of their kinds."""
    found: list[Said] = []
    for key, kind in KINDS.items():
        rows = of.of_kind.get(("need", key))
        if rows and kind.single:
            one = the_one(rows, on)
            found += [one] if one else []
        elif rows:
            found += standing(rows, on)
    today = on.isoformat()
    return [
        NeedLine(
            row.id,
            KINDS[row.a].title,
            label(KINDS[row.a].codes, row.b),
            row.c,
            row.f,
            date.fromisoformat(row.g),
            row.g < today,
            row.e,
        )
        for row in found
    ]


def circle(of: Sheet, on: date) -> list[Companion]:
    """Those round the person now: stated here, or stated on the other's record and read from this side."""
    return [_companion(tie) for tie in of.ties if holds(tie, on)]


def _companion(tie: Tie) -> Companion:
    unnamed = _unnamed(tie)
    kind = label("relationship", tie.kind)
    if tie.theirs:
        inverse = INVERSE.get(tie.kind)
        kind = (
            label("relationship", inverse) if inverse else f"Has this person as {kind[:1].lower()}{kind[1:]}"
        )
    seen = f"seen {when(tie.seen_on)}" if tie.seen_on else "not seen yet"
    authority = "; ".join(part for part in (tie.authority, f"document {seen}") if part)
    marks = [LIVES_WITH] if tie.lives_with else []
    marks += ["Emergency contact"] if tie.emergency and not tie.theirs else []
    return Companion(
        tie.id,
        kind,
        name_of(tie),
        tie.other_id if tie.other_id and not unnamed else None,
        "" if unnamed or tie.theirs else tie.contact,
        authority if tie.kind in AUTHORITY else "",
        bool(tie.seen_on),
        marks,
        span(tie.starts_on, tie.ends_on),
        bool(tie.theirs),
        tie.kind == KEEP_AWAY,
    )


def name_of(tie: Tie) -> str:
    """What to call the other; a restricted person is not named to who may not see them."""
    return ON_RECORD if _unnamed(tie) else tie.other_name or tie.outsider


def _unnamed(tie: Tie) -> bool:
    """A restricted person is never named to who may not see them."""
    return bool(tie.other_restricted) and not tie.other_open
