"""What may be said of a person in definitions, forms and rules: named facts, each true, false or not known.

A fact is asked of a `Known`: a person's sheet on a day. A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.people.queries.around import circle, places
from alongside.people.queries.person import trait
from alongside.people.queries.sheet import Sheet, sheet
from alongside.people.rules.circle import AUTHORITY, UNPAID_CARERS
from alongside.people.rules.needs import NEEDS_NOBODY
from alongside.people.rules.standing import holds, standing, the_one
from alongside.people.rules.written import from_text
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.records.facts import fact


@dataclass(frozen=True)
class Known:
    """What is known of a person, and the day it is asked of."""

    of: Sheet
    on: date


def known(person_id: int) -> Known:
    """What facts are asked of, read for the system. Raises LookupError for a record that is not there or merged."""
    found = sheet(person_id, SYSTEM)
    if not isinstance(found, Sheet):
        raise LookupError(f"There is no person {person_id}, or the record was merged.")
    return Known(found, clock.today())


def _yes_no(of: Known, attribute: str) -> bool | None:
    row = trait(of.of, attribute, of.on)
    return {"yes": True, "no": False}.get(row.b) if row else None


@fact("has an unpaid carer", "Somebody who is not paid for it cares for the person.", about="person")
def _carer(of: Known) -> bool | None:
    named = any(tie.kind in UNPAID_CARERS and not tie.theirs and holds(tie, of.on) for tie in of.of.ties)
    return True if named else _yes_no(of, "has-unpaid-carer")


@fact("is an unpaid carer", "The person cares for somebody on record without being paid.", about="person")
def _cares(of: Known) -> bool | None:
    return any(tie.kind in UNPAID_CARERS and tie.theirs and holds(tie, of.on) for tie in of.of.ties)


@fact("needs an interpreter", "Somebody has to interpret when the person is spoken to.", about="person")
def _interpreter(of: Known) -> bool | None:
    row = the_one([each for each in of.of.said.get("need", ()) if each.a == "interpreter"], of.on)
    if row is None or row.b == "not-known":
        return None
    return row.b not in NEEDS_NOBODY


@fact("has a confidential address", "An address of the person must not be disclosed.", about="person")
def _confidential(of: Known) -> bool | None:
    return any(place.confidential for place in places(of.of, of.on))


@fact("has an address", "It is known where the person lives or stays.", about="person")
def _address(of: Known) -> bool | None:
    return bool(places(of.of, of.on))


@fact("date of birth is known", "The day, month and year of birth are recorded.", about="person")
def _born(of: Known) -> bool | None:
    return bool(of.of.born) and from_text(of.of.born).day is not None


@fact("is 18 or over", "The person has turned 18.", about="person")
def _adult(of: Known) -> bool | None:
    age = from_text(of.of.born).age(of.on) if of.of.born else None
    if age is None or age.least < 18 <= age.most:
        return None
    return age.least >= 18


@fact("NHS number is known", "An NHS number is recorded.", about="person")
def _number(of: Known) -> bool | None:
    return bool(of.of.nhs_number)


@fact("has died", "The person has died.", about="person")
def _died(of: Known) -> bool | None:
    return bool(of.of.died)


@fact("has moved away", "The person has moved to another council's area.", about="person")
def _moved(of: Known) -> bool | None:
    return bool(of.of.moved_away)


@fact("record is restricted", "Only those named on the record may see it.", about="person")
def _restricted(of: Known) -> bool | None:
    return of.of.restricted


@fact("may leave a message", "There is a number or address where a message may be left.", about="person")
def _message(of: Known) -> bool | None:
    said = [row.c for row in standing(of.of.said.get("reach", ()), of.on)]
    if "yes" in said:
        return True
    return False if said and set(said) == {"no"} else None


@fact("has an alert", "Those who visit or ring must know something first.", about="person")
def _alert(of: Known) -> bool | None:
    return bool(of.of.said.get("alert"))


@fact(
    "somebody has authority to act",
    "An attorney, deputy or guardian acts, whose document was seen.",
    about="person",
)
def _authority(of: Known) -> bool | None:
    return any(
        tie.kind in AUTHORITY and not tie.theirs and tie.seen_on and holds(tie, of.on) for tie in of.of.ties
    )


@fact("somebody must not be contacted", "There is somebody who must not learn of the person.", about="person")
def _keep_away(of: Known) -> bool | None:
    return any(each.keep_away for each in circle(of.of, of.on))


@fact(
    "communication needs are known",
    "It was asked how the person needs to be spoken and written to.",
    about="person",
)
def _asked(of: Known) -> bool | None:
    return any(row.a in {"spoken", "read", "format", "support"} for row in of.of.said.get("need", ()))


@fact("a need is not met", "A communication need or adjustment is recorded as not met.", about="person")
def _unmet(of: Known) -> bool | None:
    return any(row.f in {"no", "partly"} for row in standing(of.of.said.get("need", ()), of.on))
