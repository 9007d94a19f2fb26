"""The numbers behind the planner's answer, in tables: of every picture, and of all that the answer rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from alongside.insight.drawing import fan
from alongside.insight.pages import saying
from alongside.insight.queries.movement import Movement
from alongside.insight.rules.planning import Answer, Asked, Counted
from alongside.insight.rules.rates import Rate
from alongside.pathways.pages.list_figures import Way
from alongside.web.door import ActorRequest
from alongside.web.formats import count, number, short_day
from alongside.web.tables import Column, changed


class Level(NamedTuple):
    """One number of people seen a week beside the others, in words, with its picture and the way to look closely."""

    more: int
    name: str
    slots: str
    then: str
    below: str
    wait: str
    left: str
    href: str
    picture: Markup


class Ways(NamedTuple):
    """The ways to the people behind a number: those who came or went, and those on the list; None where the list of
    that day cannot be narrowed as it was counted."""

    people: Way
    waiting: Way | None


class Basis(NamedTuple):
    """One number that the answer rests on, how sure it is, and where it comes from."""

    what: str
    value: str
    between: str
    source: str | Markup


def _level(row: Level) -> Markup:
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(row.href, row.name)


LEVELS = (
    Column("", "A week", show=_level, header=True),
    Column("slots", "In all", kind="number", show=str),
    Column("then", "The list then"),
    Column("below", "Below its number"),
    Column("wait", "Wait of who joins then"),
    Column("left", "Leave unseen by then"),
)
RESTS_ON = (
    Column("what", "Number", header=True),
    Column("value", "Is", kind="number", show=lambda value: value),
    Column("between", "95% sure between"),
    Column("source", "From"),
)
AHEAD = (
    Column("on", "Week to", kind="date", header=True),
    Column("middle", "Middle", kind="number", show=str),
    Column("half", "Half of all futures"),
    Column("most", "Nine in ten"),
    Column("chance", "Nine in ten, if the rates hold"),
    Column("came", "Came to be", kind="number"),
)
JOINING = (
    Column("on", "Joins on", kind="date", header=True),
    Column("middle", "Waits about"),
    Column("half", "Half of all"),
    Column("most", "Nine in ten"),
)


class Ahead(NamedTuple):
    """One week of the time to come, or one day of joining."""

    on: date
    middle: str
    half: str
    most: str
    chance: str = ""
    came: int | None = None


def weeks_ahead(close: Answer, on: date, came: Sequence[int]) -> list[Ahead]:
    """The list in each of the weeks to come; of a past day also what came, as far as it is over."""
    really = [*came, *[None] * len(close.lists)] if len(came) > 1 else [None] * len(close.lists)
    return [
        Ahead(
            on + timedelta(weeks=week),
            number(each.middle),
            f"{number(each.low)} to {number(each.high)}",
            f"{number(each.least)} to {number(each.most)}",
            f"{number(held.least)} to {number(held.most)}",
            really[week],
        )
        for week, (each, held) in enumerate(zip(close.lists, close.if_rates_hold, strict=True))
    ]


def joining(close: Answer, today: date) -> list[Ahead]:
    """How long whoever joins on some of the days to come waits."""
    return [
        Ahead(
            today + timedelta(weeks=week),
            saying.weeks(each.middle),
            f"{saying.weeks(each.low)} to {saying.weeks(each.high)}",
            f"{saying.weeks(each.least)} to {saying.weeks(each.most)}",
        )
        for week, each in close.wait_if_joining.items()
    ]


def side_by_side(request: ActorRequest, found: Sequence[Answer], asked: Asked, today: date) -> list[Level]:
    """Each number of people seen a week, with a picture of one height and the way to look at it closely."""
    highest = fan.highest(found)
    rows = []
    for each in found:
        then = each.lists[-1]
        name = saying.level(each.more)
        listed = f"{number(then.middle)} ({number(then.least)} to {number(then.most)})"
        rows.append(
            Level(
                more=each.more,
                name=name,
                slots=saying.rate(each.flow.slots),
                then=listed,
                below=saying.below(each.below, today, asked.weeks),
                wait=saying.wait(each.wait_if_joining[asked.weeks]),
                left=f"{number(each.left.middle)} ({saying.in_a_hundred(each.leaving_share)} of all who go)",
                href=changed(request.GET, more=each.more),
                picture=fan.small_fan(
                    fan.Told(f"level{each.more}", f"{name} a week", f"The list then: {listed}."),
                    each,
                    asked.below,
                    highest,
                ),
            )
        )
    return rows


def bases(moved: Movement, counted: Counted, done: str, ways: Ways) -> list[Basis]:
    """What the answer rests on: each number with how sure it is, where it comes from, and the people behind it."""
    weeks = moved.counting
    span = f"in {count(len(weeks.weeks), 'week')}, {short_day(weeks.since)} to {short_day(weeks.until)}"

    def counts(people: Sequence[int], of: Rate, how: str) -> Markup:
        address = ways.people(how=how, since=weeks.since, until=weeks.until)
        said = _LINK.format(address, count(sum(people), "person", "people"))
        return Markup("{} {}.{}").format(said, span, saying.uneven(of))

    hundred = 100 * counted.leaving.mean
    listed = number(moved.waiting)
    waited = f" Together people waited {number(round(weeks.waited))} weeks."
    return [
        Basis(
            "On the list",
            _LINK.format(ways.waiting(), listed) if ways.waiting else listed,
            "counted",
            "The list itself, everybody on it.",
        ),
        Basis(
            "Come a week",
            saying.rate(counted.arriving.mean),
            saying.interval(counted.arriving),
            counts(weeks.arrived, counted.arriving, "arrived"),
        ),
        Basis(
            f"Are {done} a week",
            saying.rate(counted.seen.mean),
            saying.interval(counted.seen),
            counts(weeks.seen, counted.seen, "seen"),
        ),
        Basis(
            "Leave unseen a week, of 100 who wait",
            saying.rate(hundred),
            saying.interval(counted.leaving, 100),
            counts(weeks.left, counted.leaving, "gone") + waited,
        ),
    ]


_LINK = Markup('<a class="govuk-link" href="{}">{}</a>')
