"""A small site to try the door on: its own pages, its own actors."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from alongside.web.door import ActorRequest, Door, anyone
from alongside.web.errors import Clash, Forbidden, Missing, Refused, Stale
from alongside.web.forms import Date, Form, Text, TextArea, exact_date
from alongside.web.render import render


@dataclass(frozen=True)
class Reader:
    """Somebody signed in."""

    name: str = "Priya N"
    permissions: frozenset[str] = frozenset({"read", "see components"})

    def may(self, permission: str) -> bool:
        return permission in self.permissions


door = Door()
SIGNED_IN = {"X-Reader": "Priya N"}
SAVED_AT = datetime(2026, 6, 5, 13, 32, tzinfo=UTC)


def load(request: HttpRequest) -> Reader | None:
    """Whoever the test put in the header; `broken` stands for a record that cannot be reached."""
    name = request.headers.get("X-Reader", "")
    if name == "broken":
        raise OperationalError("no database")
    return Reader(name) if name else None


def reads(actor: Reader) -> bool:
    return actor.may("read")


def never(actor: Reader) -> bool:
    return False


class Note(Form):
    """A form with a rule behind it."""

    title = Text("What is it called?", missing="Enter a title")
    text = TextArea("What happened?", required=False)
    on = Date("When was it?", required=False, clean=exact_date)
    password = Text("A secret", required=False)


@door.page("hello/", may=anyone, title="Hello")
def hello(request: ActorRequest) -> HttpResponse:
    return HttpResponse(f"hello {request.actor.name if request.actor else 'stranger'}")


@door.page("notes/<int:note_id>/", may=reads, title="A note", methods=("GET",))
def note(request: ActorRequest, note_id: int) -> HttpResponse:
    if note_id == 404:
        raise Missing
    if note_id == 403:
        raise Forbidden("This note is sealed.")
    return HttpResponse(f"note {note_id}")


@door.page("notes/new/", may=reads, title="New note")
def write(request: ActorRequest) -> HttpResponse:
    form = Note.of(request, version=3)
    if form.is_valid():
        save(form)
        return HttpResponse(f"saved {form.key} {form.version}")
    return render(request, "web/form.jinja", form=form, button="Save")


def save(form: Note) -> None:
    """Stands for an action."""
    match form.answers["title"]:
        case "taken":
            raise Refused("There is a note of that name.", "title")
        case "late":
            raise Refused("The month is closed.")
        case "stale":
            theirs = [Clash("What happened?", form.answers["text"], "Their words", "text")]
            raise Stale(theirs, by="Tom B", at=SAVED_AT, version=4)
        case "stale date":
            raise Stale(
                [Clash("When was it?", "27 March", "28 March", "on")], by="Tom B", at=SAVED_AT, version=4
            )
        case "stale for good":
            raise Stale([Clash("What happened?", "Mine", "Their words")], by="Tom B", at=SAVED_AT)
        case "broken":
            raise RuntimeError("a fault of ours")


@door.page("closed/", may=never, title="Closed")
def closed(request: ActorRequest) -> HttpResponse:
    return HttpResponse("you should not see this")


@door.page("shut/", may=reads)
def shut(request: ActorRequest) -> HttpResponse:
    raise Refused("The books are shut.")


def page_of(text: str, **context: Any) -> str:
    """What a template made of `text` draws, strict about names."""
    from alongside.web.render import environment

    return environment().from_string(text).render(**context)
