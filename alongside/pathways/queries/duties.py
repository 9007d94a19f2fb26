"""What the duties while people wait mean in a week, for each team, on today's lists: those in force, or one thought of.

The numbers name nobody, so they are of the whole council, whoever reads them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from alongside.pathways import library
from alongside.pathways.language import Duty, Limit
from alongside.pathways.models import Promise, Wait
from alongside.pathways.queries.journey import owed_to
from alongside.pathways.rules.weekly import a_week
from alongside.records.queries.naming import holder_names
from alongside.web import formats

_WHY = "how much work a duty makes is counted, whoever may see whom it is for"


@dataclass(frozen=True)
class TeamWork:
    """What a duty means for one team: how many wait, and how often it falls due in a week."""

    team: str
    waiting: int
    a_week: float


@dataclass(frozen=True)
class DutyWork:
    """What a duty means in a week. `undecided` are those without a priority, for whom it is not owed yet; `owed` those
    to whom it is owed now: who waits under another version may be owed it, or not, whatever is promised today."""

    pathway: str
    title: str
    of: str
    owed_to: str
    every: str
    teams: Sequence[TeamWork]
    undecided: int
    owed: int = 0
    promised: bool = True
    from_on: str = ""
    until_on: str = ""

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(each.waiting for each in self.teams)

    @property
    def a_week(self) -> float:
        """How often it falls due in a week, of all teams together."""
        return sum(each.a_week for each in self.teams)


def in_force() -> list[DutyWork]:
    """Every duty of the definitions in force that is promised today, the most work first."""
    return [each for each in _every() if each.promised]


def switched_off() -> list[DutyWork]:
    """Every duty that the council does not promise, or not yet, and what it would mean, the most work first."""
    return [each for each in _every() if not each.promised]


def _every() -> list[DutyWork]:
    owed = _owed()
    return sorted(
        (
            _work(key, duty, owed.get((key, name), 0))
            for key, resolved in library.current().pathways.items()
            for name, duty in resolved.pathway.while_waiting.items()
        ),
        key=lambda each: (-each.a_week, each.of, each.title),
    )


def _owed() -> Mapping[tuple[str, str], int]:
    """To how many each duty is owed now."""
    open_ = Promise.objects.for_system(_WHY).filter(closed_at__isnull=True, duty=True)
    counted = open_.order_by().values_list("pathway", "name").annotate(Count("pk"))
    return {(pathway, name): many for pathway, name, many in counted}


def thought_of(pathway: str, wait: str, every: Limit) -> DutyWork:
    """What it would mean to be in touch so often with everybody in a wait. Raises KeyError where there is no such."""
    waits = library.current().pathway(pathway).waits
    if wait not in waits:
        raise KeyError(f"{pathway} has no wait “{wait}”. It has {', '.join(waits)}.")
    terms = waits[wait]
    duty = Duty.model_construct(
        title=f"In touch: {terms.title}", during=wait, every=every, kept_by=(), closes=()
    )
    return _work(pathway, duty)


def _work(key: str, duty: Duty, owed: int = 0) -> DutyWork:
    waiting = _waiting(key, duty.during)
    names = holder_names(waiting)
    by_priority = not isinstance(duty.every, str)
    return DutyWork(
        pathway=key,
        title=duty.title,
        of=library.current().pathway(key).title,
        owed_to=owed_to(duty.owed_to),
        every="by priority" if by_priority else str(duty.every),
        teams=[
            TeamWork(names[team], sum(people.values()), a_week(people, duty.every))
            for team, people in sorted(waiting.items())
        ],
        undecided=sum(people.get(None, 0) for people in waiting.values()) if by_priority else 0,
        owed=owed,
        promised=duty.promised,
        from_on=formats.day(duty.promised_from) if duty.promised_from else "",
        until_on=formats.day(duty.promised_until) if duty.promised_until else "",
    )


def _waiting(pathway: str, wait: str) -> Mapping[str, dict[int | None, int]]:
    """How many wait now, by team and priority."""
    open_ = Wait.objects.for_system(_WHY).filter(pathway=pathway, name=wait, stopped_on__isnull=True)
    counted = open_.order_by().values_list("journey__team", "journey__priority").annotate(Count("pk"))
    found: dict[str, dict[int | None, int]] = defaultdict(dict)
    for team, priority, people in counted:
        found[team][priority] = people
    return found
