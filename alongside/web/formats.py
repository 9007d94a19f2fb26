"""How dates, times and numbers are written in a page: GOV.UK style, London time, British English."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: date | None, missing: str = "") -> str:
    """`5 June 2026`; a moment is first put on the London clock."""
    if value is None:
        return missing
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date | None, missing: str = "") -> str:
    """`5 Jun 2026`, for tables."""
    if value is None:
        return missing
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def clock(value: datetime) -> str:
    """`2:32pm` on the London clock; `midday` and `midnight` by name."""
    local = timezone.localtime(value)
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


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
