"""What a worker types in the one search box, read into names, a date, a place and numbers."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from alongside.people.rules.names import tokens
from alongside.people.rules.nhs_number import is_nhs_number
from alongside.people.rules.reading import month_number
from alongside.people.rules.search_keys import compact_postcode

OLDEST = 105
"""Years: a two-digit year of birth means the last century unless that would make somebody older."""

LONGEST_QUERY = 200
"""Characters read; what a person's name or a pasted line can hold, and no more work than that."""


@dataclass(frozen=True, slots=True)
class Query:
    """One search, read. `postcode` is compact ("nw94ab"), or the
    area alone ("nw9")."""

    words: tuple[str, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    postcode: str = ""
    nhs_number: str = ""
    reference: str = ""

    @property
    def whole_postcode(self) -> bool:
        """Whether the postcode is a whole one, not an area."""
        return len(self.postcode) > 4

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words or self.year or self.postcode or self.nhs_number or self.reference)


_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    r"(?<!\d)(?:(?P<y1>\d{4})[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?)"
    r"|(?P<d2>\d\d?)[-/. ](?P<m2>\d\d?)[-/. ](?P<y2>\d{4}|\d\d)"
    r"|(?P<d3>\d\d)(?P<m3>\d\d)(?P<y3>(?:19|20)\d\d))(?!\d)"
)
_MONTH_BEFORE = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[-\s.]*|\b(born|dob|in|of)[\s:.]*)?\b([a-z]{3,9})[-\s.,]*$"
)
_ALSO_FORENAMES = frozenset(("jan", "april", "may", "june", "august"))
_YEAR = re.compile(r"(?<![\d#])(?:19|20)\d\d(?!\d)")
_NHS = re.compile(r"(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{4}(?!\d)")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b")
_AREA = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)(?:\s+\d)?\b")
_REFERENCE = re.compile(r"#(\w+)|\b(\d{1,9})\b")
_LABELS = re.compile(
    r"\b(?:d\.?o\.?b\b\.?|born|birth|date|on|in|about|circa|c\.|nhs|no\b\.?|number|id|ref|aged)(?!\w)"
)
"""Words that only say what the number beside them is."""


def read_query(text: str, today: dt.date) -> Query:
    """Read one line: names in any order, a date or year of birth, NHS number, postcode, Alongside number.

    "smith john dob 3/7/41 NW9" and "John Smith, 3 July 1941" read alike. What is no number, date or place
    is a name; nothing is refused. `today` decides the century of a two-digit year.
    """
    text = text[:LONGEST_QUERY].casefold()
    if not _DIGIT.search(text):
        return Query(words=tokens(text))
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(each, each)) for each in text)
    reading = _Reading(text, today)
    year, month, day = reading.born()
    nhs_number = postcode = reference = ""
    if _DIGIT.search(reading.rest):
        nhs_number = reading.nhs_number()
        postcode = reading.postcode()
        reference = reading.reference()
    words = tokens(_DIGIT.sub(" ", _LABELS.sub(" ", reading.rest)))
    return Query(words, year, month, day, postcode, nhs_number, reference)


class _Reading:
    """The text as far as it has been read: each reader takes its part out of `rest`."""

    def __init__(self, text: str, today: dt.date) -> None:
        self.rest = text
        self.today = today
        digit = _DIGIT.search(text)
        self.first_digit = digit.start() if digit else len(text)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.rest)
        if found:
            self._without(found)
        return found

    def _without(self, found: re.Match[str]) -> None:
        self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}"

    def born(self) -> tuple[int | None, int | None, int | None]:
        found = _DATE.search(self.rest, self.first_digit)
        if found and (
            date := self._date(*(int(part) for part in found.groups() if part), iso=bool(found["y1"]))
        ):
            self._without(found)
            return date
        found = _YEAR.search(self.rest, self.first_digit)
        if not found:
            return None, None, None
        month, day = self._month_before(found)
        return int(found[0]), month, day

    def _month_before(self, year: re.Match[str]) -> tuple[int | None, int | None]:
        """The month in words before a year, and its day; takes what it reads.

        "Smith June 1949" may be June Smith: without a day or "born", June stays a name, too.
        """
        self._without(year)
        found = _MONTH_BEFORE.search(self.rest, max(0, year.start() - 20), year.start())
        month = month_number(found[3]) if found else None
        if not found or not month:
            return None, None
        if found[1] or found[2] or found[3] not in _ALSO_FORENAMES:
            self._without(found)
        return month, int(found[1]) if found[1] else None

    def _date(self, first: int, month: int, last: int, *, iso: bool) -> tuple[int, int, int] | None:
        """The parts if they can make a date in either order of day and month."""
        year, day = (first, last) if iso else (last, first)
        if year < 100:
            year += 1900 if self.today.year - 1900 - year <= OLDEST else 2000
        if month > 12:
            month, day = day, month
        return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None

    def nhs_number(self) -> str:
        found = _NHS.search(self.rest)
        if not found or not is_nhs_number(found[0]):
            return ""
        self._without(found)
        return re.sub(r"\D", "", found[0])

    def postcode(self) -> str:
        if found := self._take(_POSTCODE):
            return compact_postcode(found[0])
        found = self._take(_AREA)
        return found[1] if found else ""

    def reference(self) -> str:
        found = self._take(_REFERENCE)
        return (found[1] or found[2]) if found else ""
