"""What the person's record says to a question of the kind “fact”: in words, with where it came from and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from alongside.forms.definition import Question
from alongside.people.models import Trait
from alongside.people.queries import around
from alongside.people.queries.person import trait
from alongside.people.queries.sheet import Said, Sheet
from alongside.people.queries.words import label, span
from alongside.people.rules.attributes import ATTRIBUTES
from alongside.people.rules.circle import UNPAID_CARERS
from alongside.people.rules.standing import holds
from alongside.records.actors import Actor
from alongside.web import formats


class KnownFact(NamedTuple):
    """One fact of the record: its words, the value that confirming it keeps, and its source in words."""

    words: str
    value: str
    source: str
    trait_id: int = 0


def facts(questions: Iterable[Question], person: Sheet, actor: Actor, on: date) -> Mapping[str, KnownFact]:
    """What is on record for each of these questions, by its key."""
    asked = {each.key: each.fact for each in questions if each.kind == "fact"}
    said = {key: trait(person, fact, on) for key, fact in asked.items() if fact in ATTRIBUTES}
    sources = _sources([row.id for row in said.values() if row is not None], actor)
    found = {key: _attribute(asked[key], row, sources) for key, row in said.items()}
    for key, fact in asked.items():
        if fact in _BLOCKS:
            lines = "\n".join(_BLOCKS[fact](person, on))
            found[key] = KnownFact(lines, lines, "on the record now")
    return found


def carers(person: Sheet, on: date) -> list[tuple[int, str]]:
    """Unpaid carers whose record the reader may see: the number of each and the name."""
    return [
        (tie.other_id, around.name_of(tie))
        for tie in person.ties
        if tie.kind in UNPAID_CARERS and not tie.theirs and tie.other_id and tie.other_open and holds(tie, on)
    ]


def names(person: Sheet, on: date) -> list[str]:
    """What the people round the person are called, without those who must be kept away and those not to be named."""
    named = [
        each.name
        for each in around.circle(person, on)
        if not each.keep_away and each.name != around.ON_RECORD
    ]
    return list(dict.fromkeys(named))


def _attribute(fact: str, row: Said | None, sources: Mapping[int, tuple[datetime, str]]) -> KnownFact:
    if row is None:
        return KnownFact("", "", "")
    at, by = sources.get(row.id, (None, ""))
    told = f"told by {row.told_by}" if row.told_by else ""
    recorded = f"recorded {formats.short_day(at)}{f' by {by}' if by else ''}" if at else ""
    source = ", ".join(each for each in (span(row.starts_on, row.ends_on), told, recorded) if each)
    own = f" ({row.c})" if row.c else ""
    return KnownFact(f"{label(ATTRIBUTES[fact].codes, row.b)}{own}", row.b, source, row.id)


def _sources(trait_ids: Sequence[int], actor: Actor) -> Mapping[int, tuple[datetime, str]]:
    rows = Trait.objects.visible_to(actor).filter(pk__in=trait_ids).order_by("pk")
    found = rows.values_list("pk", "recorded_at", "recorded_by__name") if trait_ids else ()
    return {key: (at, by or "Alongside itself") for key, at, by in found}


def _needs(person: Sheet, on: date) -> list[str]:
    return [f"{each.title}: {each.value}" for each in around.needs(person, on)]


def _circle(person: Sheet, on: date) -> list[str]:
    return [f"{each.name}, {each.kind.lower()}" for each in around.circle(person, on) if not each.keep_away]


def _places(person: Sheet, on: date) -> list[str]:
    """A confidential address stays where it is: a form is printed and shared."""
    return [
        f"{each.purpose}: {'a confidential address' if each.confidential else _line(each)}"
        for each in around.places(person, on)
    ]


def _line(place: around.Place) -> str:
    return ", ".join([*place.lines, place.postcode] if place.postcode else place.lines)


def _ways(person: Sheet, on: date) -> list[str]:
    return [f"{each.kind}: {each.value} ({each.safe.lower()})" for each in around.ways(person, on)]


_BLOCKS: Mapping[str, Callable[[Sheet, date], list[str]]] = {
    "communication-needs": _needs,
    "people-around": _circle,
    "addresses": _places,
    "ways-to-reach": _ways,
}
