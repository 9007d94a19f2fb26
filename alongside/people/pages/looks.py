"""Who has looked at a person's record: for those who review access, and as the person may read it."""

from __future__ import annotations

from functools import cache

from django.http import HttpResponse

from alongside.people import access
from alongside.people.pages.about import offer
from alongside.people.queries import looks as queries
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, page, pages
from alongside.web.render import render
from alongside.web.tables import Column

DID = {
    "view": "Opened",
    "list": "Saw in a list",
    "search": "Saw in a search",
    "print": "Printed",
    "export": "Copied",
    "refused": "Was refused",
}


@cache
def _titles() -> dict[str, str]:
    return {each.name: each.title for each in pages() if each.title}


def _title(name: str) -> str:
    """What a page is called; its own name when it is gone."""
    return _titles().get(name, name)


COLUMNS = (
    Column("at", "When", kind="moment"),
    Column("who", "Who", header=True),
    Column("post", "As"),
    Column("what", "Did", show=lambda what: DID.get(what, what)),
    Column("page", "Page", show=_title),
    Column("why", "Why"),
    Column("told", "Person is told", show=lambda told: "Yes" if told else "No"),
)


@page("people/<int:person_id>/looked/", may=access.see_who_looked, title="Who has looked")
def looked(request: ActorRequest, person_id: int) -> HttpResponse:
    """Every look at the record, and which of them the person is told of."""
    found = queries.looks(person_id, request.actor)
    saw(request.actor, "people.looked", found.record_ids)
    return render(request, "people/looked.jinja", found=found, columns=COLUMNS)


@page(
    "people/<int:person_id>/looked/for-the-person/",
    may=access.see_who_looked,
    title="Who has looked at your record",
)
def looked_for_person(request: ActorRequest, person_id: int) -> HttpResponse:
    """What is given to the person: plain words, to print. What is withheld leaves no trace in it."""
    found = queries.looks(person_id, request.actor)
    saw(request.actor, "people.looked_for_person", found.record_ids, what="print")
    return render(request, "people/looked_for_person.jinja", found=found, today=clock.today())


offer("Who has looked", looked, order=90)
