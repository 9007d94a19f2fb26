"""The people behind a figure: those who were seen, left, died or arrived in a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.language import Pathway
from alongside.pathways.pages.list_columns import UNSEEN
from alongside.pathways.pages.list_figures import rank_of
from alongside.pathways.pages.lists import READ, Moment
from alongside.pathways.queries import figures
from alongside.pathways.queries import list_people as queries
from alongside.pathways.queries.list_people import Passed, Wanted
from alongside.pathways.queries.lists import found
from alongside.pathways.rules.calendar import last_day
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.records.queries.naming import holder_names
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
    named, skip = found(pathway, wait), _whole(request.GET.get("from", "")) or 0
    if named is None or request.GET.get("how") not in queries.HOWS:
        raise Missing
    wanted = _wanted(request, named[0])
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
        narrowed=list(_narrowed(wanted, named[0])),
        back=_back(request, {"pathway": pathway, "wait": wait}),
        earlier=changed(request.GET, **{"from": max(skip - queries.A_PAGE, 0) or None}) if skip else "",
        later=changed(request.GET, **{"from": later}) if told.yours > later else "",
    )


def _wanted(request: ActorRequest, pathway: Pathway) -> Wanted:
    asked, moment = request.GET, Moment.of(request)
    return Wanted(
        how=asked["how"],
        since=_day(asked.get("since", ""), figures.year_before(moment.day)),
        until=_day(asked.get("until", ""), moment.day),
        on=moment.day,
        as_known=moment.known_at,
        least=_whole(asked.get("least", "")),
        most=_whole(asked.get("most", "")),
        rank=rank_of(asked.get("priority", ""), pathway),
        in_time=asked.get("within") == "target",
        team=f"team:{asked['team']}" if asked.get("team") else "",
    )


def _narrowed(wanted: Wanted, pathway: Pathway) -> Iterator[str]:
    """What besides the period they were chosen by, in words."""
    if wanted.least is not None:
        yield f"{count(wanted.least, 'day')} or more"
    if wanted.most is not None:
        yield f"{count(wanted.most, 'day')} at most"
    if wanted.in_time:
        yield "within the target"
    if wanted.rank is not None:
        band = pathway.priorities.get(str(wanted.rank))
        yield f"priority: {band.title if band else 'not yet looked at'}"
    if wanted.team:
        yield f"with {holder_names([wanted.team])[wanted.team]}"
    if wanted.on < clock.today() or wanted.as_known:
        known = (
            f"was known by the end of {day(last_day(wanted.as_known))}" if wanted.as_known else "is known now"
        )
        yield f"as it stood at the end of {day(wanted.on)}, as {known}"


def _back(request: ActorRequest, where: Mapping[str, Any]) -> str:
    """The figures, as they were asked for."""
    kept = {name: request.GET[name] for name in ("on", "as_known", "priority") if request.GET.get(name)}
    return link("pathways.figures", kept, **where)


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
