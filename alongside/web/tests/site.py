"""A small site to try the door on: its own pages, its own actors."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse

from alongside.web.door import Door, anyone
from alongside.web.errors import Clash, Forbidden, Missing, Refused, Stale
from alongside.web.forms import Date, Form, Text, TextArea, exact_date
from alongside.web.render import render


@dataclass(frozen=True)
class Reader:
    """Somebody signed in."""

    name: str = "Priya N"
    permissions: frozenset[str] = frozenset({"read", "see components"})

    def may(self, permission):
        return permission in self.permissions


door = Door()


def load(request):
    """Whoever the test put in the header; `broken` stands for a database that is away."""
    name = request.headers.get("X-Reader", "")
    if name == "broken":
        raise RuntimeError("no database")
    return Reader(name) if name else None


def reads(actor):
    return actor.may("read")


def never(actor):
    return False


class Note(Form):
    title = Text("What is it called?", missing="Enter a title")
    text = TextArea("What happened?", required=False)
    on = Date("When was it?", required=False, clean=exact_date)


@door.page("hello/", may=anyone, title="Hello")
def hello(request):
    return HttpResponse(f"hello {request.actor.name if request.actor else 'stranger'}")


@door.page("notes/<int:note_id>/", may=reads, title="A note")
def note(request, note_id):
    if note_id == 404:
        raise Missing
    if note_id == 403:
        raise Forbidden("This note is sealed.")
    return HttpResponse(f"note {note_id}")


@door.page("notes/new/", may=reads, title="New note")
def write(request):
    form = Note.of(request, version=3)
    if form.is_valid():
        save(form)
        return HttpResponse(f"saved {form.key} {form.version}")
    return render(request, "web/form.jinja", form=form, button="Save")


def save(form):
    """Stands for an action: refuses one title, and finds another stale."""
    if form.answers["title"] == "taken":
        raise Refused("There is a note of that name.", "title")
    if form.answers["title"] == "stale":
        theirs = [Clash("What happened?", form.answers["text"], "Their words", "text")]
        raise Stale(theirs, by="Tom B", at=datetime(2026, 6, 5, 13, 32, tzinfo=UTC), version=4)
    if form.answers["title"] == "broken":
        raise RuntimeError("a fault of ours")


@door.page("closed/", may=never, title="Closed")
def closed(request):
    return HttpResponse("you should not see this")


@door.page("bare-refusal/", may=reads)
def bare_refusal(request):
    raise Refused("The books are shut.")
