"""One row of a list, read: who, since when, how urgent. What it does not say is blank, and nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from alongside.integration.rules import days
from alongside.people.rules import nhs_number
from alongside.people.rules.names import fold

NOTHING = frozenset({"", "-", "n/a", "na", "none", "null", "nil", "unknown", "not known", "tbc", "?"})
"""What stands in a cell of which nothing is known."""
LONGEST = 200
"""Characters of a cell that is taken over; what is longer is no name and no number."""
OLDEST, LONGEST_WAIT = 120, 50
"""In years before the day of the list: systems write a day like 01/01/1900 when they know none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be taken: somebody who waits, or waited until `completed`.

    `nhs_number` is as ten digits where it has ten, right or not; `said` holds what no code was found for, by what it
    is of, in the list's words.
    """

    number: int
    reference: str
    given: str
    family: str
    born: str
    nhs_number: str
    nhs_right: bool
    since: date
    completed: date | None
    priority: int | None
    band: str
    ethnicity: str
    ward: str
    said: tuple[tuple[str, str], ...] = ()

    @property
    def nhs_wrong(self) -> bool:
        """Whether there is a number and it cannot be right."""
        return bool(self.nhs_number) and not self.nhs_right

    @property
    def nhs_said(self) -> str:
        """What stands for a number and has digits, but not ten; blank where nothing does."""
        said = dict(self.said).get("nhs_number", "")
        return said if any(each.isdigit() for each in said) else ""

    @property
    def name(self) -> str:
        """As it is said."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be taken, and why."""

    number: int
    reference: str
    why: str


class _Refused(Exception):
    """Why one row cannot be taken."""


class Reading:
    """Reads rows by one mapping: the codes of the council's lists by what lists call them, and the day of the list."""

    def __init__(
        self,
        *,
        as_at: date,
        priorities: Mapping[str, int],
        ethnicities: Mapping[str, str],
        wards: Mapping[str, str],
        month_first: bool = False,
    ) -> None:
        self._as_at, self._month_first = as_at, month_first
        self._priorities = {key.casefold(): number for key, number in priorities.items()}
        self._ethnicities, self._wards = ethnicities, wards

    def read(self, number: int, cells: Mapping[str, str]) -> Entry | Refusal:
        """What a row says, or why it cannot be taken."""
        try:
            return self._read(number, cells)
        except (_Refused, days.NotADay) as why:
            return Refusal(number, cells.get("reference", "")[:LONGEST], f"{why}.")

    def _read(self, number: int, cells: Mapping[str, str]) -> Entry:
        _refuse_long(cells)
        given, family = _name(cells["given_name"]), _name(cells["family_name"])
        if not given and not family:
            raise _Refused("There is no name")
        born = self._born(cells["born"])
        since, completed = self._times(cells, born)
        nhs, right = _nhs_number(cells.get("nhs_number", ""))
        said: list[tuple[str, str]] = [] if nhs else _words("nhs_number", cells.get("nhs_number", ""))
        ethnicity = self._code("ethnicity", self._ethnicities, cells, said)
        ward = self._code("ward", self._wards, cells, said)
        band = cells.get("priority", "")
        priority = self._priorities.get(band.casefold())
        if priority is None and self._priorities:
            said += _words("priority", band)
        return Entry(
            number=number,
            reference=cells.get("reference", ""),
            given=given,
            family=family,
            born=born,
            nhs_number=nhs,
            nhs_right=right,
            since=since,
            completed=completed,
            priority=priority,
            band="" if _blank(band) else band,
            ethnicity=ethnicity,
            ward=ward,
            said=tuple(said),
        )

    def _times(self, cells: Mapping[str, str], born: str) -> tuple[date, date | None]:
        if _blank(cells["since"]):
            raise _Refused("There is no day since when it waits")
        since = self._day(cells["since"])
        if since > self._as_at:
            raise _Refused(f"It waits since {since:%d/%m/%Y}, which is after the day of the list")
        if since.isoformat() < born:
            raise _Refused(f"It waits since {since:%d/%m/%Y}, before the person was born")
        if self._as_at.year - since.year > LONGEST_WAIT:
            raise _Refused(f"It waits since {since:%d/%m/%Y}, more than {LONGEST_WAIT} years: {_UNKNOWN}")
        if _blank(cells.get("completed", "")):
            return since, None
        completed = self._day(cells["completed"])
        if completed > self._as_at:
            raise _Refused(f"It was completed on {completed:%d/%m/%Y}, which is after the day of the list")
        if completed < since:
            raise _Refused(f"It was completed on {completed:%d/%m/%Y}, before it began to wait")
        return since, completed

    def _day(self, text: str) -> date:
        return days.read(text, self._month_first)

    def _born(self, text: str) -> str:
        if _blank(text):
            return ""
        if not days.has_whole_year(text):
            raise _Refused(f"“{text}” may be one of two centuries: write the year of birth with four figures")
        born = self._day(text)
        if born > self._as_at:
            raise _Refused(f"The date of birth, {born:%d/%m/%Y}, is after the day of the list")
        if self._as_at.year - born.year > OLDEST:
            raise _Refused(
                f"The date of birth, {born:%d/%m/%Y}, is more than {OLDEST} years ago: {_UNKNOWN}. "
                "Leave the cell blank if nobody knows it"
            )
        return born.isoformat()

    def _code(
        self,
        what: str,
        known: Mapping[str, str],
        cells: Mapping[str, str],
        said: list[tuple[str, str]],
    ) -> str:
        text = cells.get(what, "")
        code = known.get(text) or known.get(plain(text), "")
        if not code:
            said += _words(what, text)
        return code


_UNKNOWN = "systems write such a day when they know none"


def _refuse_long(cells: Mapping[str, str]) -> None:
    if max(map(len, cells.values())) <= LONGEST:
        return
    what, text = next((what, text) for what, text in cells.items() if len(text) > LONGEST)
    raise _Refused(
        f"The {what.replace('_', ' ')} has {len(text):,} characters, and at most {LONGEST} are taken. "
        "Look whether two columns or rows have run together"
    )


def plain(text: str) -> str:
    """How a label is compared: small letters, no marks, “and” left out."""
    return " ".join(word for word in fold(text).split() if word != "and")


def labels(entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Codes by their labels as they are written and as they are compared."""
    listed = [(label, code) for label, code in entries if label]
    return {plain(label): code for label, code in listed} | dict(listed)


def _blank(text: str) -> bool:
    return not text or text.casefold() in NOTHING


def _words(what: str, text: str) -> list[tuple[str, str]]:
    return [] if _blank(text) else [(what, text)]


def _name(text: str) -> str:
    """A name in capitals only is put as names are written; any other stays as it is."""
    tidy = text if text.isalnum() else " ".join(text.split())
    if not tidy.isupper() or len(tidy) < 2:
        return tidy
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), tidy)


def _nhs_number(text: str) -> tuple[str, bool]:
    """Ten digits, and whether they can be an NHS number; blank when they are not ten."""
    if len(text) == 10 and text.isascii() and text.isdigit():
        return text, _right(text)
    if _blank(text):
        return "", False
    digits = re.sub(r"[\s-]", "", text)
    if len(digits) == 10 and digits.isascii() and digits.isdigit():
        return digits, _right(digits)
    return "", False


def _right(digits: str) -> bool:
    check = nhs_number.check_digit(digits[:-1])
    return check == int(digits[-1]) and len(set(digits)) > 1
