"""Service lines drawn along the months, one bar below the other. The tables beside the picture say the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup, escape

from alongside.commissioning.queries.lines import LineRow
from alongside.web import formats

WIDTH, ROW, BAR, TOP = 720, 44, 14, 30
BEFORE, AFTER = timedelta(days=548), timedelta(days=183)
LABELS = 9
HATCHED = (
    '<defs><pattern id="lines-pause" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect class="app-lines__ground" width="6" height="6"/>'
    '<path class="app-lines__hatch" d="M0 6L6 0"/></pattern></defs>'
)


def picture(rows: Sequence[LineRow], today: date) -> Markup:
    """The picture; nothing where there is no line in its time."""
    drawn = [row for row in rows if row.ends_on is None or row.ends_on >= today - BEFORE]
    if not drawn:
        return Markup("")
    first = min(max(min(row.starts_on for row in drawn), today - BEFORE), today)
    last = max([today + AFTER, *(row.starts_on + AFTER for row in drawn)])
    scale = _Scale(first.replace(day=1), last)
    height = TOP + ROW * len(drawn) + 6
    parts = [
        f'<svg class="app-lines" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="lines-title lines-says">',
        '<title id="lines-title">Services along the months</title>',
        f'<desc id="lines-says">{escape(in_words(drawn))}</desc>',
        HATCHED,
        *_months(scale, height),
        _today(scale, today, height),
        *(_line(row, number, scale) for number, row in enumerate(drawn)),
        "</svg>",
    ]
    return Markup("\n".join(parts))  # noqa: S704 every text in it is escaped


def in_words(rows: Sequence[LineRow]) -> str:
    """What the picture shows, for who does not see it."""
    return " ".join(f"{row.what}: {_span(row)}, {row.state}." for row in rows)


class _Scale:
    """Days from left to right."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._days = (last - first).days

    def x(self, day: date) -> float:
        """Where the morning of a day is, held within the picture."""
        held = min(max(day, self.first), self.last)
        return round((held - self.first).days * WIDTH / self._days, 1)


def _months(scale: _Scale, height: int) -> list[str]:
    months = []
    at = scale.first
    while at < scale.last:
        months.append(at)
        at = (at + timedelta(days=31)).replace(day=1)
    step = max(1, -(-len(months) // LABELS))
    drawn = []
    for month in months[::step]:
        x = scale.x(month)
        name = f"{formats.MONTHS[month.month - 1][:3]} {month.year % 100:02}"
        drawn.append(f'<path class="app-lines__month" d="M{x} {TOP - 6}V{height}"/>')
        if x < WIDTH - 44:
            drawn.append(f'<text class="app-lines__name" x="{x + 3}" y="14">{name}</text>')
    return drawn


def _line(row: LineRow, number: int, scale: _Scale) -> str:
    y = TOP + number * ROW
    x, end = scale.x(row.starts_on), scale.x(_after(row.ends_on, scale.last))
    label = f"{row.what}, {'paid once' if row.week is None else f'{row.week_said} a week'}"
    # The words stand where they fit: from the bar's beginning, or up to the right edge.
    place = f'x="{x + 1}"' if x < WIDTH / 2 else f'x="{WIDTH - 2}" text-anchor="end"'
    drawn = [
        f'<text class="app-lines__what" {place} y="{y + 14}">{escape(label)}</text>',
        _bar(f"app-lines__bar app-lines__bar--{row.state}", x, end, y + 20),
    ]
    for pause in row.pauses:
        begins, ends = scale.x(pause.first), scale.x(_after(pause.last, _after(row.ends_on, scale.last)))
        drawn.append(_bar("app-lines__pause", max(begins, x), min(ends, end), y + 20))
    return "".join(drawn)


def _bar(look: str, x: float, end: float, y: float) -> str:
    return f'<rect class="{look}" x="{x}" y="{y}" width="{max(round(end - x, 1), 2)}" height="{BAR}" rx="2"/>'


def _today(scale: _Scale, today: date, height: int) -> str:
    x = scale.x(today)
    anchor = ' text-anchor="end"' if x > WIDTH - 60 else ""
    return (
        f'<path class="app-lines__today" d="M{x} {TOP - 10}V{height}"/>'
        f'<text class="app-lines__today-name" x="{x + (-4 if anchor else 4)}" y="{TOP - 2}"{anchor}>Today</text>'
    )


def _after(last: date | None, otherwise: date) -> date:
    """The morning after a last day; `otherwise` where there is none."""
    return otherwise if last is None else last + timedelta(days=1)


def _span(row: LineRow) -> str:
    until = f" to {formats.day(row.ends_on)}" if row.ends_on else ", without an end"
    return f"from {formats.day(row.starts_on)}{until}"
