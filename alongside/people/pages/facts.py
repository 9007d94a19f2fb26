"""The attributes of a person: changed from a date, put right, with all each ever was; and all of them at two times."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.utils import timezone

from alongside.people import access
from alongside.people.actions import traits as actions
from alongside.people.pages.about import about, draw, tab
from alongside.people.pages.asking import Withdraw, ask, boxes, said, since, told_by, why
from alongside.people.pages.listing import Deed, Part, about_entry, columns, one
from alongside.people.queries import history as queries
from alongside.people.queries import person as people
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.people.rules import reading
from alongside.people.rules.attributes import ATTRIBUTES, GROUPS, Attribute
from alongside.records import clock
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Form, Select, Text


class Fact(Form):
    """An attribute as it is from a date on."""

    code = Select("What is it?", [])
    own_words = Text("In the person's own words", required=False)
    starts_on = since()
    told_by = told_by()


class CorrectFact(Form):
    """An attribute that was recorded wrongly."""

    code = Select("What is it?", [])
    own_words = Text("In the person's own words", required=False)
    starts_on = since()
    why = why()


def _asked(attribute: str) -> Attribute:
    if attribute not in ATTRIBUTES:
        raise Missing
    return ATTRIBUTES[attribute]


def _ready(form: Form, asked: Attribute) -> None:
    if "code" in form.fields:
        form.offer("code", choices(asked.codes))
        form.fields["code"].label = asked.title
        form.fields["code"].hint = asked.hint  # type: ignore[attr-defined]
    if not asked.own_words:
        form.fields.pop("own_words", None)


@about("facts/", may=access.see, title="Facts")
def facts(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Every fact as it was on a day, as was recorded by another: both are today unless asked otherwise."""
    on, on_wrong = _day(request.GET.get("on", ""), "The first date")
    by, by_wrong = _day(request.GET.get("by", ""), "The second date")
    then = queries.facts_then(person, request.actor, on or clock.today(), _end_of(by) if by else None)
    return draw(
        request,
        "people/facts.jinja",
        person,
        title="Facts",
        groups=_grouped(people.facts(person, clock.today())),
        then=then,
        on=request.GET.get("on", ""),
        by=request.GET.get("by", ""),
        wrong=[each for each in (on_wrong, by_wrong) if each],
        asked=bool(on or by),
        on_day=on or clock.today(),
        by_day=by,
        change_fact=change_fact,
    )


def _grouped(lines: list[people.FactLine]) -> list[tuple[str, list[people.FactLine]]]:
    return [(group, [line for line in lines if line.group == group]) for group in GROUPS]


def _day(text: str, label: str) -> tuple[date | None, str]:
    """The day a line means and what is wrong with it; of an approximate date the last day."""
    try:
        read = reading.read_text(text, today=clock.today(), label=label)
    except reading.NotADate as error:
        return None, str(error)
    return (read.latest(), "") if read.known else (None, "")


def _end_of(day: date) -> datetime:
    """The last moment of a London day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(
        microseconds=1
    )


@about("facts/<slug:attribute>/", may=access.change, title="Change a fact")
def change_fact(request: ActorRequest, person: Sheet, attribute: str) -> HttpResponse:
    """State an attribute as it is from a date on; below it all it ever was."""
    asked = _asked(attribute)
    form = Fact.of(request, version=person.version)
    _ready(form, asked)
    if form.is_valid():
        actions.set_trait(
            person.id, by=request.actor, key=form.key, version=form.version, attribute=attribute, **said(form)
        )
        return redirect("people.show", person_id=person.id)
    history = queries.traits(person, request.actor, clock.today(), attribute)
    part = Part(asked.title, history, correct_fact, change_fact, "", "", place="trait_id")
    return ask(
        request,
        person,
        form,
        template="people/fact.jinja",
        title=asked.title,
        button="Save",
        back=link("people.show", person_id=person.id),
        aside=[("Recorded now", each.said) for each in history.now] or [("Recorded now", "")],
        history=history,
        columns=columns(part, person, access.change(request.actor), past=True),
    )


DEEDS = {
    "correct": Deed("Put it right", CorrectFact, "Save", actions.correct_trait),
    "withdraw": Deed(
        "It was never so",
        Withdraw,
        "Withdraw",
        actions.withdraw_trait,
        says="What it had replaced, if anything, stands again. The entry stays in the history.",
        warning=True,
    ),
}


@about("facts/entries/<int:trait_id>/", may=access.change, title="Put a fact right")
def correct_fact(request: ActorRequest, person: Sheet, trait_id: int) -> HttpResponse:
    """Put one statement of an attribute right, or withdraw it."""
    row = next((each for each in person.said.get("trait", ()) if each.id == trait_id), None)
    if row is None or row.a not in ATTRIBUTES:
        raise Missing
    asked = _asked(row.a)
    entry = queries.entry(queries.traits(person, request.actor, clock.today(), row.a), trait_id)
    return one(
        request,
        person,
        DEEDS,
        title=asked.title,
        aside=about_entry(entry),
        back=link(change_fact, person_id=person.id, attribute=row.a),
        initial={"code": row.b, "own_words": row.c, "starts_on": boxes(row.starts_on)},
        ready=lambda form: _ready(form, asked),
        trait_id=trait_id,
    )


tab("Facts", facts, order=60)
