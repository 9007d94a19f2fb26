"""The people behind a figure: those who were seen, left, died or arrived in a period."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.pages.list_columns import UNSEEN
from alongside.pathways.pages.lists import READ
from alongside.pathways.queries import figures
from alongside.pathways.queries import list_people as queries
from alongside.pathways.queries.list_people import Passed, Wanted
from alongside.pathways.queries.lists import found
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link, page
from alongside.web.errors import Missing
from alongside.web.formats import count, day
from alongside.web.render import render
from alongside.web.tables import Column, changed


def _person(row: Passed) -> Markup | str:
    if not row.person_id:
        return UNSEEN
    address = link("pathways.journey", person_id=row.person_id, journey_id=row.journey_id)
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, row.person or UNSEEN)


COLUMNS = (
    Column("", "Person", show=_person, header=True),
    Column("began_on", "Came", kind="date"),
    Column("ended_on", "Went", kind="date", missing="–"),
    Column("days", "Days", kind="number"),
    Column("how", "What came of it"),
)


@page(
    "lists/<slug:pathway>/<str:wait>/people/",
    may=access.overlook,
    title="People behind a figure",
    methods=READ,
)
def list_people(request: ActorRequest, pathway: str, wait: str) -> HttpResponse:
    """Those behind a figure whom the reader may see, and how many there are in all."""
    named, wanted, skip = found(pathway, wait), _wanted(request), _whole(request.GET.get("from", "")) or 0
    if named is None or wanted.how not in queries.HOWS:
        raise Missing
    told = queries.behind(request.actor, *named, wanted, skip)
    saw(request.actor, "pathways.list_people", [row.record_id for row in told.rows], what="list")
    later = skip + queries.A_PAGE
    return render(
        request,
        "pathways/list_people.jinja",
        title=f"{queries.HOWS[wanted.how]}, {day(wanted.since)} to {day(wanted.until)}",
        of=f"{named[0].title}: {named[0].waits[named[1]].title}",
        rows=told.rows,
        columns=COLUMNS,
        account=f"{count(told.everybody, 'person', 'people')} in all; you may see {told.yours:,} of them.",
        back=link("pathways.figures", pathway=pathway, wait=wait),
        earlier=changed(request.GET, **{"from": max(skip - queries.A_PAGE, 0) or None}) if skip else "",
        later=changed(request.GET, **{"from": later}) if told.yours > later else "",
    )


def _wanted(request: ActorRequest) -> Wanted:
    asked, today = request.GET, clock.today()
    return Wanted(
        asked.get("how", ""),
        _day(asked.get("since", ""), figures.year_before(today)),
        _day(asked.get("until", ""), today),
        _whole(asked.get("least", "")),
        _whole(asked.get("most", "")),
    )


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
