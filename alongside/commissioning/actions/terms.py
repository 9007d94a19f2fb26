"""The terms of a service line as somebody gives them, made sure of before they are written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from alongside.commissioning.actions import statements
from alongside.commissioning.models import Line
from alongside.money.rates import ONCE, by_time
from alongside.pathways.models import Journey
from alongside.people.actions.dated import line
from alongside.people.models import Person
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Refused

TERMS = (
    "plan", "service_type", "component", "mechanism", "provider_id", "provider_name", "location", "detail",
    "units", "unit", "pence", "each",
)  # fmt: skip


def terms(person: Person, given: Mapping[str, Any], *, by: Actor, at: datetime) -> dict[str, Any]:
    """What of a line is not its days, checked against the council's lists and against itself. Raises Refused."""
    unknown = set(given) - set(TERMS)
    if unknown:
        raise TypeError(f"A service line has no terms {sorted(unknown)}.")
    made = {
        "plan": plan(person, str(given.get("plan") or ""), by),
        "service_type": statements.code(
            "service-type", given.get("service_type", ""), "service_type", at, "Choose the type of service."
        ),
        "component": statements.code(
            "service-component", given.get("component", ""), "component", at, "Choose what it is."
        ),
        "mechanism": statements.code("delivery-mechanism", given.get("mechanism", ""), "mechanism", at),
        "location": line(given.get("location", ""), "location"),
        "detail": given.get("detail", "").strip(),
        **statements.provider(given.get("provider_id"), given.get("provider_name", "")),
        **_cost(given, at),
    }
    if made["component"] == "direct-payment" and made["mechanism"] not in ("", "direct-payment"):
        # The national return lets the component win: what we hold must not say two things.
        raise Refused("A direct payment is delivered as a direct payment. Check both.", "mechanism")
    return made


def _cost(given: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    units, unit = given.get("units"), given.get("unit") or ""
    pence, each = int(given.get("pence") or 0), given.get("each") or "week"
    statements.code("cost-frequency", each, "each", at, "Choose what the cost is for.")
    statements.code("service-unit", unit, "unit", at)
    if (units is None) != (unit == ""):
        raise Refused("Give both how many a week and of what, or neither.", "units" if unit else "unit")
    if units is not None and units <= 0:
        raise Refused("Enter more than nought, or leave it blank.", "units")
    if pence < 0:
        raise Refused("A cost is not less than nought.", "pence")
    if each != ONCE and not by_time(each):
        if units is None:
            raise Refused("Say how many a week: the cost is for each of them.", "units")
        if unit != each:
            raise Refused("The cost is for one thing and the units are another. Make them the same.", "each")
    return {"units": units, "unit": unit, "pence": pence, "each": each}


def plan(person: Person, subject: str, by: Actor) -> str:
    """The plan that something belongs to: work with this person that the actor can see, or "" for none."""
    if not subject:
        return ""
    key = subject.removeprefix("journey:")
    mine = Journey.objects.for_system(statements.WHY) if by is SYSTEM else Journey.objects.visible_to(by)
    if not key.isdigit() or not mine.filter(pk=int(key), person__root_id=person.root_id).exists():
        raise Refused("This plan is not this person’s. Open the page again.", "plan")
    return subject


def of(row: Line) -> dict[str, Any]:
    """The terms of a line as it stands."""
    return {name: getattr(row, name) for name in TERMS}
