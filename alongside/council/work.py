"""What a council says of how work is done: duties, loads, priorities, and the days on which nobody works."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from alongside.council.shapes import Shape
from alongside.council.values import Day, DutyKey, Key, Span, Text, YesNo, whole


class Duty(Shape):
    """A part somebody takes in the work, such as “triage worker”: definitions ask for it, roles are given it."""

    key: DutyKey
    title: Text
    description: Text
    agrees_spending: YesNo = False


def limit_in_words(limit: Decimal | None) -> str:
    """Say how much may be agreed, for the end of a sentence: “up to £1,250.50 a week”, “any amount”, “nothing”."""
    if limit is None:
        return "nothing"
    if not limit.is_finite():
        return "any amount"
    return f"up to £{limit:,.{0 if limit == limit.to_integral_value() else 2}f} a week"


class Load(Shape):
    """How many open pieces of work one full-time worker of a role carries at once, as agreed."""

    role: Key
    carries: Annotated[int, whole(1, 200)]
    source: Text
    verified: YesNo


class Band(Shape):
    """One priority. The number is stored and never changes: 1 is the most urgent; the rest is what it means here."""

    number: Annotated[int, whole(1, 9)]
    title: Text
    meaning: Text
    contact: Span
    assess: Span
    keep_in_touch: Span
    review_risk: Span


class Scale(Shape):
    """The priorities of a kind of wait, from the most urgent on."""

    key: Key
    title: Text
    source: Text
    verified: YesNo
    bands: Annotated[tuple[Band, ...], Field(min_length=2)]

    def band(self, number: int) -> Band:
        """Give the band of a number. Raises KeyError with a sentence."""
        for band in self.bands:
            if band.number == number:
                return band
        raise KeyError(f"The scale “{self.key}” has no priority {number}.")


class DayOff(Shape):
    """A day on which nobody works, and why."""

    day: Day
    title: Text


class DutiesFile(Shape):
    """duties.yaml."""

    duties: Annotated[tuple[Duty, ...], Field(min_length=1)]


class LoadsFile(Shape):
    """loads.yaml."""

    loads: Annotated[tuple[Load, ...], Field(min_length=1)]


class PrioritiesFile(Shape):
    """priorities.yaml."""

    scales: Annotated[tuple[Scale, ...], Field(min_length=1)]


class BankHolidaysFile(Shape):
    """bank-holidays.yaml of England: every bank holiday of England and Wales between two days."""

    source: Text
    verified: YesNo
    from_on: Day
    until_on: Day
    days: Annotated[tuple[DayOff, ...], Field(min_length=1)]


class ClosuresFile(Shape):
    """closures.yaml: days on which the council's offices are closed besides bank holidays."""

    closures: Annotated[tuple[DayOff, ...], Field(min_length=1)]
