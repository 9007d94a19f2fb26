"""The first page after signing in: what waits for this worker."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.people.queries import home as queries
from alongside.records import access
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, page
from alongside.web.errors import Forbidden
from alongside.web.render import render
from alongside.web.tables import Column

LATE = Markup('<strong class="govuk-tag govuk-tag--red">Late</strong>')
WAITING = (
    Column("due_on", "Due", kind="date"),
    Column("late", "", show=lambda late: LATE if late else ""),
    Column("what", "What", link="href", header=True),
    Column("about", "About"),
)
RECENT = (
    Column("name", "Name", link="href", header=True),
    Column("basis", "Why you can see it"),
    Column("since", "Since", kind="date"),
)


@page("", may=access.present, title="Home")
def home(request: ActorRequest) -> HttpResponse:
    """What waits, what was opened last, and the way to everybody else."""
    actor = request.actor
    if actor.suspended_why:
        raise Forbidden(actor.suspended_why)
    waiting = queries.waiting_for(actor)
    recent = queries.opened_last(actor)
    shown = [row.record_id for row in waiting if row.record_id] + [row.record_id for row in recent]
    saw(actor, "people.home", shown, what="list")
    return render(
        request,
        "people/home.jinja",
        title=f"Hello, {actor.name}",
        waiting=waiting,
        recent=recent,
        waiting_columns=WAITING,
        recent_columns=RECENT,
    )


navigation.add("Home", home, may=access.signed_in, order=0)
