"""Keeping what lists and search show in step with the dated rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from alongside.people.models import Address, Name, Person, SearchCard, SearchKey, Trait
from alongside.people.rules import search, search_keys
from alongside.people.rules.shown import IDENTITY, Shown, identity, shown
from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor

_WHY = "what lists and search show follows from these rows"
AT_ONCE = 500


def touch(person: Person) -> None:
    """Count a change: a form opened before it is stale."""
    person.version += 1
    person.save(update_fields=["version"])


def refresh(person: Person) -> None:
    """Bring the person's shown columns, search keys and search card in step with the dated rows.

    A survivor of merges is shown and found by the rows of the records merged into it, too; its own count for more.
    """
    group = Q(person=person) | Q(person__root=person)
    columns, found_by = _work_out(person, *_rows(group, (person.pk,)))
    changed = [field for field, value in asdict(columns).items() if getattr(person, field) != value]
    if changed:
        for field in changed:
            setattr(person, field, getattr(columns, field))
        person.save(update_fields=changed)
    _file(person.pk, found_by)


def reindex(people: Iterable[Person] | None = None) -> int:
    """Refresh everybody, or these; returns how many. For after a change of the rules of search."""
    everybody = Person.objects.for_system(_WHY).order_by("pk").iterator(chunk_size=AT_ONCE)
    done = 0
    for person in everybody if people is None else people:
        refresh(person)
        done += 1
    return done


def differing() -> Iterator[tuple[Person, Shown]]:
    """Everybody whose shown columns differ from what their rows say, with what the rows say."""
    last = 0
    while batch := list(Person.objects.for_system(_WHY).filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = batch[-1].pk
        ids = [person.pk for person in batch]
        names, addresses, traits = _rows(Q(person__in=ids) | Q(person__root__in=ids), ())
        for person in batch:
            mine = [_own_last(rows, person.pk) for rows in (names, addresses, traits)]
            columns, _ = _work_out(person, *mine)
            if any(getattr(person, field) != value for field, value in asdict(columns).items()):
                yield person, columns


@action("people.refresh differing", may=lambda _actor, _thing: False)
def _refresh(*, by: Actor, at: datetime) -> int:
    return reindex([person for person, _ in differing()])


def refresh_differing() -> int:
    """Refresh everybody of whom something other is shown than is stated, as a name that begins today; how many."""
    return int(_refresh(by=SYSTEM, reason="what is stated from today is shown from today"))


def _work_out(
    person: Person, names: Sequence[Any], addresses: Sequence[Any], traits: Sequence[Any]
) -> tuple[Shown, search_keys.Identity]:
    columns = shown(names, addresses, traits, clock.today())
    return columns, identity(names, addresses, columns, person.pk)


def _rows(group: Q, own: tuple[int, ...]) -> tuple[list[Any], list[Any], list[Any]]:
    """Names, addresses and identity traits that nobody withdrew, those of `own` at the end."""
    standing = group & Q(withdrawn_at__isnull=True)

    def read(rows: QuerySet[Any]) -> list[Any]:
        found = list(rows.filter(standing).select_related("person").order_by("pk"))
        return _own_last(found, *own) if own else found

    return (
        read(Name.objects.for_system(_WHY)),
        read(Address.objects.for_system(_WHY)),
        read(Trait.objects.for_system(_WHY).filter(attribute__in=IDENTITY)),
    )


def _own_last(rows: Sequence[Any], person_id: int) -> list[Any]:
    mine = [row for row in rows if person_id in {row.person_id, row.person.root_id}]
    return sorted(mine, key=lambda row: row.person_id == person_id)


def _file(person_id: int, found_by: search_keys.Identity) -> None:
    """Write the keys that are missing, remove those that no longer lead here, and put the card in place."""
    wanted = search_keys.keys_for(found_by)
    there = set(SearchKey.objects.filter(person_id=person_id).order_by().values_list("kind", "key"))
    for kind in {kind for kind, _ in there - wanted}:
        gone = [key for each, key in there - wanted if each == kind]
        SearchKey.objects.filter(kind=kind, key__in=gone, person_id=person_id).delete()
    SearchKey.objects.bulk_create(
        SearchKey(kind=kind, key=key, person_id=person_id) for kind, key in sorted(wanted - there)
    )
    _, names, year, month, day, postcodes = search.card_for(person_id, found_by)
    compared = {"names": names, "year": year, "month": month, "day": day, "postcodes": postcodes}
    SearchCard.objects.update_or_create(person_id=person_id, defaults=compared)
