"""What somebody who joins a list today can expect, from how it went for everybody observed in a window of time.

Whoever was already waiting when the window opened is at risk only from then on (delayed entry): those seen before it
opened are in no count, and without this long waits would seem likelier than they are. Days are whole; whoever is seen
on the day they joined waited 0 days.

Kaplan–Meier says how long those wait who stay until they are seen: whoever leaves is counted until they left.
Aalen–Johansen says what becomes of everybody: seen, left, died, or waiting still; the four make one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

SEEN, LEFT, DIED, WAITING = "seen", "left", "died", ""
ENDS = (SEEN, LEFT, DIED)


class Passage(NamedTuple):
    """Of somebody's wait what was observed: still waiting `entered` days after joining (-1: from the beginning on),
    until `days`, when `how` ended it (blank: it goes on)."""

    entered: int
    days: int
    how: str = WAITING


class Day(NamedTuple):
    """How many were at risk on one day of waiting, and how many of them were seen, left or died on it."""

    day: int
    at_risk: int
    ended: Mapping[str, int]


@dataclass(frozen=True)
class Point:
    """After the end of day `day`: the share still waiting, and the shares that each end has taken so far."""

    day: int
    at_risk: int
    waiting: float
    seen: float
    left: float
    died: float


def passage(started_on: date, stopped_on: date | None, how: str, opens_on: date, closes_on: date) -> Passage:
    """One wait as it was observed from the beginning of `opens_on` to the end of `closes_on`.

    It must have been waiting at some time in the window: begun by its end, and not stopped before it opened.
    """
    entered = max((opens_on - started_on).days - 1, -1)
    if stopped_on is None or stopped_on > closes_on:
        return Passage(entered, (closes_on - started_on).days)
    return Passage(entered, (stopped_on - started_on).days, how)


def table(passages: Mapping[Passage, int]) -> Iterator[Day]:
    """The days of waiting on which something ended, with those at risk: entered before that day, and not yet gone."""
    joins: Counter[int] = Counter()
    goes: Counter[int] = Counter()
    ends: dict[int, Counter[str]] = {}
    for each, people in passages.items():
        joins[each.entered + 1] += people
        goes[each.days] += people
        if each.how:
            ends.setdefault(each.days, Counter())[each.how] += people
    at_risk = 0
    for day in range(max(goes, default=-1) + 1):
        at_risk += joins[day]
        if day in ends:
            yield Day(day, at_risk, ends[day])
        at_risk -= goes[day]


def kaplan_meier(passages: Mapping[Passage, int]) -> Sequence[tuple[int, float]]:
    """Of those who stay until they are seen, the share not yet seen after each day on which somebody was."""
    waiting, curve = 1.0, []
    for day, at_risk, ended in table(passages):
        if ended.get(SEEN):
            waiting *= 1 - ended[SEEN] / at_risk
            curve.append((day, waiting))
    return curve


def aalen_johansen(passages: Mapping[Passage, int]) -> Sequence[Point]:
    """What has become of those who joined, after each day on which something did."""
    waiting, so_far, curve = 1.0, dict.fromkeys(ENDS, 0.0), []
    for day, at_risk, ended in table(passages):
        for end in ENDS:
            so_far[end] += waiting * ended.get(end, 0) / at_risk
        waiting *= 1 - sum(ended.values()) / at_risk
        curve.append(Point(day, at_risk, waiting, *(so_far[end] for end in ENDS)))
    return curve


def within(curve: Sequence[tuple[int, float]], hundredths: int) -> int | None:
    """The first day by whose end at least so many in a hundred were seen; None where it never came to that."""
    # A millionth of a millionth forgives what floating point adds to an exact half.
    return next((day for day, waiting in curve if waiting <= 1 - hundredths / 100 + 1e-12), None)
