"""Deprivation of liberty (Mental Capacity Act 2005 sch A1): what a screening suggests, what an authorisation needs."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

REQUIREMENTS = ("age", "no-refusals", "capacity", "mental-health", "eligibility", "best-interests")
"""The six of sch A1 para 12."""
MET = frozenset({"met", "equivalent"})
LONGEST = 12
"""Months (sch A1 para 42(2))."""


@dataclass(frozen=True)
class Suggested:
    """The priority that the screening tool suggests, None where nothing was said, and why."""

    priority: int | None
    sentence: str


def screen(
    urgent: bool | None, high: Collection[str], medium: Collection[str], low: Collection[str]
) -> Suggested:
    """What the signs come to; whoever screens decides.

    After the ADASS screening tool of 11 April 2024, with those whose urgent authorisation runs before all others: the
    tool has three bands, and was found to put nearly everybody into the first.
    """
    if urgent:
        return Suggested(1, "The tool suggests P1: an urgent authorisation runs and ends by itself.")
    for priority, signs, word in ((2, high, "high"), (3, medium, "medium"), (4, low, "low")):
        if signs:
            count = f"{len(signs)} sign{'s' if len(signs) > 1 else ''} of a {word} priority"
            return Suggested(priority, f"The tool suggests P{priority}: {count}.")
    return Suggested(None, "The tool suggests nothing yet: no sign is marked.")


def longest(begins: date) -> date:
    """The last day of an authorisation that begins on this day: twelve months, the first day among them."""
    year = begins.year + (begins.month - 1 + LONGEST) // 12
    day = min(begins.day, calendar.monthrange(year, begins.month)[1])
    return date.fromordinal(date(year, begins.month, day).toordinal() - 1)


def within_the_law(begins: date, ends: date, recommended: date) -> bool:
    """Whether it is no longer than the assessor recommends and the Act allows (sch A1 paras 42 and 51)."""
    return begins <= ends <= min(recommended, longest(begins))
