"""Codes, approximate dates and holders in the words that pages show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from alongside import council
from alongside.council import Council
from alongside.people.rules.attributes import ATTRIBUTES, PRACTICES
from alongside.people.rules.written import from_text
from alongside.records import clock

Choice = tuple[str, str]


def label(key: str, code: str) -> str:
    """The word for a code of a list; the code itself where the council's list does not know it."""
    return _names(key).get(code, code)


def choices(key: str) -> list[Choice]:
    """What may be chosen from a list today."""
    if key == PRACTICES:
        return [(practice.code, practice.name) for practice in council.current().practices]
    entries = council.current().lists.get(key, on=clock.today()).entries
    return [(entry.code, entry.label) for entry in entries]


def value(attribute: str, code: str) -> str:
    """The word for a code of an attribute of a person; a date of birth as a date."""
    asked = ATTRIBUTES.get(attribute)
    return label(asked.codes, code) if asked else code


@lru_cache(maxsize=20_000)
def when(text: str) -> str:
    """An approximate date as read: “June 1949”, “about 1949”; blank for blank."""
    return str(from_text(text)) if text else ""


@lru_cache(maxsize=20_000)
def age(born: str, on: date) -> str:
    """Age in years on a day, as a range where the birth is approximate; blank when it is not known."""
    years = from_text(born).age(on) if born else None
    return str(years) if years else ""


def span(starts_on: str, ends_on: str) -> str:
    """“since June 2019”, “from 2019 until March 2024”, “until 2024”, or blank."""
    if starts_on and ends_on:
        return f"from {when(starts_on)} until {when(ends_on)}"
    if ends_on:
        return f"until {when(ends_on)}"
    return f"since {when(starts_on)}" if starts_on else ""


def ward(code: str) -> str:
    """The name of a ward of the council; its code where it is not one of the council's."""
    return _names(_WARDS).get(code, code)


def on_lines(text: str) -> Sequence[str]:
    """The lines of an address, without blank ones."""
    return [line for line in text.splitlines() if line.strip()]


_WARDS = "ward"
# Words by code, of the council asked for last.
_kept: dict[str, tuple[Council, dict[str, str]]] = {}


def _names(what: str) -> dict[str, str]:
    """The words of a list, or the names of the council's practices or wards."""
    here = council.current()
    kept = _kept.get(what)
    if kept is None or kept[0] is not here:
        kept = _kept[what] = (here, _names_in(here, what))
    return kept[1]


def _names_in(here: Council, what: str) -> dict[str, str]:
    if what == PRACTICES:
        return {practice.code: practice.name for practice in here.practices}
    if what == _WARDS:
        return {ward.code: ward.name for ward in here.wards}
    return {entry.code: entry.label for entry in here.lists.get(what).entries}
