"""How promises were kept, week by week, as a picture: bars of what was due, the kept part of each filled."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from alongside.pathways.rules.kept import Week
from alongside.web import formats

WIDTH, HEIGHT, FOOT, LEFT = 640, 180, 26, 44
SMALL = (104, 22)
EDGE = 40
"""Nearer than this to the edge, half a day’s words do not fit."""


def chart(weeks: Sequence[Week]) -> Markup:
    """The per cent kept in time of what was due in each week; a week in which nothing was due has no bar."""
    step = (WIDTH - LEFT) / max(len(weeks), 1)
    tall = HEIGHT - FOOT - 12
    named = 'aria-labelledby="trend-title" aria-describedby="trend-says"'
    parts = [
        f'<svg class="app-trend" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" {named}>',
        '<title id="trend-title">Kept in time, by week</title>',
        f'<desc id="trend-says">{escape(in_words(weeks))}</desc>',
        *(_line(share, tall) for share in (0, 50, 100)),
    ]
    for number, week in enumerate(weeks):
        parts.append(_bar(week, LEFT + number * step, step, tall))
        if number % 3 == len(weeks) % 3 - 1 or number == len(weeks) - 1:
            parts.append(_named(week, LEFT + number * step + step / 2))
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 every text in it is escaped


def _named(week: Week, x: float) -> str:
    """The day of a week below its bar; the last ends where the picture does."""
    at, anchor = (WIDTH, "end") if x > WIDTH - EDGE else (x, "middle")
    label = escape(formats.short_day(week.monday))
    return f'<text x="{at:.1f}" y="{HEIGHT - 6}" text-anchor="{anchor}">{label}</text>'


def _line(share: int, tall: int) -> str:
    y = 12 + tall * (1 - share / 100)
    return (
        f'<line class="app-trend__line" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share}%</text>'
    )


def _bar(week: Week, x: float, step: float, tall: int) -> str:
    if week.share is None:
        return ""
    high = tall * week.share / 100
    said = f"Week of {formats.short_day(week.monday)}: {week.kept} of {week.due} in time"
    return (
        f'<rect class="app-trend__due" x="{x + 3:.1f}" y="12" width="{step - 6:.1f}" height="{tall}"/>'
        f'<rect class="app-bar" x="{x + 3:.1f}" y="{12 + tall - high:.1f}" width="{step - 6:.1f}"'
        f' height="{high:.1f}"><title>{escape(said)}</title></rect>'
    )


def small(weeks: Sequence[Week], title: str) -> Markup:
    """The same beside a figure, in the space of a word."""
    wide, tall = SMALL
    step = wide / max(len(weeks), 1)
    bars = "".join(
        f'<rect class="app-bar" x="{number * step:.1f}" y="{tall - _high(week.share):.1f}"'
        f' width="{step - 1.5:.1f}" height="{_high(week.share):.1f}"/>'
        for number, week in enumerate(weeks)
        if week.share is not None
    )
    label = escape(f"{title}: {in_words(weeks)}")
    return Markup(  # noqa: S704 every text in it is escaped
        f'<svg class="app-spark" viewBox="0 0 {wide} {tall}" role="img" aria-label="{label}">{bars}</svg>'
    )


def _high(share: float) -> float:
    """How high the bar of a week is: where nothing was kept a line says that something was due."""
    return max(SMALL[1] * share / 100, 1.5)


def in_words(weeks: Sequence[Week]) -> str:
    """What the picture shows, in a sentence."""
    due = [week for week in weeks if week.share is not None]
    if not due:
        return "Nothing was due in these weeks."
    low, last = min(due, key=lambda week: week.share or 0), due[-1]
    return (
        f"Kept in time in {formats.count(len(due), 'week')}: at least {low.share:.0f}%, in the week of"
        f" {formats.short_day(low.monday)}; {last.share:.0f}% in the last, {last.kept} of {last.due}."
    )
