"""Approximate dates as the tables hold them: "1941-07-03", "1949-06", "1949", "~1949", "" when nothing is known."""

import re
from functools import lru_cache

from alongside.people.rules.dates import UNKNOWN, ApproximateDate

_WRITTEN = re.compile(r"(~?)(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def to_text(date: ApproximateDate) -> str:
    """The text that `from_text` reads back as the same date; texts sort by year, month and day but for "~"."""
    parts = [f"{date.year:04}"] if date.year else []
    parts += [f"{part:02}" for part in (date.month, date.day) if part]
    return ("~" if date.about else "") + "-".join(parts)


@lru_cache(maxsize=20_000)
def from_text(text: str) -> ApproximateDate:
    """The date a text stands for. Raises ValueError for a text that `to_text` never writes."""
    if not text:
        return UNKNOWN
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(
            f"“{text}” is not a date as the tables hold it, like 1941-07-03, 1949-06, 1949 or ~1949"
        )
    about, year, month, day = found.groups()
    return ApproximateDate(int(year), int(month or 0) or None, int(day or 0) or None, bool(about))
