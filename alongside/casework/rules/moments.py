"""Moments as they are typed: a day, and the time of day where it is known."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from alongside.pathways.rules.calendar import LONDON

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
NOON = time(12)


def time_of_day(text: str) -> time:
    """“14:30”, “2.30 pm”, “9am”. Raises ValueError with a sentence."""
    read = _TIME.fullmatch(text.strip())
    if read is None or not (read[2] or read[3]):
        raise ValueError("Enter a time, like 14:30 or 2.30 pm")
    hour, minute, half = int(read[1]), int(read[2] or 0), (read[3] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        raise ValueError("Enter a time, like 14:30 or 2.30 pm")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError("The time must be a real one, between 0:00 and 23:59")
    return time(hour, minute)


def moment(day: date, at: time) -> datetime:
    """This time of this day in London, in UTC. Of the hour that comes twice in October, the first."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def happened(day: date, at: time | None, now: datetime) -> tuple[datetime, str]:
    """When something happened, and how sharply that is known: “time” or “day”. A day alone is its noon, or now before
    noon, so that it is not still to come."""
    if at is not None:
        return moment(day, at), "time"
    return min(moment(day, NOON), now) if day == now.astimezone(LONDON).date() else moment(day, NOON), "day"
