"""Breaks for unpaid carers over a year: respite granted, had and not had, leisure passes, and who is behind each."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from markupsafe import Markup

from alongside.commissioning import access
from alongside.commissioning.queries import breaks as queries
from alongside.commissioning.queries.breaks import Behind, Figure, Table
from alongside.pathways.drawing import charts
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page
from alongside.web.render import render
from alongside.web.tables import Column

UNSEEN = "Somebody whose record is not open to you"
YEARS = 4


@page("carers/breaks/", may=access.look_at_breaks, title="Breaks for unpaid carers", methods=("GET", "HEAD"))
def breaks(request: ActorRequest) -> HttpResponse:
    """The figures of a year, from 1 April; each opens the people behind it."""
    year = _year(request)
    found = queries.tables(queries.entries(*_days(year)))
    return render(
        request,
        "commissioning/breaks.jinja",
        title="Breaks for unpaid carers",
        years=[(_said(each), f"?year={each}", each == year) for each in _years()],
        tables=[(table, _picture(str(place), table)) for place, table in enumerate(found)],
        columns=(
            Column("", "Figure", header=True, show=lambda row: _opens(row, year)),
            Column("amount", "How much"),
            Column("people", "Carers", kind="number"),
        ),
    )


@page(
    "carers/breaks/<slug:figure>/",
    may=access.look_at_breaks,
    title="Who is behind a figure",
    methods=("GET", "HEAD"),
)
def behind(request: ActorRequest, figure: str) -> HttpResponse:
    """Everybody whom a figure of a year counts."""
    year = _year(request)
    title, rows = queries.behind(queries.entries(*_days(year)), figure, request.actor)
    saw(
        request.actor,
        "commissioning.breaks",
        sorted({row.person_id for row in rows if row.name}),
        what="list",
    )
    return render(
        request,
        "commissioning/breaks_behind.jinja",
        title=title,
        year=_said(year),
        rows=rows,
        columns=(
            Column("", "Carer", header=True, show=_who),
            Column("amount", "How much"),
            Column("on", "From", kind="date"),
            Column("said", "What is said of it", missing=""),
        ),
        back=link(breaks, {"year": str(year)}),
    )


def _opens(row: Figure, year: int) -> Markup:
    address = link(behind, {"year": str(year)}, figure=row.key)
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, row.title)


def _who(row: Behind) -> Markup | str:
    if not row.name:
        return UNSEEN
    address = f"/people/{row.person_id}/services/"
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, row.name)


def _picture(key: str, table: Table) -> Markup:
    """Bars of what became of what was granted; none where nothing was."""
    if not any(each.hundredths for each in table.drawn):
        return Markup()
    bars = [charts.Bar(each.title, round(each.hundredths / 100)) for each in table.drawn]
    return charts.bar_chart(key, table.title, table.says, bars)


def _years() -> list[int]:
    today = clock.today()
    this = today.year if (today.month, today.day) >= (4, 1) else today.year - 1
    return [this - ago for ago in range(YEARS)]


def _year(request: ActorRequest) -> int:
    """The year asked for, as long as it is one of those offered; else the one under way."""
    asked = request.GET.get("year", "")
    return next((each for each in _years() if str(each) == asked), _years()[0])


def _days(year: int) -> tuple[date, date]:
    return date(year, 4, 1), date(year + 1, 3, 31)


def _said(year: int) -> str:
    return f"April {year} to March {year + 1}"


navigation.add("Breaks for carers", breaks, order=45)
