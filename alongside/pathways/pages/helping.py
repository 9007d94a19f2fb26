"""Help: how the work goes. The definitions in force in words, tables and a picture."""

from __future__ import annotations

from operator import itemgetter

from django.http import HttpResponse

from alongside.pathways import access
from alongside.pathways.drawing.description import Table
from alongside.pathways.queries import helping as queries
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page
from alongside.web.errors import Missing
from alongside.web.render import render
from alongside.web.tables import Column

READ = ("GET", "HEAD")


@page("help/pathways/", may=access.see, title="How the work goes", methods=READ)
def helps(request: ActorRequest) -> HttpResponse:
    """Every pathway there is."""
    return render(request, "pathways/helps.jinja", rows=queries.every())


@page("help/pathways/<slug:key>/", may=access.see, title="How the work goes", methods=READ)
def help_with(request: ActorRequest, key: str) -> HttpResponse:
    """One pathway: what it is for, who does what, by when, and what is owed to whom."""
    told = queries.pathway(key)
    if told is None:
        raise Missing
    return render(
        request,
        "pathways/help.jinja",
        title=told.said.title,
        back=link(helps),
        said=told.said,
        picture=told.picture,
        columns_of=_columns,
    )


def _columns(table: Table) -> list[Column]:
    return [
        Column("", title, show=itemgetter(n), header=n == table.named_by)
        for n, title in enumerate(table.columns)
    ]


navigation.account("How the work goes", helps, order=40)
