"""Days as lists write them: 05/04/2024, 2024-04-05, 05-Apr-24, 5 April 2024, one beside the other in one column. A time
of day beside it is left out."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_TIME = r"(?:[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_FIGURES = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}}){_TIME}")
_NAMED = re.compile(rf"(\d{{1,2}})[ -]([A-Za-z]{{3,9}})\.?[ -](\d{{4}}|\d{{2}}){_TIME}")
CENTURY, MONTHS = 2000, 12


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
        raise NotADay(f"“{text}” is not a day. Write it as 31/05/2024 or 2024-05-31{_mend(text)}") from error


def _mend(text: str) -> str:
    """What may have gone wrong, where it can be told."""
    if re.fullmatch(r"[2-6]\d{4}", text):
        return ". It looks like the number by which a spreadsheet counts days: format the column as a date"
    found = _FIGURES.fullmatch(text)
    if found and int(found[1]) <= MONTHS < int(found[2]):
        return ". Where a list puts the month first, its mapping has to say so (`month first: yes`)"
    return ""


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
