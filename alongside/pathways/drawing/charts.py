"""Charts of a waiting list as inline SVG: bars, and lines along days or weeks. The table beside each says the same.

No colour says anything alone: each line has a stroke of its own and its name in the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 712, 28, 212
LABELS = 10
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


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
    top = _round_up(max((bar.value for bar in bars), default=0))
    wide = (RIGHT - LEFT) / max(len(bars), 1)
    every = -(-len(bars) // LABELS)
    parts = _ground(top)
    for place, bar in enumerate(bars):
        x, y = LEFT + place * wide, _y(bar.value, top)
        parts.append(
            f'<rect class="app-bar" x="{x + 1:.1f}" y="{y:.1f}" width="{wide - 2:.1f}" height="{BOTTOM - y:.1f}"/>'
        )
        if place % every == 0:
            parts.append(_text(x + wide / 2, BOTTOM + 16, bar.label))
    if mark is not None and mark[0] <= len(bars):
        x = LEFT + mark[0] * wide
        parts.append(f'<path class="app-plot__mark" d="M{x:.1f} {TOP}V{BOTTOM}"/>')
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
    top = top or _round_up(max((y for line in lines for _x, y in line.points), default=0))
    parts = _ground(top)
    for line in lines:
        parts.append(
            f'<path class="app-plot__line app-plot__line--{line.stroke}" d="{_path(line, last, top)}"/>'
        )
    parts += [_text(_x(place, last), BOTTOM + 16, name) for place, name in names]
    parts += _legend(lines)
    return _svg(key, title, says, parts)


def _path(line: Line, last: float, top: float) -> str:
    drawn = ""
    for place, (x, y) in enumerate(line.points):
        if place == 0:
            drawn = f"M{_x(x, last):.1f} {_y(y, top):.1f}"
        elif line.steps:
            drawn += f"H{_x(x, last):.1f}V{_y(y, top):.1f}"
        else:
            drawn += f"L{_x(x, last):.1f} {_y(y, top):.1f}"
    return drawn


def _legend(lines: Sequence[Line]) -> list[str]:
    parts, wide = [], (RIGHT - LEFT) / max(len(lines), 1)
    for place, line in enumerate(lines):
        x = LEFT + place * wide
        parts.append(f'<path class="app-plot__line app-plot__line--{line.stroke}" d="M{x:.1f} 10h28"/>')
        parts.append(f'<text class="app-plot__name" x="{x + 34:.1f}" y="14">{escape(line.name)}</text>')
    return parts


def _x(place: float, last: float) -> float:
    return LEFT + place * (RIGHT - LEFT) / last


def _y(value: float, top: float) -> float:
    return BOTTOM - value * (BOTTOM - TOP) / top


def _round_up(highest: float) -> float:
    """The end of the scale: round, no lower than the highest value, and even, for half of it is written, too."""
    step = next((each for each in STEPS if each * 5 >= highest), STEPS[-1])
    top = max(-(-highest // step), 1) * step
    return top + step if top % 2 else top


def _ground(top: float) -> list[str]:
    parts = []
    for share in (0, 0.5, 1):
        y, value = _y(top * share, top), top * share
        parts.append(f'<path class="app-plot__ground" d="M{LEFT} {y:.1f}H{RIGHT}"/>')
        parts.append(
            f'<text class="app-plot__name app-plot__name--end" x="{LEFT - 6}" y="{y + 4:.1f}">{value:g}</text>'
        )
    return parts


def _text(x: float, y: float, words: str) -> str:
    return (
        f'<text class="app-plot__name app-plot__name--middle" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'
    )


def _svg(key: str, title: str, says: str, parts: Sequence[str]) -> Markup:
    head = (
        f'<svg class="app-plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{key}-title {key}-says">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-says">{escape(says)}</desc>'
    )
    return Markup("".join([head, *parts, "</svg>"]))  # noqa: S704 every text in it is escaped
