"""Many people at once, from a list of another system: the same rows as `person.add_person` writes, all together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.people.actions.showing import refresh_all
from alongside.people.models import Name, Person, SearchCard, SearchKey, Trait
from alongside.people.rules import nhs_number, search, search_keys
from alongside.people.rules.names import fold
from alongside.people.rules.shown import BORN, NHS_ABSENT, NHS_NUMBER, NHS_STATUS, WARD, full_name
from alongside.people.rules.written import from_text
from alongside.records import acting
from alongside.records.actors import Actor
from alongside.records.models import Record, many

TRACE_REQUIRED, UNTRACED, NOT_ASKED = "03", "02", "not-asked"
"""Of the lists of NHS number statuses and of reasons why there is none."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody as a list has them: what it does not say is blank. `nhs_number` is ten digits, right or not; the rest
    are codes of the council's lists. `said` is what no code was found for, in the list's words."""

    given: str
    family: str
    born: str = ""
    nhs_number: str = ""
    ethnicity: str = ""
    ward: str = ""
    said: tuple[tuple[str, str], ...] = ()

    @property
    def nhs_status(self) -> str:
        """A number that fails its own check has to be traced before anybody relies on it."""
        if not self.nhs_number:
            return ""
        return UNTRACED if nhs_number.is_nhs_number(self.nhs_number) else TRACE_REQUIRED


def bring_people(newcomers: Sequence[Newcomer], *, by: Actor, at: datetime, told_by: str) -> list[int]:
    """Begin a record for each, within the action under way; answers their numbers in the same order.

    Whoever calls has looked for likely matches. Nobody is given sight of them here: the work brought with them does.
    """
    keys = many.keys(Record, len(newcomers))
    both = list(zip(keys, newcomers, strict=True))
    said = (at, by.worker_id, told_by)
    many.put(Record, "id kind", [(key, "person") for key in keys])
    many.put(
        Person,
        "record_id root_id name sort_name born nhs_number nhs_status nhs_absent_reason ward",
        [(key, key, *_shown(each)) for key, each in both],
    )
    many.put(Name, f"{_SAID} person_id kind given family", [
        (*said, key, "current", each.given, each.family) for key, each in both
    ])  # fmt: skip
    many.put(Trait, f"{_SAID} person_id attribute code", [
        (*said, key, *trait) for key, each in both for trait in _traits(each)
    ])  # fmt: skip
    _file(both)
    began = f"{by.name} began this record."
    acting.record_many(
        acting.Told(key, "people.added", began, content={"told_by": told_by, **_unlisted(each)})
        for key, each in both
    )
    return list(keys)


_SAID = "recorded_at recorded_by_id told_by"


def _shown(each: Newcomer) -> tuple[str, ...]:
    """What lists show of somebody of whom no more is known: as `rules.shown` says it of their rows."""
    return (
        full_name(each.given, each.family),
        " ".join(fold(f"{each.family} {each.given}").split()),
        each.born,
        each.nhs_number,
        each.nhs_status,
        "" if each.nhs_number else NOT_ASKED,
        each.ward,
    )


def _traits(each: Newcomer) -> Iterator[tuple[str, str]]:
    known = {
        BORN: each.born,
        NHS_NUMBER: each.nhs_number,
        NHS_STATUS: each.nhs_status,
        NHS_ABSENT: "" if each.nhs_number else NOT_ASKED,
        "ethnicity": each.ethnicity,
        WARD: each.ward,
    }
    return ((attribute, code) for attribute, code in known.items() if code)


def _unlisted(each: Newcomer) -> dict[str, Any]:
    return {"said": dict(each.said)} if each.said else {}


def _file(people: Iterable[tuple[int, Newcomer]]) -> None:
    """Put them where search finds them."""
    keys: list[tuple[int, str, int]] = []
    cards: list[search.Card] = []
    for key, each in people:
        found_by = search_keys.Identity(
            names=(search_keys.Name(each.given, each.family),),
            born=from_text(each.born),
            nhs_number=each.nhs_number,
            reference=str(key),
        )
        keys += [(int(kind), found, key) for kind, found in search_keys.keys_for(found_by)]
        cards.append(search.card_for(key, found_by))
    # In the order in which the table lies, so that each page of it is gone to once.
    many.put(SearchKey, "kind key person_id", sorted(keys))
    many.put(SearchCard, "person_id names year month day postcodes", cards)


def add_spellings(spelt: Sequence[tuple[int, str, str]], *, by: Actor, at: datetime, told_by: str) -> None:
    """Write down names that a list has for people otherwise than the record (whose, given, family), within the action
    under way: they are found by both."""
    said = (at, by.worker_id, told_by)
    once = list(dict.fromkeys(spelt))
    many.put(
        Name,
        f"{_SAID} person_id kind given family",
        [(*said, key, "alias", given, family) for key, given, family in once],
    )
    people = Person.objects.for_system("their names were just added to")
    refresh_all(list(people.filter(pk__in={key for key, _given, _family in once}).order_by("pk")))
    acting.record_many(
        acting.Told(key, "people.name added", f"Also goes by: {full_name(given, family)}.",
                    content={"name_kind": "alias"})
        for key, given, family in once
    )  # fmt: skip
