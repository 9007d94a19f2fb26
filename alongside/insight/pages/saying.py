"""What the planner says in words: the answer first, always with its range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from alongside.insight.rules import fluid
from alongside.insight.rules.planning import WAITED_AT_MOST, Answer, Asked, Times
from alongside.insight.rules.rates import Rate
from alongside.pathways.language import Limit
from alongside.web.formats import count, day, number, short_day

_YEARS = f"more than {WAITED_AT_MOST // 52} years"


def rate(value: float) -> str:
    """`26.7`, `26`; two figures where it is less than one."""
    return (f"{value:.2f}" if 0 < value < 1 else f"{value:,.1f}").removesuffix(".0")


def level(more: int) -> str:
    """`As now`, `2 more`, `1 fewer`."""
    return f"{abs(more)} {'more' if more > 0 else 'fewer'}" if more else "As now"


def in_a_hundred(chance: float) -> str:
    """`23 in 100`, and never certainty."""
    hundredths = round(100 * chance)
    if hundredths < 1:
        return "less than 1 in 100"
    return "more than 99 in 100" if hundredths > 99 else f"{hundredths} in 100"


def weeks(waited: int | None) -> str:
    """A wait, or that it is longer than was looked at."""
    return _YEARS if waited is None else count(waited, "week")


def answer(of: Answer, waiting: int, asked: Asked, done: str, today: date) -> Sequence[str]:
    """The answer in sentences, the one that was asked for first."""
    return [
        sentence
        for sentence in (
            f"{_with(of, done)}, {_when(of, waiting, asked, today)}",
            _between(of, waiting, asked, today),
            then(of, asked),
            _waits(of, asked, done),
            _leavers(of, asked, done),
        )
        if sentence
    ]


def _with(of: Answer, done: str) -> str:
    if not of.more:
        return f"At the pace of these weeks ({rate(of.flow.slots)} {done} a week)"
    return f"With {level(of.more)} {done} a week ({rate(of.flow.slots)} in all)"


def _when(of: Answer, waiting: int, asked: Asked, today: date) -> str:
    listed, short = f"the list of {number(waiting)}", f"below {number(asked.below)}"
    if waiting < asked.below:
        return f"{listed} goes on from where it is: {short} already."
    if of.below.middle is None:
        chance, ahead = in_a_hundred(of.below_by_then), count(asked.weeks, "week")
        return f"{listed} is not likely to come {short} in {ahead}: the chance is {chance}."
    by, weeks_ahead = _on(today, of.below.middle), count(of.below.middle, "week")
    return f"{listed} has an even chance of coming {short} by {by}, in {weeks_ahead}."


def _between(of: Answer, waiting: int, asked: Asked, today: date) -> str:
    first, last = of.below.least, of.below.most
    if waiting < asked.below or first is None:
        return ""
    if last is None:
        chance, ahead = in_a_hundred(1 - of.below_by_then), count(asked.weeks, "week")
        return (
            f"It may be there by {_on(today, first)}. The chance that it takes more than {ahead} is {chance}."
        )
    return f"In nine futures of ten it is there between {_on(today, first)} and {_on(today, last)}."


def then(of: Answer, asked: Asked) -> str:
    """The list at the end of the time ahead."""
    last = of.lists[-1]
    listed = f"about {count(last.middle, 'person', 'people')}" if last.middle else "most likely empty"
    between = f"in nine futures of ten between {number(last.least)} and {number(last.most)}"
    return f"In {count(asked.weeks, 'week')} the list is {listed}: {between}."


def _waits(of: Answer, asked: Asked, done: str) -> str:
    wait = of.wait_if_joining[asked.weeks]
    return (
        f"Whoever joins it then and stays is {done} after about {weeks(wait.middle)}, "
        f"in nineteen cases of twenty after {_at_most(wait)}."
    )


def _at_most(wait: Times) -> str:
    return _YEARS if wait.most is None else f"no more than {weeks(wait.most)}"


def _leavers(of: Answer, asked: Asked, done: str) -> str:
    if not asked.leaving:
        return "This supposes that nobody leaves the list before then."
    left = of.left
    return (
        f"Until then about {count(left.middle, 'person leaves', 'people leave')} without having been {done} "
        f"({number(left.least)} to {number(left.most)}): {in_a_hundred(of.leaving_share)} of all who go from the list."
    )


def failing(of: Answer, done: str) -> str:
    """Said of a list that looks stable because people give up; "" of any other."""
    if not fluid.held_by_leaving(of.flow):
        return ""
    return (
        f"More people come ({rate(of.flow.arriving)} a week) than can be {done} ({rate(of.flow.slots)}). Only people "
        f"giving up keep this list from growing: it settles near {number(round(fluid.settles_at(of.flow)))}, where "
        f"{in_a_hundred(fluid.share_leaving(of.flow))} of those who come leave it. It looks stable, and is failing."
    )


def in_the_head(of: Answer, waiting: int, asked: Asked, done: str) -> str:
    """The same without chance, as one would reckon it in the head, beside the exact answer."""
    gives_up = (
        f", and of those who wait {rate(100 * of.flow.leaving)} in 100 leave each week"
        if of.flow.leaving
        else ""
    )
    return (
        f"In the head: {rate(of.flow.arriving)} come a week, {rate(of.flow.slots)} are {done}{gives_up}. As if it were "
        f"water in a tank, the list would be {number(round(fluid.after(waiting, of.flow, asked.weeks)))} in "
        f"{count(asked.weeks, 'week')}, and {_in_the_tank(of, waiting, asked)}. The exact answer expects "
        f"{number(round(of.expected))}: a week in which few come cannot use all its places, and they are lost."
    )


def _in_the_tank(of: Answer, waiting: int, asked: Asked) -> str:
    until = fluid.weeks_until(waiting, of.flow, asked.below)
    if until is None:
        return f"never come to {number(asked.below)}"
    return (
        f"come to {number(asked.below)} after {count(math.ceil(until), 'week')}"
        if until
        else "is short enough now"
    )


def one_more(of: Answer, next_to: Answer, asked: Asked) -> str:
    """What one more a week would be worth from here."""
    shorter, stay = of.expected - next_to.expected, of.left_expected - next_to.left_expected
    fewer = f", and {rate(round(stay, 1))} fewer would leave unseen" if round(stay, 1) > 0 else ""
    return (
        "From here, one further place a week would make the list about "
        f"{rate(round(shorter, 1))} shorter in {count(asked.weeks, 'week')}{fewer}."
    )


def came(of: Answer, really: Sequence[int], on: date) -> str:
    """What came of a list on a past day, beside what is said of it; "" while no week is over."""
    at = min(len(really), len(of.lists)) - 1
    if at < 1:
        return ""
    said = of.lists[at]
    inside = "inside" if said.least <= really[at] <= said.most else "outside"
    return (
        f"What came: on {_on(on, at)}, {count(at, 'week')} later, the list was {number(really[at])}. That is {inside} "
        f"the range of {number(said.least)} to {number(said.most)} that is said here for that day, if nothing changed."
    )


def below(times: Times, today: date, weeks_ahead: int) -> str:
    """When a list is below its number, in a table: the even chance, and nine in ten round it."""
    never = f"not in {weeks_ahead} weeks"
    if times.middle == 0:
        return "already"
    first, middle, last = (
        short_day(_day(today, at), never) for at in (times.least, times.middle, times.most)
    )
    return never if times.least is None else f"{middle} ({first} to {last})"


def wait(times: Times) -> str:
    """A wait in a table: the middle one, and what one in twenty waits longer than."""
    return (
        weeks(times.middle) if times.middle is None else f"{weeks(times.middle)} (up to {weeks(times.most)})"
    )


def target(limit: Limit | None) -> str:
    """The target of a wait; of several, by priority, all of them."""
    return ", ".join(limit.values()) + ", by priority" if isinstance(limit, dict) else limit or ""


def interval(of: Rate, by: float = 1) -> str:
    """The ends of a rate's interval."""
    return f"{rate(of.low * by)} to {rate(of.high * by)}"


def uneven(of: Rate) -> str:
    """That weeks differ more than chance has them, where they do."""
    if of.dispersion <= 1:
        return ""
    return f" Weeks vary {of.dispersion:.1f} times as much as chance has them; the interval is wider for it."


def _on(today: date, week: int) -> str:
    return day(today + timedelta(weeks=week))


def _day(today: date, week: int | None) -> date | None:
    return None if week is None else today + timedelta(weeks=week)
