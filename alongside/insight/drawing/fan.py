"""A list in the weeks to come as a fan: the middle, half of all futures round it, nine in ten round that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup, escape

from alongside.insight.rules.planning import WAITED_AT_MOST, Answer, Lengths, Times
from alongside.pathways.drawing.scale import Plot, n, points, round_steps
from alongside.web.formats import MONTHS

_WIDE = (720, 330)
_SMALL = (220, 110)


class Told(NamedTuple):
    """What a picture is called on its page, and in words: its title, and what it shows."""

    name: str
    title: str
    says: str


def fan(told: Told, answer: Answer, below: int, today: date, came: Sequence[int] = ()) -> Markup:
    """The list week by week, with the dates along its foot and the number it is to come below as a line across.

    `came` is what the list came to be, from the first week on, where the first day has gone by.
    """
    weeks = len(answer.lists) - 1
    steps = round_steps(max(_highest(answer), below, *came))
    plot = Plot(56, 14, _WIDE[0] - 14, _WIDE[1] - 42, weeks, steps[-1])
    return _picture(
        told,
        _WIDE,
        "app-fan",
        [
            *_marks(plot, steps),
            *_months(plot, today, weeks),
            *_bands(plot, answer.lists),
            *_edges(plot, answer.if_rates_hold),
            *_target(plot, below, label=True),
            *_reached(plot, answer.below, below),
            *_came(plot, came[: weeks + 1]),
        ],
    )


def small_fan(told: Told, answer: Answer, below: int, highest: int) -> Markup:
    """The same without words in it, to stand beside others of one height."""
    plot = Plot(2, 6, _SMALL[0] - 2, _SMALL[1] - 2, len(answer.lists) - 1, highest)
    inside = [*_bands(plot, answer.lists), *_target(plot, below, label=False), _floor(plot)]
    return _picture(told, _SMALL, "app-fan app-fan--small", inside)


def waits(told: Told, joining: dict[int, Times], today: date) -> Markup:
    """How many weeks whoever joins on a day waits, if they stay: the same fan, with that day along its foot."""
    places, spreads = list(joining), [_within(each) for each in joining.values()]
    steps = round_steps(max(each.most for each in spreads))
    plot = Plot(56, 14, _WIDE[0] - 14, 220 - 42, places[-1], steps[-1])
    inside = [*_marks(plot, steps), *_months(plot, today, places[-1]), *_bands(plot, spreads, places)]
    return _picture(told, (_WIDE[0], 220), "app-fan", inside)


def highest(answers: Sequence[Answer]) -> int:
    """The top of pictures that are to be compared."""
    return round_steps(max(map(_highest, answers)))[-1]


def _highest(answer: Answer) -> int:
    return max(each.most for each in answer.lists)


def _within(spread: Times) -> Lengths:
    """Beyond what was looked at is at the top."""
    return Lengths(*(WAITED_AT_MOST if each is None else each for each in spread))


def _picture(told: Told, size: tuple[int, int], look: str, inside: Sequence[str]) -> Markup:
    name = told.name
    head = f'viewBox="0 0 {size[0]} {size[1]}" role="img"'
    head += f' aria-labelledby="{name}-title" aria-describedby="{name}-says"'
    words = f'<title id="{name}-title">{escape(told.title)}</title><desc id="{name}-says">{escape(told.says)}</desc>'
    return Markup(f'<svg class="{look}" {head}>{words}{"".join(inside)}</svg>')  # noqa: S704 every text in it is escaped


def _bands(plot: Plot, spreads: Sequence[Lengths], places: Sequence[float] | None = None) -> Iterator[str]:
    for look, under, over in (
        ("wide", [each.least for each in spreads], [each.most for each in spreads]),
        ("half", [each.low for each in spreads], [each.high for each in spreads]),
    ):
        edge = [*plot.line(over, places), *reversed(plot.line(under, places))]
        yield f'<polygon class="app-fan__{look}" points="{points(edge)}"/>'
    middle = plot.line([each.middle for each in spreads], places)
    yield f'<polyline class="app-fan__middle" points="{points(middle)}"/>'


def _edges(plot: Plot, spreads: Sequence[Lengths]) -> Iterator[str]:
    for values in ([each.least for each in spreads], [each.most for each in spreads]):
        yield f'<polyline class="app-fan__chance" points="{points(plot.line(values))}"/>'


def _marks(plot: Plot, steps: Sequence[int]) -> Iterator[str]:
    for step in steps:
        _, y = plot.at(0, step)
        yield f'<line class="app-fan__grid" x1="{n(plot.left)}" y1="{n(y)}" x2="{n(plot.right)}" y2="{n(y)}"/>'
        yield f'<text class="app-fan__mark" x="{n(plot.left - 8)}" y="{n(y + 4)}" text-anchor="end">{step}</text>'


def _months(plot: Plot, today: date, weeks: int) -> Iterator[str]:
    """The first of each month; on a narrow screen every second or third keeps its name."""
    month, number = date(today.year + today.month // 12, today.month % 12 + 1, 1), 0
    seldom = 3 if weeks > 30 else 2
    while (month - today) <= timedelta(weeks=weeks):
        x, _ = plot.at((month - today).days / 7, 0)
        minor = "" if number % seldom == 0 else " app-fan__mark--minor"
        yield f'<line class="app-fan__tick" x1="{n(x)}" y1="{n(plot.bottom)}" x2="{n(x)}" y2="{n(plot.bottom + 6)}"/>'
        yield (
            f'<text class="app-fan__mark{minor}" x="{n(x)}" y="{n(plot.bottom + 26)}" text-anchor="middle">'
            f"{MONTHS[month.month - 1][:3]}</text>"
        )
        month, number = date(month.year + month.month // 12, month.month % 12 + 1, 1), number + 1


def _floor(plot: Plot) -> str:
    x, y, end = n(plot.left), n(plot.bottom), n(plot.right)
    return f'<line class="app-fan__tick" x1="{x}" y1="{y}" x2="{end}" y2="{y}"/>'


def _target(plot: Plot, below: int, *, label: bool) -> Iterator[str]:
    _, y = plot.at(0, below)
    yield f'<line class="app-fan__target" x1="{n(plot.left)}" y1="{n(y)}" x2="{n(plot.right)}" y2="{n(y)}"/>'
    if label:
        yield f'<text class="app-fan__said" x="{n(plot.right - 4)}" y="{n(y - 7)}" text-anchor="end">{below}</text>'


def _reached(plot: Plot, times: Times, below: int) -> Iterator[str]:
    """When the list is first below its number: a bar for nine in ten futures, a dot for the middle one."""
    if times.least is None:
        return
    until = times.most if times.most is not None else plot.along
    (x, y), (end, _) = plot.at(times.least, below), plot.at(until, below)
    yield f'<line class="app-fan__when" x1="{n(x)}" y1="{n(y)}" x2="{n(end)}" y2="{n(y)}"/>'
    if times.middle is not None:
        middle, _ = plot.at(times.middle, below)
        yield f'<circle class="app-fan__dot" cx="{n(middle)}" cy="{n(y)}" r="6"/>'


def _came(plot: Plot, came: Sequence[int]) -> Iterator[str]:
    if len(came) < 2:
        return
    line = plot.line(came)
    yield f'<polyline class="app-fan__came" points="{points(line)}"/>'
    yield from (f'<circle class="app-fan__point" cx="{n(x)}" cy="{n(y)}" r="3"/>' for x, y in line)
