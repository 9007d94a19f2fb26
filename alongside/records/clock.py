"""The one place that asks what time it is; rules are told the time, they never ask."""

from datetime import UTC, date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in London now: days are counted there, not in UTC."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The London date of a moment."""
    return moment.astimezone(timezone.get_default_timezone()).date()
