"""Keeping what lists and search show in step with the dated rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from alongside.people.models import Address, Name, Person, SearchCard, SearchKey, Trait
from alongside.people.rules import search, search_keys
from alongside.people.rules.shown import IDENTITY, Shown, identity, shown
from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import many

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
    refresh_all([person])


def refresh_all(people: Sequence[Person]) -> None:
    """The same for several, with the rows of all of them read at once."""
    rows = _rows([person.pk for person in people])
    found = []
    for person in people:
        columns, found_by = _work_out(person, *(_own_last(table, person.pk) for table in rows))
        changed = [field for field, value in asdict(columns).items() if getattr(person, field) != value]
        if changed:
            for field in changed:
                setattr(person, field, getattr(columns, field))
            person.save(update_fields=changed)
        found.append((person.pk, found_by))
    _file(found)


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
        names, addresses, traits = _rows(ids)
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


def _rows(ids: Sequence[int]) -> tuple[list[Any], list[Any], list[Any]]:
    """Names, addresses and identity traits that nobody withdrew, of these people and of those merged into them."""
    # Who they are first: asked in one with the rows, SQLite goes through the rows of everybody there is.
    joined = (
        Person.objects.for_system(_WHY).filter(root_id__in=ids).order_by("pk").values_list("pk", flat=True)
    )
    of = {*ids, *joined}

    def read(rows: QuerySet[Any]) -> list[Any]:
        # Plain rows: to make each an object, and its person another, costs more than to ask for them.
        standing = rows.filter(person_id__in=of, withdrawn_at__isnull=True).order_by("pk")
        columns = [field.attname for field in rows.model._meta.concrete_fields]
        return list(standing.values_list(*columns, "person__root_id", named=True))

    return (
        read(Name.objects.for_system(_WHY)),
        read(Address.objects.for_system(_WHY)),
        read(Trait.objects.for_system(_WHY).filter(attribute__in=IDENTITY)),
    )


def _own_last(rows: Sequence[Any], person_id: int) -> list[Any]:
    mine = [row for row in rows if person_id in (row.person_id, row.person__root_id)]
    return sorted(mine, key=lambda row: row.person_id == person_id)


def _file(found: Sequence[tuple[int, search_keys.Identity]]) -> None:
    """Write the keys that are missing, remove those that no longer lead here, and put the cards in place."""
    ids = [person_id for person_id, _found_by in found]
    keys = SearchKey.objects.filter(person_id__in=ids).order_by()
    there = set(keys.values_list("kind", "key", "person_id"))
    wanted = {
        (int(kind), key, person_id)
        for person_id, found_by in found
        for kind, key in search_keys.keys_for(found_by)
    }
    for kind, person_id in {(kind, person_id) for kind, _key, person_id in there - wanted}:
        gone = [key for other, key, whose in there - wanted if (other, whose) == (kind, person_id)]
        SearchKey.objects.filter(kind=kind, key__in=gone, person_id=person_id).delete()
    many.put(SearchKey, "kind key person_id", sorted(wanted - there))
    _put_cards({person_id: search.card_for(person_id, found_by) for person_id, found_by in found})


def _put_cards(cards: Mapping[int, search.Card]) -> None:
    columns = ("person_id", "names", "year", "month", "day", "postcodes")
    rows = SearchCard.objects.filter(person_id__in=list(cards)).order_by("person_id")
    there = {row[0]: search.Card(*row) for row in rows.values_list(*columns)}
    changed = [cards[key] for key in sorted(there.keys() & cards.keys()) if there[key] != cards[key]]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE people_search_card SET names = %s, year = %s, month = %s, day = %s, postcodes = %s"
            " WHERE person_id = %s",
            [(*compared, person_id) for person_id, *compared in changed],
        )
    many.put(SearchCard, " ".join(columns), [cards[key] for key in sorted(cards.keys() - there.keys())])
