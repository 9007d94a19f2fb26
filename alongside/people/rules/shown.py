"""What lists show of a person now, worked out from the dated statements about them. Pure: rows in, columns out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alongside.people.rules import search_keys
from alongside.people.rules.names import fold
from alongside.people.rules.standing import the_one
from alongside.people.rules.written import from_text

HOMES = ("home", "care-home", "supported-living", "no-fixed-abode")
"""Purposes of an address that say where somebody lives; one of them holds at a time."""

CONFIDENTIAL, UNSAFE = "confidential", "unsafe"
"""Marks on an address: not to be disclosed to anybody, and not to be written to or called at."""

NAMED = ("current", "legal", "birth", "previous", "alias", "script", "known-as")
"""Kinds of name, the one to show first first."""

BORN, NHS_NUMBER, NHS_STATUS, NHS_ABSENT = (
    "born",
    "nhs-number",
    "nhs-number-status",
    "nhs-number-absent-reason",
)
WARD = "ward"
"""The ward of somebody whose address is not known yet, as a list gave it."""
IDENTITY = (BORN, NHS_NUMBER, NHS_STATUS, NHS_ABSENT, WARD)
"""The attributes whose present value is also a column of the person."""


@dataclass(frozen=True)
class Shown:
    """The columns of the person that follow from dated rows."""

    name: str
    sort_name: str
    known_as: str
    born: str
    nhs_number: str
    nhs_status: str
    nhs_absent_reason: str
    postcode: str
    ward: str


def shown(names: Sequence[Any], addresses: Sequence[Any], traits: Sequence[Any], on: dt.date) -> Shown:
    """What holds on a day. Rows in the order recorded, those of merged records before the survivor's own."""
    here = home(addresses, on)
    name = _first(names, NAMED, on)
    known = _first(names, ("known-as",), on)
    number = _value(traits, NHS_NUMBER, on)
    return Shown(
        name=full_name(name.given, name.family) if name else "Name not known",
        sort_name=" ".join(fold(f"{name.family} {name.given}").split()) if name else "",
        known_as=full_name(known.given, known.family) if known else "",
        born=_value(traits, BORN, on),
        nhs_number=number,
        nhs_status=_value(traits, NHS_STATUS, on),
        nhs_absent_reason="" if number else _value(traits, NHS_ABSENT, on),
        postcode=here.postcode if here else "",
        ward=here.ward if here else _value(traits, WARD, on),
    )


def identity(
    names: Sequence[Any], addresses: Sequence[Any], columns: Shown, person_id: int
) -> search_keys.Identity:
    """What a person is found by: every name nobody withdrew, every postcode that may be disclosed."""
    return search_keys.Identity(
        names=tuple(
            dict.fromkeys(
                search_keys.Name(row.given, row.family) for row in names if row.withdrawn_at is None
            )
        ),
        born=from_text(columns.born),
        postcodes=tuple(
            dict.fromkeys(
                row.postcode
                for row in addresses
                if row.postcode and row.safety != CONFIDENTIAL and row.withdrawn_at is None
            )
        ),
        nhs_number=columns.nhs_number,
        reference=str(person_id),
    )


def full_name(given: str, family: str) -> str:
    """A name as it is said."""
    return f"{given} {family}".strip()


def home(addresses: Sequence[Any], on: dt.date) -> Any:
    """Where somebody lives, else where they stay for a time; None when that must not be disclosed."""
    lives = the_one([row for row in addresses if row.purpose in HOMES], on)
    here = lives or the_one([row for row in addresses if row.purpose == "temporary"], on)
    return None if here is None or here.safety == CONFIDENTIAL else here


def _first(names: Sequence[Any], kinds: Sequence[str], on: dt.date) -> Any:
    for kind in kinds:
        if found := the_one([row for row in names if row.kind == kind], on):
            return found
    return None


def _value(traits: Sequence[Any], attribute: str, on: dt.date) -> str:
    row = the_one([row for row in traits if row.attribute == attribute], on)
    return row.code if row else ""
