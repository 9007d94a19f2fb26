"""The board of promises: what is late, due today and to come, with its owner."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.language import OWED_TO
from alongside.pathways.pages.list_columns import TOGETHER, UNSEEN
from alongside.pathways.pages.narrowing import Choice, narrowed
from alongside.pathways.queries import promises as queries
from alongside.pathways.queries.promises import PromiseRow
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page
from alongside.web.render import component, render
from alongside.web.tables import Column, Paging, changed

_WHEN = {queries.LATE: ("Late", "red"), queries.TODAY: ("Today", "yellow")}
WHOSE = {queries.MINE: "Mine", queries.MY_TEAMS: "My teams’"}


def _title(row: PromiseRow) -> Markup:
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(_address(row), row.title)


def _address(row: PromiseRow) -> str:
    if row.person_id is None:
        return ""
    if row.journey_id is None:
        return link("people.show", person_id=row.person_id)
    return link("pathways.journey", person_id=row.person_id, journey_id=row.journey_id)


def _due(row: PromiseRow) -> Markup:
    tag = Markup(" ") + component("tag", *_WHEN[row.when]) if row.when in _WHEN else ""
    return TOGETHER.format(row.due, tag, "")


COLUMNS = (
    Column("", "What", show=_title, header=True),
    Column("owed_to", "Owed to"),
    Column("", "About", show=lambda row: row.person or UNSEEN),
    Column("", "Due", show=_due),
    Column("owner", "With"),
    Column("closes", "Closes"),
)


@page("promises/", may=access.see, title="Promises", methods=("GET", "HEAD"))
def promises(request: ActorRequest) -> HttpResponse:
    """What is owed to whom by when, of the work that the reader may see."""
    asked = request.GET
    chosen = queries.Chosen(
        whose=asked.get("whose", ""), promise=asked.get("promise", ""), owed_to=asked.get("owed_to", "")
    )
    found = queries.board(request.actor, chosen, Paging.of(request))
    saw(request.actor, "pathways.promises", [row.record_id for row in found.rows], what="list")
    return render(
        request,
        "pathways/promises.jinja",
        figures=found.figures,
        rows=found.rows,
        columns=COLUMNS,
        narrow=narrowed(
            request,
            [
                Choice("whose", "Whose", "Everybody’s that I may see", WHOSE),
                Choice("promise", "Promise", "Every promise", found.promises),
                Choice("owed_to", "Owed to", "Anybody", {each: each.capitalize() for each in OWED_TO}),
            ],
        ),
        earlier=changed(request.GET, before=found.before, after=None) if found.before else "",
        later=changed(request.GET, after=found.after, before=None) if found.after else "",
    )


navigation.add("Promises", promises, order=30)
