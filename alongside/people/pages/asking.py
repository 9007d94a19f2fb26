"""What the forms about a person share: approximate dates, who told us, why it was wrong, until when it was right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse

from alongside.people.pages.about import draw
from alongside.people.queries.sheet import Sheet
from alongside.people.rules import reading
from alongside.people.rules.written import from_text, to_text
from alongside.records import clock
from alongside.web.door import ActorRequest
from alongside.web.errors import Refused
from alongside.web.forms import Date, Form, RawDate, Text, TextArea, exact_date


def date_text(label: str, *, past_only: bool = True) -> Callable[[RawDate], str]:
    """`clean=` of a date that may be approximate: the text the tables hold."""

    def clean(raw: RawDate) -> str:
        try:
            read = reading.read(
                raw.day, raw.month, raw.year, today=clock.today(), label=label, past_only=past_only
            )
        except reading.NotADate as error:
            raise Refused(str(error), next(iter(error.parts)) if len(error.parts) == 1 else "") from error
        return to_text(read)

    return clean


def boxes(text: str) -> RawDate:
    """What the three boxes of a date hold for a text of the tables."""
    read = from_text(text)
    year = f"about {read.year}" if read.about else str(read.year or "")
    return RawDate(str(read.day or ""), str(read.month or ""), year)


def since(label: str = "Since when?", *, past_only: bool = True) -> Date:
    """An approximate date from which something holds; blank is not known."""
    return Date(label, required=False, approximate=True, clean=date_text("The date", past_only=past_only))


def told_by() -> Text:
    """Who said so."""
    return Text(
        "Who told you?", required=False, hint="For example: the person, their son Kofi, a letter from the GP"
    )


def coming(raw: RawDate) -> date:
    """`clean=` of a day to come."""
    day = exact_date(raw)
    if day <= clock.today():
        raise Refused("The date must be after today", "day")
    return day


class End(Form):
    """Something was right and no longer is."""

    ends_on = Date("Until when was it right?", approximate=True, clean=date_text("The end"))


class Withdraw(Form):
    """Something was never right."""

    why = TextArea("What was wrong?", missing="Say what was wrong", look={"rows": 2})


def why() -> TextArea:
    """Why an entry is put right."""
    return TextArea(
        "What was wrong?",
        hint="A change is not a mistake: if it was right once, add the new one instead.",
        missing="Say what was wrong",
        look={"rows": 2},
    )


def ask(
    request: ActorRequest,
    person: Sheet,
    form: Form,
    *,
    title: str,
    button: str,
    back: str,
    template: str = "people/ask.jinja",
    **more: Any,
) -> HttpResponse:
    """A page that is one form about a person."""
    context: Mapping[str, Any] = {"says": "", "aside": ()} | more
    return draw(request, template, person, form=form, title=title, button=button, back=back, **context)


def said(form: Form) -> dict[str, Any]:
    """The answers as actions take them: a date left blank is blank text."""
    return {name: "" if answer is None else answer for name, answer in form.answers.items()}
