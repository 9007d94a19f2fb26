"""Many people at once, from a list of another system: the same rows as `person.add_person` writes, all together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.people.models import Name, Person, SearchCard, SearchKey, Trait
from alongside.people.rules import nhs_number, search, search_keys
from alongside.people.rules.names import fold
from alongside.people.rules.shown import BORN, NHS_ABSENT, NHS_NUMBER, NHS_STATUS, WARD, full_name
from alongside.people.rules.written import from_text
from alongside.records import acting
from alongside.records.actors import Actor
from alongside.records.models import Record

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
    files = Record.objects.bulk_create(Record() for _each in newcomers)
    both = list(zip(newcomers, (file.pk for file in files), strict=True))
    people = Person.objects.bulk_create(_person(each, pk) for each, pk in both)
    told: dict[str, Any] = {"recorded_at": at, "recorded_by_id": by.worker_id, "told_by": told_by}
    Name.objects.bulk_create(
        Name(person_id=pk, kind="current", given=each.given, family=each.family, **told) for each, pk in both
    )
    Trait.objects.bulk_create(
        Trait(person_id=pk, attribute=attribute, code=code, **told)
        for each, pk in both
        for attribute, code in _traits(each)
    )
    _file(zip(people, newcomers, strict=True))
    said = f"{by.name} began this record."
    acting.record_many(
        acting.Told(pk, "people.added", said, content={"told_by": told_by, **_unlisted(each)})
        for each, pk in both
    )
    return [pk for _each, pk in both]


def _person(each: Newcomer, pk: int) -> Person:
    return Person(
        record_id=pk,
        root_id=pk,
        name=full_name(each.given, each.family),
        sort_name=" ".join(fold(f"{each.family} {each.given}").split()),
        born=each.born,
        nhs_number=each.nhs_number,
        nhs_status=each.nhs_status,
        nhs_absent_reason="" if each.nhs_number else NOT_ASKED,
        ward=each.ward,
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


def _found_by(person: Person, each: Newcomer) -> search_keys.Identity:
    return search_keys.Identity(
        names=(search_keys.Name(each.given, each.family),),
        born=from_text(each.born),
        nhs_number=each.nhs_number,
        reference=str(person.pk),
    )


def _file(people: Iterable[tuple[Person, Newcomer]]) -> None:
    """Put them where search finds them."""
    keys: list[tuple[int, str, int]] = []
    cards = []
    for person, each in people:
        found_by = _found_by(person, each)
        keys += ((int(kind), key, person.pk) for kind, key in search_keys.keys_for(found_by))
        _, names, year, month, day, postcodes = search.card_for(person.pk, found_by)
        cards.append(SearchCard(person.pk, names, year, month, day, postcodes))
    SearchKey.objects.bulk_create(
        SearchKey(kind=kind, key=key, person_id=pk) for kind, key, pk in sorted(keys)
    )
    SearchCard.objects.bulk_create(cards)
