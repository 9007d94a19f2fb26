"""What the forms of this room ask: amounts, days, and the terms of a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alongside.commissioning.queries import choices, plans
from alongside.money import written
from alongside.people.pages.asking import said
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices as listed
from alongside.records.actors import Actor
from alongside.web.forms import Date, Form, Radios, Select, Text, TextArea, exact_date


def day(label: str, *, required: bool = True, hint: str = "") -> Date:
    """A day in full."""
    return Date(label, required=required, hint=hint, clean=exact_date)


def amount(label: str, *, required: bool = True, hint: str = "") -> Text:
    """A number of units, kept in hundredths."""
    look = {"width": 5, "inputmode": "decimal"}
    return Text(label, required=required, hint=hint, clean=written.hundredths, look=look)


def money(label: str, *, hint: str = "") -> Text:
    """An amount of money, kept in pence; blank is nothing."""
    look = {"width": 10, "inputmode": "decimal", "prefix": "£"}
    return Text(label, required=False, hint=hint, clean=written.pence, look=look)


def of_list(key: str) -> Callable[[], list[tuple[str, str]]]:
    """What may be chosen from a council's list today."""
    return lambda: listed(key)


def why(label: str = "Why?") -> TextArea:
    """A reason."""
    return TextArea(label, look={"rows": 2})


def note(label: str = "Anything else to know?") -> TextArea:
    """A remark."""
    return TextArea(label, required=False, look={"rows": 2})


class Terms(Form):
    """What a line is, who gives it, how much of it, and what it costs."""

    component = Select("What is it?", of_list("service-component"))
    service_type = Select("Type of service", of_list("service-type"))
    mechanism = Radios(
        "How is it delivered?",
        of_list("delivery-mechanism"),
        required=False,
        hint="The national return counts direct payments and managed budgets by this",
        look={"small": True},
    )
    provider_id = Select("Provider", [], required=False, empty="Not on the register")
    provider_name = Text(
        "Name of whoever gives it",
        required=False,
        hint="Where they are not on the register: a personal assistant, a club",
    )
    location = Text(
        "Location number with the Care Quality Commission", required=False, look={"width": 20}, max_length=30
    )
    units = amount("How many a week?", required=False, hint="Leave blank where it is not counted")
    unit = Select("Of what?", of_list("service-unit"), required=False, empty="Not counted")
    pence = money(
        "Cost", hint="What the council pays, like 21.50. Leave blank for what is arranged and not bought"
    )
    each = Select("For each", of_list("cost-frequency"))
    plan = Select("Which plan is it part of?", [], required=False, empty="None: arranged without a plan")
    detail = note("What is to be done, when?")


def ready(form: Form, person: Sheet, actor: Actor) -> None:
    """Fill the lists of a form that are known only when it is asked for."""
    offers = {
        "provider_id": choices.providers,
        "plan": lambda: plans.choices(person, actor),
        "carer_id": lambda: choices.carers(person),
        "cared_for_id": lambda: choices.cared_for(person),
    }
    for name, offer in offers.items():
        if name in form.fields:
            form.offer(name, offer())


BLANK_IS_NONE = ("units", "hours", "ends_on")


def answers(form: Form) -> dict[str, Any]:
    """The answers as the actions of this room take them: a number or day left blank is None."""
    given = said(form)
    return given | {name: given[name] or None for name in BLANK_IS_NONE if name in given}
