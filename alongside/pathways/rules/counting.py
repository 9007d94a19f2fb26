"""From when a time is counted, and how long it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from alongside.pathways.language import Limit, Since, length
from alongside.pathways.rules.calendar import Span, span

# Roughly, and only to find the strictest of several spans.
DAYS_IN = {"hours": 1 / 24, "days": 1, "working days": 1.4, "weeks": 7, "months": 30.4}


def strictest(limit: Limit, priority: int | None) -> Span:
    """The span at this priority; before there is one, the strictest: nobody waits longer for not being looked at."""
    found = length(limit, priority)
    if found is not None:
        return found
    every = [limit] if isinstance(limit, str) else limit.values()
    return min(map(span, every), key=_strictness)


def began(since: Since | None, moments: Mapping[str, datetime], otherwise: datetime) -> datetime:
    """The moment from which a time is counted: of those it names, what has not happened counts for nothing, and
    before any of them has, it is counted as if none were named."""
    if since is None:
        return otherwise
    if since.earlier_of:
        return min(_known(since.earlier_of, moments), default=otherwise)
    return max(_known(since.later_of, moments), default=otherwise)


def _known(names: Iterable[str], moments: Mapping[str, datetime]) -> list[datetime]:
    return [moments[name] for name in names if name in moments]


def _strictness(each: Span) -> float:
    return each.count * DAYS_IN[each.unit]
