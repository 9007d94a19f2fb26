"""Recording that somebody died, moved away or came back, and taking a wrong report back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import life as actions
from alongside.people.pages.dating import past
from alongside.people.queries import life as queries
from alongside.people.queries.doors import choices
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, page, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, Select, Text, TextArea
from alongside.web.render import render


class Died(Form):
    """A death."""

    on = Date("When did they die?", approximate=True, clean=past("The date of death"))
    told_by = Text("Who told us?", missing="Say who told us, so that it can be checked")
    detail = TextArea("Anything else those who read it should know", required=False, look={"rows": 3})


class Moved(Form):
    """A move into another council's area."""

    to = Select("Which council’s area did they move to?", [])
    on = Date("When did they move?", approximate=True, clean=past("The date of the move"))
    told_by = Text("Who told us?", missing="Say who told us, so that it can be checked")
    detail = TextArea("Anything else those who read it should know", required=False, look={"rows": 3})

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["to"].choices = [("", "Choose one"), *choices("local-authority")]  # type: ignore[attr-defined]


class Returned(Form):
    """A return."""

    on = Date("When did they come back?", approximate=True, clean=past("The date of the return"))
    told_by = Text("Who told us?", missing="Say who told us, so that it can be checked")
    detail = TextArea("Anything else those who read it should know", required=False, look={"rows": 3})


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


@page("people/<int:person_id>/life/", may=access.record_life, title="Death, moving away and coming back")
def life(request: ActorRequest, person_id: int) -> HttpResponse:
    """What is recorded, and the way to record more."""
    row = queries.life(person_id, request.actor)
    saw(request.actor, "people.life", row.record_ids)
    return render(request, "people/life.jinja", row=row)


@page("people/<int:person_id>/died/", may=access.record_life, title="Record a death")
def record_death(request: ActorRequest, person_id: int) -> HttpResponse:
    """One act: the death, and everything that follows from it."""
    return _record(request, person_id, DEATH)


@page("people/<int:person_id>/moved-away/", may=access.record_life, title="Record a move away")
def record_move_away(request: ActorRequest, person_id: int) -> HttpResponse:
    """One act: the move, and everything that follows from it."""
    return _record(request, person_id, MOVE)


@page("people/<int:person_id>/returned/", may=access.record_life, title="Record a return")
def record_return(request: ActorRequest, person_id: int) -> HttpResponse:
    """One act: the return, and everything that follows from it."""
    return _record(request, person_id, RETURN)


def _record(request: ActorRequest, person_id: int, kind: Kind) -> HttpResponse:
    row = queries.life(person_id, request.actor)
    form = kind.form.of(request, version=row.version)
    if form.is_valid():
        kind.act(row.id, by=request.actor, key=form.key, version=form.version, **form.answers)
        return redirect(life, person_id=row.id)
    saw(request.actor, f"people.{kind.act.__name__}", row.record_ids)
    said, follows = kind.title.format(row.name), queries.follows(kind.of)
    return render(request, "people/life_event.jinja", title=said, row=row, form=form, follows=follows)


@page(
    "people/<int:person_id>/life/<int:event_id>/take-back/",
    may=access.record_life,
    title="Take back a wrong report",
)
def take_back(request: ActorRequest, person_id: int, event_id: int) -> HttpResponse:
    """Undo the last life event with everything it caused."""
    row = queries.life(person_id, request.actor)
    wrong = next((each for each in row.events if each.id == event_id), None)
    if wrong is None:
        raise Missing
    form = TakeBack.of(request)
    if form.is_valid():
        actions.take_back(event_id, by=request.actor, key=form.key, reason=form.answers["reason"])
        return redirect(life, person_id=row.id)
    saw(request.actor, "people.take_back", row.record_ids)
    return render(request, "people/take_back.jinja", row=row, wrong=wrong, form=form)
