"""How much work a duty makes in a week, of those who wait now: told before it is promised to anybody."""

from __future__ import annotations

from collections.abc import Mapping

from alongside.pathways.language import Limit, length
from alongside.pathways.rules.calendar import Span

# Of a year of 52 weeks: how many of each unit a week has.
IN_A_WEEK = {"hours": 168.0, "days": 7.0, "working days": 5.0, "weeks": 1.0, "months": 12 / 52}


def times_a_week(every: Span) -> float:
    """How often something owed every so long falls due in a week. Raises ValueError for no time at all."""
    if every.count == 0:
        raise ValueError("what is owed again and again needs a length of time between")
    return IN_A_WEEK[every.unit] / every.count


def a_week(waiting: Mapping[int | None, int], every: Limit) -> float:
    """How often it falls due in a week for so many at each priority; nothing is owed where it depends on one unset."""
    lengths = ((people, length(every, priority)) for priority, people in waiting.items())
    return sum((people * times_a_week(each) for people, each in lengths if each is not None), 0.0)
