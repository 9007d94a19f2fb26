"""The one place that asks what time it is; rules are told the time, they never ask."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The date in London now: days are counted there, not in UTC."""
    return timezone.localdate()


def day_of(moment: datetime) -> date:
    """The London date of a moment."""
    return timezone.localtime(moment).date()
