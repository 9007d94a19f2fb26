"""How dates, times and numbers are written in a page: GOV.UK style, London time, British English."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def local(value: datetime) -> datetime:
    """A moment on the London clock. `value` must be aware."""
    return value.astimezone(timezone.get_default_timezone())


def day(value: date | None, missing: str = "") -> str:
    """`5 June 2026`; a moment is first put on the London clock."""
    if value is None:
        return missing
    if isinstance(value, datetime):
        value = local(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date | None, missing: str = "") -> str:
    """`5 Jun 2026`, for tables."""
    if value is None:
        return missing
    if isinstance(value, datetime):
        value = local(value)
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def clock(value: datetime) -> str:
    """`2:32pm` on the London clock; `midday` and `midnight` by name."""
    here = local(value)
    if here.minute == 0 and here.hour in (0, 12):
        return "midday" if here.hour else "midnight"
    minutes = f":{here.minute:02}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


def moment(value: datetime | None, missing: str = "") -> str:
    """`5 June 2026 at 2:32pm`. `value` must be aware."""
    return missing if value is None else f"{day(value)} at {clock(value)}"


def number(value: float) -> str:
    """`18,214`."""
    return f"{value:,}"


def count(value: int, one: str, many: str = "") -> str:
    """`1 person`, `3 people`: `{{ 3 | count("person", "people") }}`."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


FILTERS: dict[str, Callable[..., Any]] = {
    "clock": clock,
    "count": count,
    "day": day,
    "moment": moment,
    "number": number,
    "short_day": short_day,
}
