"""The work with one person: what is under way, what ended, what may be begun."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.queries import work as queries
from alongside.pathways.queries.work import JourneyRow, OwedRow
from alongside.people.pages.about import about, draw, tab
from alongside.people.queries.sheet import Sheet
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link
from alongside.web.render import component
from alongside.web.tables import Column

_LATE = Markup(' <strong class="govuk-tag govuk-tag--red">Late</strong>')


def _title(row: JourneyRow) -> Markup:
    address = link("pathways.journey", person_id=row.person_id, journey_id=row.id)
    named = Markup('<a class="govuk-link" href="{}">{}</a>').format(address, row.title)
    badge = Markup(" ") + component("badge", "Restricted", "purple") if row.restricted else ""
    return Markup("<div>{}{}</div>").format(named, badge)


def _next(row: JourneyRow) -> Markup:
    return Markup("<div>{}{}</div>").format(row.next_step, _LATE if row.late else "")


OPEN = (
    Column("", "Work", show=_title, header=True),
    Column("stage", "Where it stands"),
    Column("", "What happens next", show=_next),
    Column("next_on", "By", kind="date"),
    Column("owner", "With"),
    Column("begun_on", "Begun", kind="date"),
)
ENDED = (
    Column("", "Work", show=_title, header=True),
    Column("outcome", "What came of it"),
    Column("begun_on", "Begun", kind="date"),
    Column("ended_on", "Ended", kind="date"),
    Column("owner", "Was with"),
)


def _owed(row: OwedRow) -> Markup | str:
    if row.journey_id is None:
        return row.title
    address = link("pathways.journey", person_id=row.person_id, journey_id=row.journey_id)
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, row.title)


def _settle(row: OwedRow) -> Markup | str:
    if not row.may_settle:
        return ""
    address = link("pathways.excuse_promise", person_id=row.person_id, promise_id=row.id)
    hidden = Markup('<span class="govuk-visually-hidden">: {}</span>').format(row.title)
    return Markup('<a class="govuk-link" href="{}">Not owed any more{}</a>').format(address, hidden)


OWED = (
    Column("", "What is owed", show=_owed, header=True),
    Column("owed_to", "To"),
    Column("due_on", "By", kind="date"),
    Column("late", "", show=lambda late: _LATE if late else ""),
    Column("owner", "Whose it is"),
    Column("", "Settle", show=_settle),
)


@about("work/", may=access.see, title="Work", methods=("GET", "HEAD"))
def work(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Everything that is done with and for a person."""
    under_way, ended = queries.of_person(person, request.actor)
    restricted = [row.id for row in (*under_way, *ended) if row.restricted]
    if restricted:
        saw(request.actor, "pathways.work", queries.guards(restricted))
    return draw(
        request,
        "pathways/work.jinja",
        person,
        title="Work",
        under_way=under_way,
        ended=ended,
        owed=queries.owed(person, request.actor),
        owed_columns=OWED,
        open_columns=OPEN,
        ended_columns=ENDED,
        beginnings=queries.beginnings(request.actor),
    )


tab("Work", work, order=12)
