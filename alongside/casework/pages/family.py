"""The whole family on one page: who is what to whom, what is under way for each, what was noted together (R-030)."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.casework import access
from alongside.casework.queries import family as queries
from alongside.casework.queries.family import WorkRow
from alongside.people.pages.about import about, draw, tab
from alongside.people.queries.sheet import Sheet
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link
from alongside.web.tables import Column

_LATE = Markup(' <strong class="govuk-tag govuk-tag--red">Late</strong>')


def _title(row: WorkRow) -> Markup:
    address = link("pathways.journey", person_id=row.person_id, journey_id=row.journey_id)
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, row.title)


def _next(row: WorkRow) -> Markup:
    return Markup("<div>{}{}</div>").format(row.next_step, _LATE if row.late else "")


WORK = (
    Column("", "Work", show=_title, header=True),
    Column("stage", "Where it stands"),
    Column("", "What happens next", show=_next),
    Column("next_on", "By", kind="date"),
    Column("owner", "With"),
)


@about("family/", may=access.read, title="Family", methods=("GET", "HEAD"))
def family(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Everybody round the person whom the reader may see, with the work under way for each."""
    found = queries.family(person, request.actor)
    guards = [
        row.guard_id for rows in (found.own_work, *(each.work for each in found.members)) for row in rows
    ]
    saw(request.actor, "casework.family", sorted({*found.seen_ids, *guards} - {*person.record_ids}))
    return draw(request, "casework/family.jinja", person, title="Family", found=found, columns=WORK)


tab("Family", family, order=52, may=access.read)
