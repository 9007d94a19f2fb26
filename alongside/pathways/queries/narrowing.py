"""What a list of waits is narrowed to, as conditions on its rows: each asks for one thing, and all must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple, Self

from alongside import council
from alongside.pathways.language import Pathway
from alongside.records.actors import Actor

GIVEN, NOT_GIVEN = "given", "not-given"
UNSORTED = "none"
HERE, ELSEWHERE = "here", "elsewhere"


class Chosen(NamedTuple):
    """What a list is narrowed to; blank is everything.

    `given` asks whether a worker has it; `over` for those beyond their target; `least` and `most` for the days waited;
    `begun` for what was begun here, or elsewhere and brought in.
    """

    team: str = ""
    ward: str = ""
    neighbourhood: str = ""
    priority: str = ""
    ethnicity: str = ""
    language: str = ""
    origin: str = ""
    given: str = ""
    over: str = ""
    least: str = ""
    most: str = ""
    begun: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Self:
        """From the address of a page."""
        return cls(*(str(asked.get(name, "")) for name in cls._fields))

    def days(self) -> tuple[int | None, int | None]:
        """The least and the most days waited that are asked for; nonsense asks for nothing."""
        return _whole(self.least), _whole(self.most)


@dataclass(frozen=True)
class Asked:
    """Which list is asked for, by whom, narrowed to what."""

    actor: Actor
    pathway: Pathway
    wait: str
    chosen: Chosen


class Condition(NamedTuple):
    """A condition on `pathways_wait w`, and its parameters."""

    sql: str
    given: tuple[Any, ...] = ()


def conditions(chosen: Chosen, pathway: Pathway, on: date) -> Iterator[Condition]:
    """Those of the rows that are looked for, of a list as it stands on a day."""
    yield from of_the_person(chosen, on)
    if chosen.team:
        yield Condition(_OF_JOURNEY.format("j.team = %s"), (f"team:{chosen.team}",))
    if chosen.origin:
        yield Condition(_OF_JOURNEY.format("j.came_by = %s"), (chosen.origin,))
    if chosen.priority == UNSORTED or chosen.priority in pathway.priorities:
        yield Condition("w.rank = %s", (0 if chosen.priority == UNSORTED else int(chosen.priority),))
    if chosen.given in (GIVEN, NOT_GIVEN):
        yield Condition("w.given = %s", (chosen.given == GIVEN,))
    if chosen.begun in (HERE, ELSEWHERE):
        empty = "IS NULL" if chosen.begun == HERE else "IS NOT NULL"
        yield Condition(_OF_JOURNEY.format(f"j.brought_in_at {empty}"))
    if chosen.over:
        yield Condition("w.due_on < %s", (on,))
    least, most = chosen.days()
    if least is not None:
        yield Condition("w.started_on <= %s", (on - timedelta(days=least),))
    if most is not None:
        yield Condition("w.started_on >= %s", (on - timedelta(days=most),))


def of_the_person(chosen: Chosen, on: date) -> Iterator[Condition]:
    """Those that ask for something of whoever waits, of all records that are one person."""
    if chosen.ward:
        yield Condition(_OF_PERSON.format("p.ward = %s"), (chosen.ward,))
    if chosen.neighbourhood:
        yield Condition(_OF_PERSON.format("p.ward IN (%s)"), (wards_of(chosen.neighbourhood),))
    if chosen.ethnicity:
        yield Condition(_OF_RECORD.format(_ETHNICITY), (chosen.ethnicity, on.isoformat()))
    if chosen.language:
        yield Condition(_OF_RECORD.format(_LANGUAGE), (chosen.language, on.isoformat()))


def wards_of(neighbourhood: str) -> list[str]:
    """The wards of a neighbourhood; none for one that the council does not have."""
    for each in council.current().neighbourhoods:
        if each.key == neighbourhood:
            return list(each.wards)
    return []


_OF_JOURNEY = "EXISTS (SELECT 1 FROM pathways_journey j WHERE j.id = w.journey_id AND {})"
_OF_PERSON = _OF_JOURNEY.format(
    "EXISTS (SELECT 1 FROM people_person p WHERE p.record_id = j.person_id AND {})"
)
_OF_RECORD = _OF_PERSON.format(
    "EXISTS (SELECT 1 FROM people_person q WHERE q.root_id = p.root_id AND EXISTS ({}))"
)
_HOLDS = "t.person_id = q.record_id AND t.withdrawn_at IS NULL AND t.code = %s AND (t.ends_on = '' OR t.ends_on > %s)"
_ETHNICITY = f"SELECT 1 FROM people_trait t WHERE t.attribute = 'ethnicity' AND {_HOLDS}"  # noqa: S608 ours
_LANGUAGE = f"SELECT 1 FROM people_need t WHERE t.kind = 'spoken' AND {_HOLDS}"  # noqa: S608 ours


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
