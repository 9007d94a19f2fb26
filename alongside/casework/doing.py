"""Who did what is done, where it was nobody of the council: a room above says it of journeys.

@doing.elsewhere
def by_agencies(journey_ids: Sequence[int]) -> Mapping[int, str]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Elsewhere = Callable[[Sequence[int]], Mapping[int, str]]
_told: list[Elsewhere] = []


def elsewhere(say: Elsewhere) -> Elsewhere:
    """Register who says of journeys by whom outside the council they were done."""
    _told.append(say)
    return say


def done_elsewhere(journey_ids: Sequence[int]) -> dict[int, str]:
    """The names of those outside the council, by journey."""
    found: dict[int, str] = {}
    for say in _told:
        found |= say(journey_ids)
    return found
