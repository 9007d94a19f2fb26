"""What the letter about a wait says: how long others waited, what is owed meanwhile, whom to ring when things change.

Never a place in a queue, and never a promise that the list cannot keep: the range is of what happened to others.
"""

from __future__ import annotations

from datetime import datetime

from alongside.pathways.language import Pathway
from alongside.pathways.language import length as span_at
from alongside.pathways.letters.gaps import Writing, gap
from alongside.pathways.queries.figures import About, Portrait, portrait, year_before
from alongside.pathways.rules.calendar import day_of, days_between
from alongside.records.acting import found_once
from alongside.web import formats
from alongside.web.formats import day

# Of fewer people than this, half is nobody's guide.
ENOUGH = 10
HALF, NINE_IN_TEN = 50, 90


def headline(pathway: Pathway) -> str:
    """The wait that the person would call theirs; blank where there is none."""
    return next((name for name, wait in pathway.waits.items() if wait.headline), "")


def course(pathway: Pathway, at: datetime) -> Portrait:
    """How it went for everybody on its main list in the last twelve months; who writes to a hundred counts once."""
    today = day_of(at)
    about = About(pathway.key, headline(pathway), year_before(today), today)
    return found_once(about, lambda: portrait(about))


def is_known(pathway: Pathway, at: datetime) -> bool:
    """Whether enough people were seen to say how long it takes."""
    found = course(pathway, at)
    return found.completed.count >= ENOUGH and found.within[HALF] is not None


def length(days: int) -> str:
    """Days as one would say them: whole weeks from a fortnight on, rounded up so that nobody is told too little."""
    if days < 14:
        return formats.count(days, "day")
    return formats.count(-(-days // 7), "week")


def _within(of: Writing, share: int) -> str:
    days = course(of.pathway, of.at).within[share]
    return length(days) if days is not None else ""


@gap("most people")
def _most(of: Writing) -> str:
    return _within(of, HALF)


@gap("some people")
def _some(of: Writing) -> str:
    return _within(of, NINE_IN_TEN)


@gap("waited longer")
def _waited_longer(of: Writing) -> str:
    """To whoever has waited beyond what most did, nobody says only what most did."""
    mine = next((each for each in of.state.open_waits if each.name == headline(of.pathway)), None)
    days = days_between(day_of(mine.started_at), day_of(of.at)) if mine else 0
    beyond = [
        share for share, most in course(of.pathway, of.at).within.items() if most is not None and days > most
    ]
    if NINE_IN_TEN in beyond:
        return "You have waited longer than nine in ten of them. We are sorry."
    return "You have waited longer than half of them. We are sorry." if HALF in beyond else ""


@gap("as at")
def _as_at(of: Writing) -> str:
    return day(of.at)


@gap("keep in touch")
def _keep_in_touch(of: Writing) -> str:
    """How often they hear from the council: as it is owed to them, and no more than that."""
    owed = {each.name for each in of.state.open_promises if each.duty and each.owed_to == "person"}
    terms = [of.pathway.while_waiting[name] for name in sorted(owed & of.pathway.while_waiting.keys())]
    every = next(filter(None, (span_at(each.every, of.state.priority) for each in terms)), None)
    if every is None:
        return "You can ring us at any time to ask how things stand."
    return f"We will ring or write to you at least every {every} while you wait, to ask how you are."


@gap("meanwhile")
def _meanwhile(of: Writing) -> str:
    measures = of.state.interim_measures
    return f"Until then, this is agreed to keep you safe: {measures}" if measures else ""
