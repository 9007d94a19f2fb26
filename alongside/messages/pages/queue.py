"""Lists of letters over all the reader's people: on their way, stopped, to print and post, come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.messages import access, actions
from alongside.messages.pages.letters import STATE, letter
from alongside.messages.queries import lists as queries
from alongside.messages.queries.lists import Line
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, Page, link, page, redirect
from alongside.web.forms import Checkboxes, Form
from alongside.web.render import render
from alongside.web.tables import Column


def _person(line: Line) -> Markup:
    return Markup('<bdi dir="auto">{}</bdi>').format(line.person)


def _letter(line: Line) -> Markup:
    address = link(letter, None, person_id=line.person_id, message_id=line.id)
    return _LINK.format(address, line.title, f"about {line.person}")


_LINK = Markup('<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>')


def _arrange(line: Line) -> Markup:
    return Markup("<div>{}</div>").format(Markup("<br>").join([*line.orders, *line.why]))


def _select(line: Line) -> Markup:
    return Markup(
        '<div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes">'
        '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" '
        'name="message_ids" value="{0}" id="letter-{0}"><label class="govuk-label govuk-checkboxes__label" '
        'for="letter-{0}"><span class="govuk-visually-hidden">Select {1} to {2}</span></label></div></div>'
    ).format(line.id, line.title, line.to)


PERSON = Column("", "Person", show=_person, header=True)
LETTER = Column("", "Letter", show=_letter)
TO, HOW, OWNER = Column("to", "To"), Column("how", "How"), Column("owner", "Owner")
WRITTEN, DUE = Column("written_at", "Written", kind="date"), Column("due_on", "Due by", kind="date")


@page("letters/", may=access.see, title="Letters on their way", methods=("GET", "HEAD"))
def on_their_way(request: ActorRequest) -> HttpResponse:
    """Letters that go by themselves, unless somebody cancels them."""
    rows = queries.in_state(request.actor, "queued", "sending")
    return _list(
        request, on_their_way, rows, (PERSON, LETTER, TO, HOW, WRITTEN, STATE), "Nothing is on its way."
    )


@page("letters/stopped/", may=access.see, title="Stopped letters", methods=("GET", "HEAD"))
def stopped(request: ActorRequest) -> HttpResponse:
    """Letters that the gate stopped: each has an owner and says what stops it."""
    rows = queries.stopped(request.actor)
    return _list(request, stopped, rows, (PERSON, LETTER, TO, STATE, OWNER, DUE), "No letter is stopped.")


@page("letters/came-back/", may=access.see, title="Letters that did not arrive", methods=("GET", "HEAD"))
def came_back(request: ActorRequest) -> HttpResponse:
    """Letters that came back, and those of which it is not known whether they left."""
    rows = queries.lost(request.actor)
    return _list(request, came_back, rows, (PERSON, LETTER, TO, HOW, STATE, OWNER), "None came back.")


class Printed(Form):
    """Letters that were printed."""

    message_ids = Checkboxes("Letters to print", [], missing="Select at least one letter to print")


class Posted(Form):
    """Letters that were posted."""

    message_ids = Checkboxes("Letters to post", [], missing="Select at least one letter to post")


@page("letters/print/", may=access.send, title="Print and post")
def print_queue(request: ActorRequest) -> HttpResponse:
    """Letters to print, and printed ones to post; what was ordered for each stands beside it."""
    ready = queries.in_state(request.actor, "ready")
    printed = queries.in_state(request.actor, "printed")
    to_print, to_post = Printed.of(request), Posted.of(request)
    for form, rows, act in ((to_print, ready, actions.mark_printed), (to_post, printed, actions.mark_posted)):
        form.offer("message_ids", [(str(row.id), row.title) for row in rows])
        if form.is_valid():
            return _batch(request, form, act)
    saw(request.actor, "messages.print_queue", _records([*ready, *printed]), what="list")
    arrange = Column("", "To arrange", show=_arrange)
    columns = (
        Column("", "Select", show=_select),
        PERSON,
        LETTER,
        TO,
        HOW,
        Column("", "File", show=_file),
        arrange,
    )
    sections = (
        ("To print", to_print, ready, "Mark as printed", "Nothing is to be printed."),
        ("To post", to_post, printed, "Mark as posted", "Nothing is to be posted."),
    )
    wrong = next((form for form in (to_print, to_post) if form.errors), None)
    said = _counted(request.GET)
    return render(
        request,
        "messages/print_queue.jinja",
        sections=sections,
        columns=columns,
        tabs=_tabs(request, print_queue),
        said=said,
        wrong=wrong,
    )


def _file(line: Line) -> Markup:
    if line.document_id is None:
        return Markup("")
    address = link("messages.letter_file", None, person_id=line.person_id, message_id=line.id)
    return Markup(
        '<a class="govuk-link" href="{}">File<span class="govuk-visually-hidden"> of {} to {}</span></a>'
    ).format(address, line.title, line.to)


def _batch(request: ActorRequest, form: Form, act: Callable[..., Any]) -> HttpResponse:
    ids = [int(key) for key in form.answers["message_ids"]]
    counted = act(by=request.actor, key=form.key, message_ids=ids)
    return redirect(print_queue, {name: len(keys) for name, keys in counted.items() if keys})


def _counted(query: Any) -> str:
    """What became of a batch, from the numbers in the address."""
    words = (("done", "marked"), ("stopped", "stopped and taken out"), ("left", "left as they were"))
    counts = [(query.get(name, ""), said) for name, said in words]
    told = [f"{count} {said}" for count, said in counts if count.isascii() and count.isdigit()]
    return f"{', '.join(told)}." if told else ""


def _list(
    request: ActorRequest, here: Page, rows: Sequence[Line], columns: Sequence[Column], nothing: str
) -> HttpResponse:
    saw(request.actor, here.name, _records(rows), what="list")
    return render(
        request,
        "messages/list.jinja",
        rows=rows,
        columns=columns,
        nothing=nothing,
        tabs=_tabs(request, here),
    )


def _records(rows: Sequence[Line]) -> list[int]:
    return [row.record_id for row in rows]


def _tabs(request: ActorRequest, here: Page) -> list[tuple[str, str, bool]]:
    pages = (
        ("On their way", on_their_way),
        ("Stopped", stopped),
        ("Print and post", print_queue),
        ("Did not arrive", came_back),
    )
    return [(label, link(each), each is here) for label, each in pages if each.may(request.actor)]


navigation.add("Letters", on_their_way, may=access.send, order=35)
