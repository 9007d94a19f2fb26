"""Recording that somebody died, moved away or came back, and taking a wrong report back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import life as actions
from alongside.people.pages.about import about, draw, offer
from alongside.people.pages.asking import date_text, said
from alongside.people.queries import life as queries
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.web.door import ActorRequest, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, Select, Text, TextArea


def _told_by() -> Text:
    return Text("Who told us?", missing="Say who told us, so that it can be checked")


def _detail() -> TextArea:
    return TextArea("Anything else those who read it should know", required=False, look={"rows": 3})


class Died(Form):
    """A death."""

    on = Date("When did they die?", approximate=True, clean=date_text("The date of death"))
    told_by = _told_by()
    detail = _detail()


class Moved(Form):
    """A move into another council's area."""

    to = Select("Which council’s area did they move to?", [])
    on = Date("When did they move?", approximate=True, clean=date_text("The date of the move"))
    told_by = _told_by()
    detail = _detail()

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["to"].choices = [("", "Choose one"), *choices("local-authority")]  # type: ignore[attr-defined]


class Returned(Form):
    """A return."""

    on = Date("When did they come back?", approximate=True, clean=date_text("The date of the return"))
    told_by = _told_by()
    detail = _detail()


class TakeBack(Form):
    """The end of a wrong report."""

    reason = TextArea("How do you know that the report was wrong?", look={"rows": 3})


class Kind(NamedTuple):
    """One kind of life event: how it is asked for, done and called."""

    of: str
    form: type[Form]
    act: Callable[..., int]
    title: str


DEATH = Kind("death", Died, actions.record_death, "Record that {} died")
MOVE = Kind("move away", Moved, actions.record_move_away, "Record that {} moved away")
RETURN = Kind("return", Returned, actions.record_return, "Record that {} came back")


@about("life/", may=access.record_life, title="Death, moving away and coming back")
def life(request: ActorRequest, person: Sheet) -> HttpResponse:
    """What is recorded, and the way to record more."""
    return draw(
        request, "people/life.jinja", person, title=life.title, events=queries.events(person, request.actor)
    )


@about("died/", may=access.record_life, title="Record a death")
def record_death(request: ActorRequest, person: Sheet) -> HttpResponse:
    """One act: the death, and everything that follows from it."""
    return _record(request, person, DEATH)


@about("moved-away/", may=access.record_life, title="Record a move away")
def record_move_away(request: ActorRequest, person: Sheet) -> HttpResponse:
    """One act: the move, and everything that follows from it."""
    return _record(request, person, MOVE)


@about("returned/", may=access.record_life, title="Record a return")
def record_return(request: ActorRequest, person: Sheet) -> HttpResponse:
    """One act: the return, and everything that follows from it."""
    return _record(request, person, RETURN)


def _record(request: ActorRequest, person: Sheet, kind: Kind) -> HttpResponse:
    form = kind.form.of(request, version=person.version)
    if form.is_valid():
        kind.act(person.id, by=request.actor, key=form.key, version=form.version, **said(form))
        return redirect(life, person_id=person.id)
    title, follows = kind.title.format(person.name), queries.follows(kind.of)
    return draw(request, "people/life_event.jinja", person, title=title, form=form, follows=follows)


@about("life/<int:event_id>/take-back/", may=access.record_life, title="Take back a wrong report")
def take_back(request: ActorRequest, person: Sheet, event_id: int) -> HttpResponse:
    """Undo the last life event with everything it caused."""
    recorded = queries.events(person, request.actor)
    wrong = next((each for each in recorded if each.id == event_id), None)
    if wrong is None:
        raise Missing
    form = TakeBack.of(request)
    if form.is_valid():
        actions.take_back(event_id, by=request.actor, key=form.key, reason=form.answers["reason"])
        return redirect(life, person_id=person.id)
    return draw(request, "people/take_back.jinja", person, title=take_back.title, wrong=wrong, form=form)


offer("Death or a move", life, order=60)
