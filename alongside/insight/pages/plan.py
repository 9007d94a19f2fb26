"""“With n more or fewer seen a week, when is this list below its target, and what will waits be?”"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.insight import access
from alongside.insight.drawing import fan
from alongside.insight.pages import saying, tables
from alongside.insight.pages.question import (
    SIDE_BY_SIDE,
    Question,
    looking_back,
    question,
    short_enough,
    team_of,
)
from alongside.insight.queries.movement import Movement, movement
from alongside.insight.queries.movement import teams as teams_of
from alongside.insight.rules.planning import Answer, Counted, answers
from alongside.pathways.language import Wait
from alongside.pathways.pages import beside_lists
from alongside.pathways.pages.list_figures import week_columns
from alongside.pathways.pages.lists import Moment
from alongside.pathways.queries.lists import found, slug
from alongside.pathways.queries.narrowing import Asked as Narrowed
from alongside.records import clock
from alongside.web.door import ActorRequest, link, page
from alongside.web.errors import Missing
from alongside.web.formats import day
from alongside.web.render import render
from alongside.web.tables import changed

READ = ("GET", "HEAD")


@page("lists/<slug:pathway>/<str:wait>/plan/", may=access.plan, title="What if more were seen?", methods=READ)
def plan(request: ActorRequest, pathway: str, wait: str) -> HttpResponse:
    """The answer from the list today, or on a past day, and the weeks before; with several levels side by side."""
    named = found(pathway, wait)
    if named is None or not access.counts_of(request.actor, named[0]):
        raise Missing
    definition, name = named
    terms, on, teams = definition.waits[name], Moment.of(request).day, teams_of(pathway, name)
    team = team_of(request, teams)
    moved = movement(pathway, name, on, looking_back(request), team)
    counted = moved.counting.counted(moved.waiting)
    ways = _ways({"pathway": pathway, "wait": wait}, on, team)
    form = question(request, teams, short_enough(counted, terms.target))
    asked = _asked(request, form, moved, counted, _done(terms)) if form.is_valid() else {"sentences": ()}
    return render(
        request,
        "insight/plan.jinja",
        title="What if more or fewer were seen?",
        part_of=f"{definition.title} · {terms.title}",
        back=link("pathways.waiting_list", pathway=pathway, wait=wait),
        figures=link("pathways.figures", pathway=pathway, wait=wait),
        help=link("pathways.help_with", key=pathway),
        form=form,
        done=_done(terms),
        target=saying.target(terms.target),
        on=on,
        now=clock.today(),
        bases=tables.bases(moved, counted, _done(terms), ways),
        rests_on=tables.RESTS_ON,
        went=moved.counting.weeks[::-1],
        went_columns=week_columns(ways.people, ways.waiting, on),
        **asked,
    )


def _ways(where: dict[str, Any], on: date, team: str) -> tables.Ways:
    """A team is counted as work is with it today; a list of a past day would be narrowed to the team of that day."""
    day_gone = {"on": on} if on < clock.today() else {}
    narrow = {**day_gone, **({"team": team} if team else {})}

    def people(**asked: Any) -> str:
        return link("pathways.list_people", {**narrow, **asked}, **where)

    def waiting(**asked: Any) -> str:
        return link("pathways.waiting_list", {**narrow, **asked}, **where)

    return tables.Ways(people, None if team else waiting)


def _done(terms: Wait) -> str:
    """What ends the wait, in a word: the main wait ends when somebody is seen, another when something is done."""
    return "seen" if terms.headline else "dealt with"


def _asked(
    request: ActorRequest, form: Question, moved: Movement, counted: Counted, done: str
) -> dict[str, Any]:
    """All that is said of a question that can be answered."""
    asked, more, on = form.asked, form.answers["more"], moved.on
    found_out = answers(counted, asked, _levels(more, counted), closely=more)
    close = found_out[more]
    came = moved.came if more == 0 else moved.came[:1]  # another number was not tried
    sentences = saying.answer(close, moved.waiting, asked, done, on)
    told = fan.Told("list", "The list, week by week", " ".join(sentences[:2]))
    return {
        "sentences": sentences,
        "then": saying.then(close, asked),
        "failing": saying.failing(close, done),
        "in_the_head": saying.in_the_head(close, moved.waiting, asked, done),
        "one_more": saying.one_more(close, found_out[more + 1], asked),
        "came": saying.came(close, came, on),
        "look_back": changed(request.GET, on=on - timedelta(weeks=asked.weeks), more=0),
        "asked": asked,
        "until": day(on + timedelta(weeks=asked.weeks)),
        "close": close,
        "level": saying.level(more),
        "picture": fan.fan(told, close, asked.below, on, came),
        "ahead": tables.weeks_ahead(close, on, came),
        "ahead_columns": tables.AHEAD,
        "waits": _waits(close, on, done),
        "joining": tables.joining(close, on),
        "joining_columns": tables.JOINING,
        "levels": tables.side_by_side(request, list(found_out.values()), asked, on),
        "level_columns": tables.LEVELS,
    }


def _levels(more: int, counted: Counted) -> list[int]:
    """Those side by side, the one that was asked for and the next; none at which fewer than nobody would be seen."""
    least = min(-int(counted.seen.mean), 0)
    return sorted({each for each in SIDE_BY_SIDE if each >= least} | {more, more + 1})


def _waits(close: Answer, today: date, done: str) -> Markup:
    first = next(iter(close.wait_if_joining.values()))
    says = f"Whoever joins today and stays is {done} after about {saying.weeks(first.middle)}."
    return fan.waits(fan.Told("waits", "Waits that follow", says), close.wait_if_joining, today)


@beside_lists.block(order=60)
def what_if(asked: Narrowed) -> Markup | None:
    """On each list, for those who plan: the way to the question, of the same team."""
    pathway, team = asked.pathway, asked.chosen.team
    if not access.counts_of(asked.actor, pathway):
        return None
    address = link(plan, {"team": team} if team else None, pathway=pathway.key, wait=slug(asked.wait))
    return _BLOCK.format(address, _done(pathway.waits[asked.wait]))


_BLOCK = Markup(
    '<section aria-labelledby="what-if"><h2 class="govuk-heading-m" id="what-if">What if more or fewer were {1}?</h2>'
    '<p class="govuk-body"><a class="govuk-link" href="{0}">When is this list short enough, and what will waits be?</a>'
    " The answer comes from this list and the weeks behind it, with how sure it is.</p></section>"
)
