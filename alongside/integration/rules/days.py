"""Days as lists write them: 05/04/2024, 2024-04-05, 05-Apr-24, 5 April 2024, one beside the other in one column."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?(?:\.0+)?)?")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: 00:00(?::00)?)?")
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})")
CENTURY = 2000


class NotADay(ValueError):
    """The text is no day; the message says why and how to mend it."""


@lru_cache(maxsize=2_000)
def read(text: str, month_first: bool = False) -> date:
    """The day a cell means. Two figures for a year are of this century: only `born` must have all four.

    Raises NotADay with a sentence.
    """
    try:
        return _read(text, month_first)
    except ValueError as error:
        raise NotADay(f"“{text}” is not a day. Write it as 31/05/2024 or 2024-05-31") from error


def _read(text: str, month_first: bool) -> date:
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.fullmatch(text):
        day, month = (found[2], found[1]) if month_first else (found[1], found[2])
        return date(_year(found[3]), int(month), int(day))
    if found := _NAMED.fullmatch(text):
        name = found[2].lower()
        month_ = _NAMES.index(name[:3]) + 1
        if name != name[:3] and not date(CENTURY, month_, 1).strftime("%B").lower().startswith(name):
            raise ValueError(name)
        return date(_year(found[3]), month_, int(found[1]))
    raise ValueError(text)


def _year(text: str) -> int:
    return int(text) + (CENTURY if len(text) == 2 else 0)


def has_whole_year(text: str) -> bool:
    """Whether the year stands there with four figures: who was born in “24” may be a hundred years old."""
    return re.search(r"\d{4}", text) is not None
