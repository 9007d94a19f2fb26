"""Reads dates from raw text, with a message for the one who typed when they make no date.

The wording follows the GOV.UK date input: what is wrong, in the words of the field's own label.
"""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from alongside.people.rules.dates import UNKNOWN, ApproximateDate

EARLIEST_YEAR = 1900

_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_ABOUT = re.compile(r"^(?:about|approx(?:imately)?\.?|around|circa|c\.?|abt\.?|~)\s*|\s*\?$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")


class NotADate(ValueError):
    """The text makes no date. `parts` names the inputs to mark: "day", "month", "year"."""

    def __init__(self, message: str, *parts: str) -> None:
        """Keep the sentence and the inputs it is about."""
        super().__init__(message)
        self.parts = frozenset(parts or ("day", "month", "year"))


def read(
    day: str,
    month: str,
    year: str,
    *,
    today: dt.date,
    label: str = "Date",
    past_only: bool = False,
    approximate: bool = True,
    required: bool = False,
    earliest_year: int = EARLIEST_YEAR,
) -> ApproximateDate:
    """The date that three inputs hold.

    A blank day, or blank day and month, gives an approximate date where `approximate` allows it;
    "about 1949" in the year one that is about. All blank is UNKNOWN unless `required`.
    Month names are accepted. Raises NotADate.
    """
    day, month, year = _plain(day), _plain(month), _plain(year)
    if not (day or month or year):
        if required:
            raise NotADate(f"Enter the {_lower(label)}")
        return UNKNOWN
    year, about = _without_about(year)
    _ask_for_the_missing(label, day, month, year, approximate)
    read_year = _year(label, year, earliest_year, today)
    read_month = _month(label, month) if month else None
    read_day = _day(label, day, read_month, read_year) if day and read_month else None
    if about and read_day:
        raise NotADate(f"{label} has a day, so it cannot be “about”: take out the day or the “about”", "year")
    read_date = ApproximateDate(read_year, read_month, read_day, about)
    if past_only and _begins(read_date) > today:
        raise NotADate(f"{label} must be today or in the past: {read_date} is still to come")
    return read_date


def read_text(
    text: str, *, today: dt.date, label: str = "Date", past_only: bool = False, required: bool = False
) -> ApproximateDate:
    """The date on one line: "27 3 2007", "27th March 2007", "2007-03-27", "June 1949", "about 1949"."""
    plain, about = _without_about(_plain(text))
    if iso := _ISO.match(plain):
        year, month, day = iso.groups()
    else:
        parts = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|,|\bof\b", " ", plain)
        pieces = [piece for piece in re.split(r"[\s/.\-–]+", parts) if piece]
        if len(pieces) > 3:
            raise NotADate(f"{label} must be a date, like 27 3 2007, or June 1949")
        day, month, year = [""] * (3 - len(pieces)) + pieces
    year = f"about {year}" if about and year else year
    return read(day, month, year, today=today, label=label, past_only=past_only, required=required)


def month_number(name: str) -> int | None:
    """The month that a name, its first three letters or "sept" stand for; None when they stand for none."""
    return _MONTHS.get(name.casefold())


def reader(**rules: object) -> Callable[[str, str, str], ApproximateDate]:
    """`read` with its rules bound: what a form's date field takes as `clean`."""

    def clean(day: str, month: str, year: str) -> ApproximateDate:
        return read(day, month, year, **rules)  # type: ignore[arg-type]

    return clean


def _plain(text: str) -> str:
    """Other scripts' digits become ours, and spaces single; case is dropped."""
    folded = "".join(str(unicodedata.decimal(c, c)) for c in unicodedata.normalize("NFKC", text))
    return " ".join(folded.casefold().split())


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _without_about(year: str) -> tuple[str, bool]:
    bare = _ABOUT.sub("", year)
    return bare, bare != year


def _ask_for_the_missing(label: str, day: str, month: str, year: str, approximate: bool) -> None:
    given = {"day": day, "month": month, "year": year}
    needed = ["year"]
    if day or not approximate:
        needed = ["day", "month", "year"]
    missing = [part for part in needed if not given[part]]
    if missing:
        hint = ". If only the year is roughly known, write “about 1949”"
        asked = f"{label} must include a {' and a '.join(missing)}"
        raise NotADate(asked + (hint if approximate and "year" in missing else ""), *missing)


def _year(label: str, text: str, earliest: int, today: dt.date) -> int:
    if not text.isascii() or not text.isdigit():
        raise NotADate(f"{label} must have a year in numbers, like 1949, and this has “{text}”", "year")
    if len(text) != 4:
        raise NotADate(f"{label} must have a year of 4 numbers, like 1949, and this has {text}", "year")
    if int(text) < earliest:
        raise NotADate(f"{label} must be in {earliest} or later, and this has {text}: check the year", "year")
    if int(text) > today.year + 100:
        raise NotADate(f"{label} is more than 100 years from now: check the year {text}", "year")
    return int(text)


def _month(label: str, text: str) -> int:
    if text in _MONTHS:
        return _MONTHS[text]
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 12:
        raise NotADate(f"{label} must have a month from 1 to 12, or its name, and this has “{text}”", "month")
    return int(text)


def _day(label: str, text: str, month: int, year: int) -> int:
    last = calendar.monthrange(year, month)[1]
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise NotADate(f"{label} must have a day in numbers, and this has “{text}”", "day")
    if int(text) > last:
        name = calendar.month_name[month]
        wrong = f"{name} {year} has {last} days, and this has day {text}"
        raise NotADate(f"{label} must be a real date: {wrong}", "day")
    return int(text)


def _begins(read_date: ApproximateDate) -> dt.date:
    """The first day of the month or year itself: "about 2027" said in 2026 is still to come."""
    return dt.date(read_date.year or 1, read_date.month or 1, read_date.day or 1)
