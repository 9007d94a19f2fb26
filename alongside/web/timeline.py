"""What the timeline component shows: one thing that happened."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Entry:
    """One entry. Give `at` (aware) when the time is known, else `on`: a time nobody knows is never shown as 00:00.

    `mark` ("warning", "change", "quiet") sets it apart; the words must say why as well.
    """

    title: str
    at: datetime | None = None
    on: date | None = None
    by: str = ""
    text: str = ""
    href: str = ""
    mark: str = ""
