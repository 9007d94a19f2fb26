"""A waiting list month by month: drawn against its target, with a table; each figure leads to the people behind it."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from markupsafe import Markup

from alongside.casework import access
from alongside.casework.queries import trajectory as queries
from alongside.casework.queries.trajectory import Trajectory
from alongside.casework.rules.months import Month
from alongside.pathways.drawing import charts
from alongside.pathways.pages import beside_lists
from alongside.pathways.queries.lists import found, slug
from alongside.pathways.queries.narrowing import Asked
from alongside.records.audit.reading import saw
from alongside.web import formats
from alongside.web.door import ActorRequest, link, page
from alongside.web.errors import Missing
from alongside.web.render import render
from alongside.web.tables import Column

FAR = 3
_LINK = Markup('<a class="govuk-link" href="{0}">{1}</a>')
_BESIDE = Markup(
    '<p class="govuk-body"><a class="govuk-link" href="{0}">Month by month, and who did what</a></p>'
)
SHARES = (
    Column("team", "Team", header=True),
    Column("who", "By", missing="The team"),
    Column("done", "Done", kind="number"),
)


@page(
    "lists/<slug:pathway>/<str:wait>/months/",
    may=access.overlook,
    title="Month by month",
    methods=("GET", "HEAD"),
)
def list_months(request: ActorRequest, pathway: str, wait: str) -> HttpResponse:
    """The last twelve months of one list: what was there, what came, what was done and by whom, what is left."""
    named = found(pathway, wait)
    if named is None:
        raise Missing
    told = queries.trajectory(request.actor, *named, _month(request.GET.get("month", "")))
    saw(request.actor, list_months.name, [], what="list")
    where = {"pathway": pathway, "wait": wait}
    return render(
        request,
        "casework/list_months.jinja",
        title=f"{named[0].waits[named[1]].title}: month by month",
        part_of=named[0].title,
        told=told,
        chart=_chart(told),
        says=_says(told),
        columns=_columns(where),
        months=[(each.first.isoformat(), _name(each), each == told.chosen) for each in told.months],
        chosen=_name(told.chosen),
        rows=[_Named(row) for row in told.shares],
        share_columns=SHARES,
        back=link("pathways.waiting_list", pathway=pathway, wait=wait),
    )


class _Named:
    """A share with the name that is shown."""

    def __init__(self, row: queries.Share) -> None:
        self.team, self.who, self.done = row.team, row.who or None, row.done


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _name(month: Month) -> str:
    return f"{formats.MONTHS[month.first.month - 1][:3]} {month.first.year}"


def _columns(where: dict[str, str]) -> tuple[Column, ...]:
    def figure(title: str, name: str, how: str) -> Column:
        def show(row: Month) -> Markup | str:
            number = getattr(row, name)
            asked = {"how": how, "since": row.first.isoformat(), "until": row.last.isoformat()}
            return _LINK.format(link("pathways.list_people", asked, **where), number) if number else "0"

        return Column("", title, kind="number", show=show)

    def stood(title: str, last: bool) -> Column:
        def show(row: Month) -> Markup | str:
            number, day = (row.closing, row.last) if last else (row.opening, _before(row.first))
            address = link("pathways.waiting_list", {"on": day.isoformat()}, **where)
            return _LINK.format(address, number) if number else "0"

        return Column("", title, kind="number", show=show)

    return (
        Column("", "Month", header=True, show=_name),
        stood("Waiting at the start", last=False),
        figure("Came", "arrived", "arrived"),
        figure("Done", "seen", "seen"),
        figure("Left", "left", "left"),
        figure("Died", "died", "died"),
        stood("Waiting at the end", last=True),
        Column("", "Median, days", kind="number", show=lambda row: _days(row.spread.median)),
        Column("", "Longest, days", kind="number", show=lambda row: _days(row.spread.longest)),
    )


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _days(number: int | None) -> str:
    return "–" if number is None else formats.number(number)


def _chart(told: Trajectory) -> Markup:
    last = len(told.months) - 1
    lines = [
        charts.Line("Waiting at the end", 1, [(at, each.closing) for at, each in enumerate(told.months)]),
        charts.Line("Done", 2, [(at, each.seen) for at, each in enumerate(told.months)]),
    ]
    highest = max(each.closing for each in told.months)
    if told.target is not None and told.target <= FAR * highest:
        # One far above would press everything else onto the ground: it is told, and not drawn.
        lines.append(charts.Line("Target", 3, [(0, told.target), (last, told.target)]))
    names = [(at, _name(each)) for at, each in list(enumerate(told.months))[1:-1:3]]
    return charts.line_chart("months", "Month by month", _says(told), lines, names=names)


def _says(told: Trajectory) -> str:
    """What the picture shows, for who does not see it."""
    first, last = told.months[0], told.months[-1]
    waiting = formats.count(last.closing, "person waits", "people wait")
    target = f" The target is {told.target}." if told.target is not None else ""
    done = sum(each.seen for each in told.months)
    return (
        f"At the end of {_name(first)} {first.closing} waited; {waiting} now. "
        f"In these months {formats.count(done, 'was done', 'were done')}.{target}"
    )


@beside_lists.block(order=80)
def months_of(asked: Asked) -> Markup | None:
    """The way from a list to its months."""
    return _BESIDE.format(link(list_months, pathway=asked.pathway.key, wait=slug(asked.wait)))
