"""How waits stood at the end of any day, as is known now or was known at any moment: counted, nobody named.

Still waiting on a day is begun on or before it and not stopped by its end. What is stored of a wait is what is known
now; for what was known earlier, the work of which something was written down since is folded again without it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q

from alongside.pathways import library
from alongside.pathways.models import Journey, Wait
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules.calendar import day_of, days_between
from alongside.pathways.rules.folding import still_waiting
from alongside.pathways.rules.quantiles import Spread, spread
from alongside.records.actors import SYSTEM, Actor

_WHY = "figures of the whole council, which name nobody"
_A_FEW = 500
Key = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """How a wait stood on a day: `over` of those still waiting were past their target."""

    pathway: str
    wait: str
    title: str
    of: str
    headline: bool
    spread: Spread
    over: int


class Begun(NamedTuple):
    """How many of a wait began on a day, and how many of them were over their target."""

    people: int = 0
    over: int = 0


def every(actor: Actor, on: date, as_known: datetime | None = None) -> list[Standing]:
    """Every wait of the definitions in force, and every other that somebody stood in, by pathway and wait."""
    found = still(actor, on, as_known)
    names = {
        (key, name): (terms, resolved.pathway.title)
        for key, resolved in library.current().pathways.items()
        for name, terms in resolved.pathway.waits.items()
    }
    made = []
    for key in sorted({*names, *found}):
        terms, of = names.get(key, (None, key[0]))
        begun = found.get(key, {})
        tally = {days_between(day, on): each.people for day, each in begun.items()}
        made.append(
            Standing(
                pathway=key[0],
                wait=key[1],
                title=terms.title if terms else key[1],
                of=of,
                headline=bool(terms and terms.headline),
                spread=spread(tally),
                over=sum(each.over for each in begun.values()),
            )
        )
    return made


def still(actor: Actor, on: date, as_known: datetime | None = None) -> Mapping[Key, Mapping[date, Begun]]:
    """Of those still waiting at the end of a day whom the actor may see: how many began on each day."""
    counts: dict[Key, Counter[date]] = defaultdict(Counter)
    over: dict[Key, Counter[date]] = defaultdict(Counter)

    def add(rows: Iterable[tuple[str, str, date, int, int]], sign: int = 1) -> None:
        for pathway, name, day, people, beyond in rows:
            counts[pathway, name][day] += sign * people
            over[pathway, name][day] += sign * beyond

    add(_tallied(_stored(actor, on), on))
    if as_known is not None:
        for journeys in _touched_since(actor, as_known):
            add(_tallied(_stored(actor, on).filter(journey__in=journeys), on), -1)
            add(_as_was_known(journeys, on, as_known))
    return {
        key: {day: Begun(people, over[key][day]) for day, people in days.items() if people}
        for key, days in counts.items()
        if any(days.values())
    }


def _stored(actor: Actor, on: date) -> Any:
    """The stored waits of those still waiting on a day."""
    waits: Any = Wait.objects.for_system(_WHY) if actor is SYSTEM else Wait.objects.held_by(actor)
    return waits.filter(started_on__lte=on)


def _tallied(waits: Any, on: date) -> Iterator[tuple[str, str, date, int, int]]:
    # Two questions, each of its own index: of all that ever stopped, only what stopped since is looked at.
    for part in (waits.filter(stopped_on__isnull=True), waits.filter(stopped_on__gt=on)):
        yield from (
            part.order_by("pathway", "name", "started_on")
            .values_list("pathway", "name", "started_on")
            .annotate(people=Count("id"), beyond=Count("id", filter=Q(due_on__lt=on)))
        )


def _touched_since(actor: Actor, moment: datetime) -> Iterator[Sequence[int]]:
    """The journeys of which something was written down after a moment, some at a time."""
    journeys: Any = Journey.objects.for_system(_WHY) if actor is SYSTEM else Journey.objects.held_by(actor)
    for keys in _in_parts(past.touched_since(moment)):
        yield list(journeys.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))


def _in_parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[at : at + _A_FEW] for at in range(0, len(keys), _A_FEW))


def _as_was_known(
    journeys: Sequence[int], on: date, as_known: datetime
) -> Iterator[tuple[str, str, date, int, int]]:
    for state in past.states(journeys, as_known=as_known).values():
        pathway = definitions.of_hash(state.definition).key
        for wait in state.waits:
            if still_waiting(wait, on):
                beyond = wait.due_on is not None and wait.due_on < on
                yield pathway, wait.name, day_of(wait.started_at), 1, int(beyond)
