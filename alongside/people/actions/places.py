"""Where a person lives and how to reach them."""

from __future__ import annotations

from datetime import datetime

from alongside import council
from alongside.people.actions import dated
from alongside.people.actions.identity import in_list
from alongside.people.models import Address, Person
from alongside.records.actors import Actor
from alongside.web.errors import Refused

SAFE, CONFIDENTIAL = "safe", "confidential"
SAFETY = {
    SAFE: "Safe address: not to be given to anybody the person has not named",
    CONFIDENTIAL: "Confidential: shown only to those who open it, each time written down",
}
MESSAGE = ("yes", "no", "not asked")


def state_address(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    purpose: str,
    lines: str,
    postcode: str = "",
    uprn: str = "",
    safety: str = "",
    safety_why: str = "",
    starts_on: str = "",
    ends_on: str = "",
    told_by: str = "",
) -> Address:
    """Append an address, for actions that refresh what is shown themselves. Ward and small area follow from the
    postcode where the council's directory holds it; an address it does not hold is listed, never refused."""
    in_list("address-purpose", purpose, "purpose", at)
    tidy = _tidy(postcode)
    written = dated.block(lines)
    if not written and not tidy and purpose != "no-fixed-abode":
        raise Refused(
            "Enter the address as you would write it on an envelope, or at least a postcode.", "lines"
        )
    if safety and safety not in SAFETY:
        raise Refused("Select how the address must be kept.", "safety")
    why = dated.line(
        safety_why, "safety_why", "Say why this address must not be disclosed." if safety else ""
    )
    place = council.current().place(tidy)
    return dated.append(
        Address,
        person,
        by=by,
        at=at,
        purpose=purpose,
        lines=written,
        postcode=tidy,
        uprn=_uprn(uprn),
        safety=safety,
        safety_why=why,
        ward=place.ward if place else "",
        lsoa=place.lsoa if place else "",
        starts_on=starts_on,
        ends_on=ends_on,
        told_by=told_by,
    )


def _tidy(postcode: str) -> str:
    """The postcode in its usual form; one that has not the shape of one is kept as it was typed, in capitals."""
    typed = " ".join(postcode.split()).upper()
    return council.tidy_postcode(typed) or typed


def _uprn(text: str) -> str:
    """Unique Property Reference Number: up to twelve digits (Ordnance Survey), kept without leading noughts."""
    typed = "".join(text.split())
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 12):
        raise Refused("A UPRN has up to 12 digits and nothing else. Leave it out if it is not known.", "uprn")
    return typed.lstrip("0")
