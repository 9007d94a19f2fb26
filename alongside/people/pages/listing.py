"""Lists of what is stated of a person, and the page of one statement with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.people import access
from alongside.people.pages.about import draw
from alongside.people.pages.asking import said
from alongside.people.queries.history import WITHDRAWN, Entry, History
from alongside.people.queries.reviews import ReviewRow
from alongside.people.queries.sheet import Sheet
from alongside.web.door import ActorRequest, Page, SeeOther, link
from alongside.web.forms import Form
from alongside.web.render import render
from alongside.web.tables import Column


@dataclass(frozen=True)
class Part:
    """One list on a page: its heading, what it shows, where each entry is changed, where one is added."""

    heading: str
    history: History
    one: Page | None
    add: Page
    add_label: str
    empty: str
    place: str = "entry_id"


def columns(part: Part, person: Sheet, may_change: bool, past: bool = False) -> tuple[Column, ...]:
    """What is shown of each entry; of a past one also why it is past."""

    def said(entry: Entry) -> Markup:
        text = Markup('<bdi dir="auto">{}</bdi>').format(entry.said)
        note = Markup('<br><span class="app-quiet">{}</span>').format(entry.note) if entry.note else ""
        return text + note

    def state(entry: Entry) -> str:
        return f"{entry.state[:1].upper()}{entry.state[1:]}{f' by {entry.why}' if entry.state == WITHDRAWN else ''}"

    def change(entry: Entry) -> Markup | str:
        if part.one is None or entry.state == WITHDRAWN:
            return ""
        address = link(part.one, None, person_id=person.id, **{part.place: entry.id})
        words = Markup(
            '<a class="govuk-link" href="{}">Change<span class="govuk-visually-hidden"> {}</span></a>'
        )
        return words.format(address, entry.what.lower())

    shown = (
        Column("what", "What", header=True),
        Column("", "Entry", show=said),
        Column("span", "When"),
        Column("told_by", "Told by"),
        Column("recorded", "Recorded"),
    )
    more = (Column("", "State", show=state),) if past else ()
    return (*shown, *more, *((Column("", "Change", show=change),) if may_change else ()))


def listing(
    request: ActorRequest, person: Sheet, parts: Sequence[Part], *, title: str, **more: Any
) -> HttpResponse:
    """A page of one or more lists, each with its past behind a press."""
    may_change = access.change(request.actor)
    drawn = [
        (part, columns(part, person, may_change), columns(part, person, may_change, past=True))
        for part in parts
    ]
    return draw(request, "people/listing.jinja", person, title=title, lists=drawn, **({"says": ""} | more))


@dataclass(frozen=True)
class Deed:
    """One thing that can be done about an entry: what it is called, the form that asks, the button, the action."""

    heading: str
    form: type[Form]
    button: str
    act: Callable[..., Any]
    says: str = ""
    warning: bool = False


def one(
    request: ActorRequest,
    person: Sheet,
    deeds: Mapping[str, Deed],
    *,
    title: str,
    aside: Sequence[tuple[str, Any]],
    back: str,
    initial: Mapping[str, Any] | None = None,
    ready: Callable[[Form], None] | None = None,
    **given: Any,
) -> HttpResponse:
    """A page of one entry: what is recorded, and one thing at a time that can be done about it (`?do=`).

    `ready` fills the lists of a form; `given` names the entry to the action (`name_id=3`).
    """
    do = request.GET.get("do", "")
    deed = deeds.get(do) or next(iter(deeds.values()))
    form = deed.form.of(request, version=person.version, initial=initial)
    if ready is not None:
        ready(form)
    if form.is_valid():
        deed.act(person.id, by=request.actor, key=form.key, version=form.version, **given, **said(form))
        return SeeOther(back)
    choices = [(each.heading, f"?do={key}", each is deed) for key, each in deeds.items()]
    context = {"title": title, "aside": aside, "deed": deed, "form": form, "choices": choices, "back": back}
    return draw(request, "people/entry.jinja", person, **context)


def leading(name: str, to: Page, person_id: int, **place: int) -> Markup:
    """A person's name that leads to a page about them."""
    address = link(to, None, person_id=person_id, **place)
    return Markup('<a class="govuk-link" href="{}"><bdi dir="auto">{}</bdi></a>').format(address, name)


def to_review(
    request: ActorRequest, rows: Sequence[ReviewRow], to: Page, *, place: str, what: str, state: str
) -> HttpResponse:
    """A page of what is due to be looked at again; each leads to the page that does it."""
    columns = (
        Column("due_on", "Review by", kind="date"),
        Column(
            "",
            "Person",
            show=lambda row: leading(row.person, to, row.person_id, **{place: row.id}),
            header=True,
        ),
        Column("what", what),
        Column("state", state),
    )
    return render(
        request,
        "people/reviews.jinja",
        rows=rows,
        columns=columns,
        nothing="No review is due within a month.",
    )


def about_entry(entry: Entry) -> list[tuple[str, Any]]:
    """What is recorded of an entry, for the page that changes it."""
    rows = [
        (entry.what, Markup('<bdi dir="auto">{}</bdi>').format(entry.said)),
        ("Note", entry.note),
        ("When", entry.span),
        ("Told by", entry.told_by),
        ("Recorded by", entry.recorded),
    ]
    return [row for row in rows if row[1]]
