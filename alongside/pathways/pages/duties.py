"""What it would mean: the weekly work of keeping in touch, before anybody is promised it."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.pathways import access, library
from alongside.pathways.pages.narrowing import Choice, narrowed_by
from alongside.pathways.queries import duties as queries
from alongside.pathways.queries.duties import DutyWork, TeamWork
from alongside.pathways.queries.lists import slug
from alongside.pathways.rules.calendar import span
from alongside.web import formats
from alongside.web.door import ActorRequest, page
from alongside.web.render import render
from alongside.web.tables import Column

# What a council might think of; longer than half a year is no keeping in touch.
EVERY = ("1 week", "2 weeks", "4 weeks", "6 weeks", "8 weeks", "12 weeks")


def _teams(row: DutyWork) -> str:
    """How the work of a week falls on the teams; how often somebody is owed it may wait for their priority."""
    told = "; ".join(f"{each.team} {times(each)}" for each in row.teams if each.a_week)
    return told or ("None until there is a priority" if row.undecided else "–")


def times(row: DutyWork | TeamWork) -> str:
    """How often in a week, to a tenth."""
    return formats.number(round(row.a_week, 1))


def _promised(row: DutyWork) -> str:
    """From when or until when it is promised, where the council says so."""
    said = [f"from {row.from_on}" if row.from_on else "", f"until {row.until_on}" if row.until_on else ""]
    return " ".join(filter(None, said)) or ("–" if row.promised else "No day is set")


DUTIES = (
    Column("title", "What is owed", header=True),
    Column("of", "While waiting for"),
    Column("owed_to", "To"),
    Column("every", "Every"),
    Column("waiting", "Waiting", kind="number"),
    Column("undecided", "No priority yet", kind="number"),
    Column("owed", "Owed to now", kind="number"),
    Column("", "A week", kind="number", show=times),
    Column("", "By team", show=_teams),
)
OFF = (*DUTIES[:4], Column("", "Promised", show=_promised), *DUTIES[4:6], *DUTIES[7:])
IDLE = DUTIES[:4]
TEAMS = (
    Column("team", "Team", header=True),
    Column("waiting", "Waiting", kind="number"),
    Column("", "A week", kind="number", show=times),
)


@page("promises/weekly-work/", may=access.overlook, title="What would it mean?", methods=("GET", "HEAD"))
def weekly_work(request: ActorRequest) -> HttpResponse:
    """What each duty means in a week on today's lists, and what one would mean that somebody thinks of."""
    asked = request.GET
    waits = {
        f"{key}/{slug(name)}": (key, name, f"{resolved.pathway.title}: {wait.title}")
        for key, resolved in library.current().pathways.items()
        for name, wait in resolved.pathway.waits.items()
    }
    wait, every = waits.get(asked.get("wait", "")), asked.get("every", "")
    thought = queries.thought_of(wait[0], wait[1], str(span(every))) if wait and every in EVERY else None
    choices = [
        Choice(
            "wait", "With everybody", "Choose a list", {key: words for key, (_k, _n, words) in waits.items()}
        ),
        Choice("every", "Every", "Choose how often", dict(zip(EVERY, EVERY, strict=True))),
    ]
    duties = queries.in_force()
    return render(
        request,
        "pathways/weekly_work.jinja",
        duties=[each for each in duties if each.waiting],
        columns=DUTIES,
        idle=[each for each in duties if not each.waiting],
        idle_columns=IDLE,
        off=queries.switched_off(),
        off_columns=OFF,
        thought=thought,
        thought_a_week=times(thought) if thought else "",
        team_columns=TEAMS,
        narrow=narrowed_by(asked, choices),
    )
