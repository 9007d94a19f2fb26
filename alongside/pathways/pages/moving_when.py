"""When something happened, from the day that was typed."""

from __future__ import annotations

from datetime import date, datetime, time

from alongside.pathways.rules.calendar import LONDON, day_of
from alongside.records import clock
from alongside.web.errors import Refused
from alongside.web.forms import RawDate, exact_date


def past_day(raw: RawDate) -> date:
    """`clean=` of a day on which something happened."""
    day = exact_date(raw)
    if day > clock.today():
        raise Refused("The date must be today or in the past", "day")
    return day


def day_from_today(raw: RawDate) -> date:
    """`clean=` of a day by which something is done."""
    day = exact_date(raw)
    if day < clock.today():
        raise Refused("The date must be today or later: a past day is not a next step", "day")
    return day


def moment_of(day: date | None, opened_at: datetime) -> datetime | None:
    """The moment a deed is given for a day: now (None) for today, noon in London otherwise, and on the day it was
    opened not before it was."""
    if day is None or day == clock.today():
        return None
    noon = datetime.combine(day, time(12), LONDON)
    return max(noon, opened_at) if day == day_of(opened_at) else noon
