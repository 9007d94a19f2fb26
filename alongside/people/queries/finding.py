"""Finding somebody by what a caller says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from alongside.people.models import Alert, Person
from alongside.people.rules import blind
from alongside.people.rules.search import Found, search, too_wide
from alongside.people.rules.search_query import Query, read_query
from alongside.people.rules.written import from_text
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Grant, Submission

AT_MOST = 20
WORTH_SHOWING = 0.4
_WHY = (
    "search shows any contact role name, date of birth and part of the postcode; it is audited, and who is "
    "restricted is left out"
)


@dataclass(frozen=True)
class FoundRow:
    """One person found: no more than tells them from another."""

    id: int
    name: str
    known_as: str
    born: str
    age: str
    place: str
    alert: bool
    deceased: bool
    restricted: bool
    is_open: bool


@dataclass(frozen=True)
class Results:
    """What a search found. `unseen` are restricted records that may be meant: they are told to the officer and
    audited, and nothing of them may reach a page but that there may be one."""

    asked: bool
    rows: tuple[FoundRow, ...] = ()
    unseen: tuple[int, ...] = ()
    more: bool = False
    too_wide: bool = False

    @property
    def audited(self) -> list[int]:
        """Every record this search touched."""
        return [*(row.id for row in self.rows), *self.unseen]


def find(text: str, actor: Actor) -> Results:
    """Everybody a worker may mean, the likeliest first; a merged person once, under the survivor."""
    query = read_query(text, clock.today())
    if not query:
        return Results(asked=bool(text.strip()))
    if too_wide(query):
        return Results(asked=True, too_wide=True)
    found = search(query, ask)
    return _sorted_out(query, found, actor)


def ask(statement: str, parameters: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """Run one statement of `rules.search_sql`."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def sent_before(key: object, actor: Actor) -> bool:
    """Whether this very form did its deed already: sent again it gives the first answer, whoever matches by now."""
    return Submission.objects.filter(worker_id=actor.worker_id or 0, key=str(key)).exists()


def _sorted_out(query: Query, found: Found, actor: Actor) -> Results:
    scores = {hit.person_id: hit.score for hit in found.hits if hit.score >= WORTH_SHOWING}
    roots, rows = people(scores, actor)
    shown: dict[int, FoundRow] = {}
    unseen: dict[int, None] = {}
    for person_id, score in scores.items():
        row = rows[roots[person_id]]
        if not row.restricted or row.is_open:
            shown[row.id] = row
        elif blind.means(query, score):
            unseen[row.id] = None
    kept = tuple(shown.values())
    return Results(True, kept[:AT_MOST], tuple(unseen), found.more or len(kept) > AT_MOST)


def people(person_ids: Iterable[int], actor: Actor) -> tuple[Mapping[int, int], Mapping[int, FoundRow]]:
    """Under which record each of these is shown, and what search shows of that record. One statement."""
    marked = (
        Person.objects.for_system(_WHY)
        .filter(pk__in=list(person_ids))
        .annotate(
            is_open=Exists(_grants(actor)),
            alert=Exists(Alert.objects.for_system(_WHY).filter(person__root=OuterRef("root"), ended_at=None)),
            dead=Exists(Person.objects.for_system(_WHY).filter(root=OuterRef("root")).exclude(died="")),
        )
    )
    roots: dict[int, int] = {}
    rows: dict[int, FoundRow] = {}
    for pk, *columns in marked.values_list("pk", *_COLUMNS):
        roots[pk] = columns[0]
        if columns[0] not in rows:
            rows[columns[0]] = _row(*columns)
    return roots, rows


_COLUMNS = (
    "root_id", "root__name", "root__known_as", "root__born", "root__postcode", "root__record__restricted",
    "is_open", "alert", "dead",
)  # fmt: skip


def _grants(actor: Actor) -> Any:
    return Grant.objects.open_at(clock.now()).filter(record_id=OuterRef("root_id"), holder__in=actor.holders)


def _row(  # noqa: PLR0917 the columns of the statement above, in its order
    root: int,
    name: str,
    known_as: str,
    born: str,
    postcode: str,
    restricted: bool,
    is_open: bool,
    alert: bool,
    dead: bool,
) -> FoundRow:
    date = from_text(born)
    return FoundRow(
        id=root,
        name=name,
        known_as=known_as,
        born=str(date) if date.known else "not known",
        age="" if dead else str(date.age(clock.today()) or ""),
        place=part_of(postcode),
        alert=alert,
        deceased=dead,
        restricted=restricted,
        is_open=is_open,
    )


def part_of(postcode: str) -> str:
    """As much of a postcode as search may show: “NW9 4” of “NW9 4AB”."""
    outward, _, inward = postcode.partition(" ")
    return f"{outward} {inward[:1]}".strip()
