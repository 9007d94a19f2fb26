"""My people: everybody a worker can see now, and why."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.people import access
from alongside.people.queries import mine as queries
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, page
from alongside.web.render import render
from alongside.web.tables import Column, Paging, changed

ALERT = Markup('<strong class="govuk-tag govuk-tag--red">{}</strong>')

COLUMNS = (
    Column("name", "Name", link="href", header=True),
    Column("known_as", "Known as"),
    Column("born", "Born"),
    Column("", "Age", show=lambda row: "died" if row.died else row.age),
    Column("place", "Postcode"),
    Column("ward", "Ward"),
    Column("basis", "Why I see it"),
    Column("since", "Since", kind="date"),
    Column("alerts", "Alerts", show=lambda alerts: ALERT.format(alerts) if alerts else ""),
)


@page("people/mine/", may=access.see, title="My people")
def mine(request: ActorRequest) -> HttpResponse:
    """Fifty people by name, and the way to the next fifty."""
    found = queries.mine(request.actor, Paging.of(request))
    saw(request.actor, "people.mine", [row.id for row in found.rows], what="list")
    earlier = changed(request.GET, before=found.before, after=None) if found.before else ""
    later = changed(request.GET, after=found.after, before=None) if found.after else ""
    return render(
        request, "people/mine.jinja", rows=found.rows, columns=COLUMNS, earlier=earlier, later=later
    )


navigation.add("My people", mine, may=access.meet, order=15)
