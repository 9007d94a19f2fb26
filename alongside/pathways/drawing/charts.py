"""Charts of a waiting list as inline SVG: bars, and lines along days or weeks. The table beside each says the same.

No colour says anything alone: each line has a stroke of its own and its name in the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from alongside.pathways.drawing.scale import Plot, n, round_steps
from alongside.web.formats import number

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 712, 28, 212
LABELS = 10


@dataclass(frozen=True)
class Line:
    """One line: its name, how it is stroked (1 to 4), and its points; with `steps` it holds each value to the next."""

    name: str
    stroke: int
    points: Sequence[tuple[float, float]]
    steps: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar: what is written under it, and how much it is."""

    label: str
    value: int


def bar_chart(
    key: str, title: str, says: str, bars: Sequence[Bar], mark: tuple[float, str] | None = None
) -> Markup:
    """Bars from nought up. `mark` is a line at a place along the bars (1.5: in the middle of the second), and its
    name. `key` tells the pictures of one page apart."""
    steps = round_steps(max((bar.value for bar in bars), default=0))
    plot = _plot(max(len(bars), 1), steps)
    wide = plot.at(1, 0)[0] - LEFT
    every = -(-len(bars) // LABELS)
    parts = _ground(plot, steps)
    for place, bar in enumerate(bars):
        x, y = plot.at(place, bar.value)
        parts.append(
            f'<rect class="app-bar" x="{n(x + 1)}" y="{n(y)}" width="{n(wide - 2)}" height="{n(BOTTOM - y)}"/>'
        )
        if place % every == 0:
            parts.append(_text(x + wide / 2, BOTTOM + 16, bar.label))
    if mark is not None and mark[0] <= len(bars):
        x, _ = plot.at(mark[0], 0)
        parts.append(f'<path class="app-plot__mark" d="M{n(x)} {TOP}V{BOTTOM}"/>')
        parts.append(_text(min(x, RIGHT - 40), TOP - 8, mark[1]))
    return _svg(key, title, says, parts)


def line_chart(
    key: str,
    title: str,
    says: str,
    lines: Sequence[Line],
    *,
    names: Sequence[tuple[float, str]],
    top: float = 0,
) -> Markup:
    """Lines from left to right. `names` are written under the picture, each at its place; `top` is where the scale
    ends (default: just above the highest point)."""
    last = max((x for line in lines for x, _y in line.points), default=1) or 1
    steps = round_steps(top or max((y for line in lines for _x, y in line.points), default=0))
    plot = _plot(last, steps)
    parts = _ground(plot, steps)
    for line in lines:
        parts.append(f'<path class="app-plot__line app-plot__line--{line.stroke}" d="{_path(line, plot)}"/>')
    parts += [_text(plot.at(place, 0)[0], BOTTOM + 16, name) for place, name in names]
    parts += _legend(lines)
    return _svg(key, title, says, parts)


def _plot(along: float, steps: Sequence[int]) -> Plot:
    return Plot(LEFT, TOP, RIGHT, BOTTOM, along, steps[-1])


def _path(line: Line, plot: Plot) -> str:
    drawn = ""
    for place, (x, y) in enumerate(plot.at(*point) for point in line.points):
        if place == 0:
            drawn = f"M{n(x)} {n(y)}"
        elif line.steps:
            drawn += f"H{n(x)}V{n(y)}"
        else:
            drawn += f"L{n(x)} {n(y)}"
    return drawn


def _legend(lines: Sequence[Line]) -> list[str]:
    parts, wide = [], (RIGHT - LEFT) / max(len(lines), 1)
    for place, line in enumerate(lines):
        x = LEFT + place * wide
        parts.append(f'<path class="app-plot__line app-plot__line--{line.stroke}" d="M{n(x)} 10h28"/>')
        parts.append(f'<text class="app-plot__name" x="{n(x + 34)}" y="14">{escape(line.name)}</text>')
    return parts


def _ground(plot: Plot, steps: Sequence[int]) -> list[str]:
    parts = []
    for step in steps:
        _, y = plot.at(0, step)
        parts.append(f'<path class="app-plot__ground" d="M{LEFT} {n(y)}H{RIGHT}"/>')
        parts.append(
            f'<text class="app-plot__name app-plot__name--end" x="{LEFT - 6}" y="{n(y + 4)}">{number(step)}</text>'
        )
    return parts


def _text(x: float, y: float, words: str) -> str:
    return f'<text class="app-plot__name app-plot__name--middle" x="{n(x)}" y="{n(y)}">{escape(words)}</text>'


def _svg(key: str, title: str, says: str, parts: Sequence[str]) -> Markup:
    head = (
        f'<svg class="app-plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{key}-title {key}-says">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-says">{escape(says)}</desc>'
    )
    return Markup("".join([head, *parts, "</svg>"]))  # noqa: S704 every text in it is escaped
