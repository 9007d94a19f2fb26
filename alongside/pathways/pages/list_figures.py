"""The figures of a waiting list: still waiting, completed, what joining means, by week; and what each number is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.drawing import charts
from alongside.pathways.language import ENDED, OPENED, Pathway
from alongside.pathways.pages.lists import READ, Moment, lists, waiting_list
from alongside.pathways.queries import figures as queries
from alongside.pathways.queries.figures import About, Portrait
from alongside.pathways.queries.journey_moves import label_of
from alongside.pathways.queries.lists import found, slug
from alongside.pathways.queries.narrowing import UNSORTED
from alongside.pathways.rules.calendar import Calendar, days_between, span
from alongside.pathways.rules.flows import Bar as Days
from alongside.pathways.rules.flows import Week
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link, page
from alongside.web.errors import Forbidden, Missing
from alongside.web.formats import count, short_day
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
        About(pathway, named[1], since, moment.day, moment.known_at, _rank(rank, named[0]))
    )
    saw(request.actor, "pathways.figures", [], what="list")
    return render(request, "pathways/list_figures.jinja", **_shown(named[0], told), moment=moment, rank=rank)


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


def _rank(text: str, pathway: Pathway) -> int | None:
    if text == UNSORTED:
        return 0
    return int(text) if text in pathway.priorities else None


def _shown(pathway: Pathway, told: Portrait) -> dict[str, Any]:
    about, terms = told.about, pathway.waits[told.about.wait]
    where: dict[str, Any] = {"pathway": pathway.key, "wait": slug(about.wait)}
    return {
        "title": f"{terms.title}: figures",
        "pathway": pathway,
        "terms": terms,
        "told": told,
        "starts": said(pathway, terms.starts),
        "stops": said(pathway, terms.stops),
        "list_address": link(waiting_list, **where),
        "people": lambda **asked: link("pathways.list_people", asked, **where),
        "bands": {key: band.title for key, band in pathway.priorities.items()},
        "back": link(waiting_list, **where),
        "all_lists": link(lists),
        "today": clock.today().isoformat(),
        "still_chart": _bars("still", "Waits so far", told.bars, target_of(terms.target)),
        "completed_chart": _bars(
            "completed", "Waits that were completed", told.bars_completed, target_of(terms.target)
        ),
        "course_chart": _course(told),
        "weeks_chart": _weeks(told.weeks),
        "shares": shares(told),
        "share_columns": SHARES,
        "still_columns": _day_columns(link(waiting_list, **where), about, {}),
        "completed_columns": _day_columns(
            link("pathways.list_people", **where),
            about,
            {"how": "seen", "since": about.since, "until": about.on},
        ),
        "week_columns": _week_columns(link("pathways.list_people", **where)),
    }


def said(pathway: Pathway, names: Sequence[str]) -> str:
    """The moments at which a clock starts or stops, for a reader."""
    words = {OPENED: "it is asked for", ENDED: "the work ends"}
    return " or ".join(
        words.get(name) or (f"“{label_of(pathway, name)}”" if name in pathway.moves else name)
        for name in names
    )


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


def _day_columns(address: str, about: About, asked: Mapping[str, Any]) -> tuple[Column, ...]:
    moment = {} if about.on == clock.today() and about.as_known is None else {"on": about.on}

    def people(bar: Days) -> Markup:
        query = {**moment, **asked, "least": bar.least, "most": bar.most}
        return _linked(address, query, count(bar.people, "person", "people"))

    return (
        Column("", "Days", show=lambda bar: f"{bar.least} to {bar.most}", header=True),
        Column("", "People", show=people),
    )


def _week_columns(address: str) -> tuple[Column, ...]:
    def of(how: str, number: str) -> Column:
        def people(week: Week) -> Markup | str:
            many = getattr(week, number)
            query = {"how": how, "since": week.begins_on, "until": week.ends_on}
            return _linked(address, query, str(many)) if many else "0"

        return Column(
            "", {"arrived": "Arrived", "seen": "Seen", "left": "Left", "died": "Died"}[how], show=people
        )

    return (
        Column("begins_on", "Week from", kind="date", header=True),
        *(of(how, how) for how in ("arrived", "seen", "left", "died")),
        Column("waiting", "Waiting at its end", kind="number"),
    )


def _linked(address: str, query: Mapping[str, Any], words: str) -> Markup:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return Markup('<a class="govuk-link" href="{}?{}">{}</a>').format(address, asked, words)
