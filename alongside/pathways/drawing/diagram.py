"""The picture of a pathway as SVG: readable on a telephone and in print, told in words to who does not see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from alongside.pathways.drawing.layout import LINE, SMALL_LINE, Arrow, Box, Layout, Point, lay_out
from alongside.pathways.language import ANY_OPEN, Move, Pathway

HEAD = 6


def inline(pathway: Pathway) -> Markup:
    """The picture for a page: it takes the colour and letters of the text round it."""
    return Markup(_svg(pathway, 'class="app-way"', ""))  # noqa: S704 every text in it is escaped


def standalone(pathway: Pathway) -> str:
    """The picture as a file of its own, on white."""
    layout = lay_out(pathway)
    size = f'width="{_n(layout.width)}" height="{_n(layout.height)}"'
    paper = f'<rect {size} fill="#fff"/>'
    head = f'xmlns="http://www.w3.org/2000/svg" {size} color="#0b0c0c" font-family="sans-serif"'
    return _svg(pathway, head, paper) + "\n"


def _svg(pathway: Pathway, attributes: str, ground: str) -> str:
    layout = lay_out(pathway)
    name = f"way-{pathway.key}"
    box = f'viewBox="0 0 {_n(layout.width)} {_n(layout.height)}"'
    parts = [
        f'<svg {attributes} {box} role="img" aria-labelledby="{name}-title" aria-describedby="{name}-says">',
        f'<title id="{name}-title">{escape(pathway.title)}: its stages and moves</title>',
        f'<desc id="{name}-says">{escape(in_words(pathway))}</desc>',
        ground,
        *(_box(box, layout) for box in layout.boxes),
        *(_arrow(arrow) for arrow in layout.arrows),
        *(_disc(arrow) for arrow in layout.arrows),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def in_words(pathway: Pathway) -> str:
    """What the picture shows, for who does not see it."""
    stages = "; ".join(
        f"{stage.title}{' (an end)' if stage.end else ''}" for stage in pathway.stages.values()
    )
    moves = "; ".join(
        f"{number} {label(key, move)}, from {origins(pathway, move)} to {pathway.stages[move.to].title}"
        for number, (key, move) in enumerate(pathway.moves.items(), 1)
    )
    return f"The stages from the top down: {stages}. The moves: {moves}."


def label(key: str, move: Move) -> str:
    """A move as it is shown."""
    return move.label or key.capitalize()


def origins(pathway: Pathway, move: Move) -> str:
    """The stages that a move may be taken from, in words."""
    if ANY_OPEN in move.origin:
        return "any open stage"
    return " or ".join(pathway.stages[origin].title for origin in move.origin)


def _box(box: Box, layout: Layout) -> str:
    place = (
        f'x="{_n(layout.left)}" y="{_n(box.top)}" width="{_n(layout.box_width)}" height="{_n(box.height)}"'
    )
    shape = 'rx="18" stroke-width="3"' if box.end else 'rx="4" stroke-width="1.5"'
    drawn = [f'<rect {place} {shape} fill="none" stroke="currentColor"/>']
    text = LINE * len(box.lines) + SMALL_LINE * len(box.turn)
    y = box.middle - text / 2 + 13
    for line in box.lines:
        drawn.append(_text(layout.left + 12, y, line, 'font-size="15" font-weight="600"'))
        y += LINE
    for line in box.turn:
        drawn.append(_text(layout.left + 12, y, line, 'font-size="13"'))
        y += SMALL_LINE
    return "".join(drawn)


def _arrow(arrow: Arrow) -> str:
    drawn = [
        f'<polyline points="{_points(line)}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        for line in arrow.lines
    ]
    return "".join([*drawn, _head(arrow.lines[-1])])


def _head(line: Sequence[Point]) -> str:
    (x, y), (from_x, from_y) = line[-1], line[-2]
    if x == from_x:
        back = y - HEAD * 1.5 * (1 if y > from_y else -1)
        corners = [(x, y), (x - HEAD, back), (x + HEAD, back)]
    else:
        back = x - HEAD * 1.5 * (1 if x > from_x else -1)
        corners = [(x, y), (back, y - HEAD), (back, y + HEAD)]
    return f'<polygon points="{_points(corners)}" fill="currentColor"/>'


def _disc(arrow: Arrow) -> str:
    x, y = arrow.disc
    drawn = (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="9.5" fill="#fff" stroke="currentColor" stroke-width="1.5"/>'
    )
    middle = 'font-size="12" font-weight="600" text-anchor="middle"'
    drawn += _text(x, y + 4.5, str(arrow.number), middle, "#0b0c0c")
    top = y + 4.5 - SMALL_LINE * (len(arrow.label) - 1) / 2
    return drawn + "".join(
        _text(x + 16, top + SMALL_LINE * n, line, 'font-size="13"') for n, line in enumerate(arrow.label)
    )


def _text(x: float, y: float, text: str, look: str, colour: str = "currentColor") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" {look} fill="{colour}">{escape(text)}</text>'


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(number: float) -> str:
    """A number as short as it can be written, so that files differ only when the picture does."""
    return f"{number:.1f}".removesuffix(".0")
