"""The figures of a waiting list: still waiting, completed, what joining means, by week; and what each number is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.drawing import charts
from alongside.pathways.language import Pathway
from alongside.pathways.pages.lists import READ, Moment, waiting_list
from alongside.pathways.pages.meaning import meaning
from alongside.pathways.queries import figures as queries
from alongside.pathways.queries.figures import About, Portrait
from alongside.pathways.queries.lists import found, slug
from alongside.pathways.queries.narrowing import UNSORTED
from alongside.pathways.rules.calendar import Calendar, days_between, span
from alongside.pathways.rules.flows import Bar as Days
from alongside.pathways.rules.flows import Week
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link, page
from alongside.web.errors import Forbidden, Missing
from alongside.web.formats import count, number, short_day
from alongside.web.render import render
from alongside.web.tables import Column

AFTER = (0, 7, 14, 28, 56, 91, 182, 364)


class Share(NamedTuple):
    """What has become of those who joined, some days after: in a hundred of them."""

    after: str
    seen: str
    left: str
    died: str
    waiting: str


SHARES = (
    Column("after", "After", header=True),
    Column("seen", "Seen", kind="text"),
    Column("left", "Left without it"),
    Column("died", "Died"),
    Column("waiting", "Waiting still"),
)


@page("lists/<slug:pathway>/<str:wait>/figures/", may=access.overlook, title="Figures", methods=READ)
def figures(request: ActorRequest, pathway: str, wait: str) -> HttpResponse:
    """Everything that is counted of one wait, of everybody: no name is in it, and each number leads to the people."""
    named = found(pathway, wait)
    if named is None:
        raise Missing
    moment = Moment.of(request)
    _admit(request, named[0])
    since, rank = _since(request, moment.day), request.GET.get("priority", "")
    told = queries.portrait(
        About(pathway, named[1], since, moment.day, moment.known_at, rank_of(rank, named[0]))
    )
    saw(request.actor, "pathways.figures", [], what="list")
    kept = {**moment.query, **({"priority": rank} if told.about.rank is not None else {})}
    shown = _shown(named[0], told, kept)
    return render(request, "pathways/list_figures.jinja", **shown, moment=moment, rank=rank)


def _admit(request: ActorRequest, pathway: Pathway) -> None:
    """Of restricted work not even the numbers, but for those whose part it is to take a step of it."""
    if not access.may_know(request.actor, pathway):
        raise Forbidden("This work is restricted: its figures are for those who do it.")


def _since(request: ActorRequest, on: date) -> date:
    try:
        since = date.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return queries.year_before(on)
    return min(since, on)


def rank_of(text: str, pathway: Pathway) -> int | None:
    """The priority that an address asks for; None for all of them."""
    if text == UNSORTED:
        return 0
    return int(text) if text in pathway.priorities else None


def _shown(pathway: Pathway, told: Portrait, kept: Mapping[str, Any]) -> dict[str, Any]:
    """`kept` is what every way from here keeps: the day, as known when, and the priority."""
    about, means = told.about, meaning(pathway, told.about.wait)
    where: dict[str, Any] = {"pathway": pathway.key, "wait": slug(about.wait)}
    period = {"since": about.since.isoformat(), "until": about.on.isoformat()}
    target = target_of(means.terms.target)

    def waiting(**asked: Any) -> str:
        return link(waiting_list, {**kept, **asked}, **where)

    def people(**asked: Any) -> str:
        return link("pathways.list_people", {**kept, **period, **asked}, **where)

    return {
        "title": f"{means.terms.title}: figures",
        "pathway": pathway,
        "meaning": means,
        "told": told,
        "waiting": waiting,
        "people": people,
        "bands": {key: band.title for key, band in pathway.priorities.items()},
        "back": link(waiting_list, kept, **where),
        "today": clock.today().isoformat(),
        "still_chart": _bars("still", "Waits so far", told.bars, target),
        "completed_chart": _bars("completed", "Waits that were completed", told.bars_completed, target),
        "course_chart": _course(told),
        "weeks_chart": _weeks(told.weeks),
        "shares": shares(told),
        "share_columns": SHARES,
        "still_columns": _day_columns(waiting),
        "completed_columns": _day_columns(partial(people, how="seen")),
        "week_columns": week_columns(people, waiting if about.rank is None else None, about.on),
    }


def target_of(target: Any) -> int | None:
    """A target in days, to be drawn; None where it depends on the priority or is in working days."""
    if not isinstance(target, str) or span(target).unit not in ("days", "weeks"):
        return None
    day = date(2026, 1, 5)
    return days_between(day, Calendar().day_due(day, span(target)))


def _bars(key: str, title: str, bars: Sequence[Days], target: int | None) -> Markup:
    if not bars:
        return Markup()
    width = bars[0].most + 1
    drawn = [charts.Bar(str(bar.least), bar.people) for bar in bars]
    mark = ((target + 1) / width, "target") if target is not None else None
    says = f"{count(sum(bar.people for bar in bars), 'person', 'people')}, by days: {width} to a bar."
    return charts.bar_chart(key, title, says, drawn, mark)


def _course(told: Portrait) -> Markup:
    if not told.course:
        return Markup()
    last = told.course[-1].day
    begin = [(0.0, 0.0)]
    lines = [
        charts.Line("Seen", 1, [*begin, *((p.day, p.seen * 100) for p in told.course)], steps=True),
        charts.Line(
            "Left or died", 2, [*begin, *((p.day, (p.left + p.died) * 100) for p in told.course)], steps=True
        ),
        charts.Line(
            "Waiting still", 3, [(0, 100), *((p.day, p.waiting * 100) for p in told.course)], steps=True
        ),
    ]
    names = [(last * part / 4, str(round(last * part / 4))) for part in range(5)]
    says = "In a hundred who join, by days since joining: how many have been seen, have left or died, and wait still."
    return charts.line_chart("course", "What somebody joining can expect", says, lines, names=names, top=100)


def _weeks(weeks: Sequence[Week]) -> Markup:
    lines = [
        charts.Line("Arrived", 1, [(place, each.arrived) for place, each in enumerate(weeks)]),
        charts.Line("Seen", 2, [(place, each.seen) for place, each in enumerate(weeks)]),
        charts.Line("Left or died", 3, [(place, each.left + each.died) for place, each in enumerate(weeks)]),
    ]
    names = [(place, short_day(each.begins_on)) for place, each in list(enumerate(weeks))[2:-1:6]]
    says = "People by week: who came to the list, who was seen, and who left it or died."
    return charts.line_chart("weeks", "Who came and who went", says, lines, names=names)


def shares(told: Portrait) -> list[Share]:
    """The course at round times after joining, as far as anybody was observed."""
    if not told.course:
        return []
    rows = []
    for days in (each for each in AFTER if each <= told.course[-1].day):
        at = [point for point in told.course if point.day <= days]
        seen, left, died, waiting = (
            (at[-1].seen, at[-1].left, at[-1].died, at[-1].waiting) if at else (0.0, 0.0, 0.0, 1.0)
        )
        name = "The day itself" if days == 0 else count(days, "day")
        rows.append(Share(name, *(f"{share:.0%}" for share in (seen, left, died, waiting))))
    return rows


def _day_columns(address: Way) -> tuple[Column, ...]:
    def people(bar: Days) -> Markup | str:
        if not bar.people:
            return "Nobody"
        return _LINK.format(address(least=bar.least, most=bar.most), count(bar.people, "person", "people"))

    return (
        Column("", "Days", show=lambda bar: f"{bar.least} to {bar.most}", header=True),
        Column("", "People", show=people),
    )


def week_columns(people: Way, waiting: Way | None, on: date) -> tuple[Column, ...]:
    """The weeks of a list up to a day: each number with its way to the people, or to the list at the week's end."""

    def of(how: str, title: str) -> Column:
        def linked(week: Week) -> Markup | str:
            many = getattr(week, how)
            address = people(how=how, since=week.begins_on, until=min(week.ends_on, on))
            return _LINK.format(address, number(many)) if many else "0"

        return Column("", title, kind="number", show=linked)

    def at_its_end(week: Week) -> Markup | str:
        if waiting is None or not week.waiting:
            return number(week.waiting)
        of_the_day = {"on": week.ends_on} if week.ends_on < on else {}
        return _LINK.format(waiting(**of_the_day), number(week.waiting))

    return (
        Column("begins_on", "Week from", kind="date", header=True),
        *(of(how, how.capitalize()) for how in ("arrived", "seen", "left", "died")),
        Column("", "Waiting at its end", kind="number", show=at_its_end),
    )


Way = Callable[..., str]
_LINK = Markup('<a class="govuk-link" href="{}">{}</a>')
