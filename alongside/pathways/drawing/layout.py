"""Where the stages and moves of a pathway stand in its picture, in units of which 320 are a telephone's width.

Stages stand one below the other as written. A move to the next one runs down between them; any other runs along the
right, in a lane of its own, which gathers the stages it may be taken from; one that may be taken from any open stage
gathers them along the left.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alongside.pathways.language import ANY_OPEN, Pathway

WIDTH = 320
LEAST_BOX = 150
LANE = 20
LINE = 18
SMALL_LINE = 16
PAD = 10
GAP = 20
STEP = 28
PORT = 20
INDENT = 26
CLEAR = 12
# Average widths of a character at the two sizes of text, rounded up so that words never leave their box.
CHARACTER, SMALL_CHARACTER = 8.0, 6.7

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A stage: its title in lines, whose turn it is (none at an end), where it stands."""

    key: str
    lines: tuple[str, ...]
    turn: tuple[str, ...]
    end: bool
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Half-way down the box."""
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        """Where the box ends."""
        return self.top + self.height


@dataclass(frozen=True)
class Arrow:
    """A move, by its number: lines to draw, the last of which ends in a head; where its number stands, and beside it
    its label in lines."""

    number: int
    lines: tuple[tuple[Point, ...], ...]
    disc: Point
    label: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """The whole picture."""

    width: float
    height: float
    left: float
    box_width: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True)
class _Edge:
    """A move along the right, from one stage or from several to another, by their places in the order."""

    number: int
    begins: tuple[int, ...]
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return min(*self.begins, self.end), max(*self.begins, self.end)


def lay_out(pathway: Pathway) -> Layout:
    """Place every stage and every move."""
    return _Placing(pathway).whole()


class _Placing:
    """Works the picture out: first what runs where, then how wide and how high all is."""

    def __init__(self, pathway: Pathway) -> None:
        self.pathway = pathway
        self.order = list(pathway.stages)
        self.down: dict[int, list[int]] = {}
        self.right: list[_Edge] = []
        self.gathered: list[int] = []
        for number, move in enumerate(pathway.moves.values(), 1):
            if ANY_OPEN in move.origin:
                self.gathered.append(number)
                continue
            self._place(
                number, [self.order.index(origin) for origin in move.origin], self.order.index(move.to)
            )
        self.lanes = _lanes(self.right)
        self.left = 6.0 + LANE * len(self.gathered)
        right = 12.0 + LANE * (max(self.lanes, default=-1) + 1) if self.lanes else 6.0
        self.box_width = max(WIDTH - self.left - right, LEAST_BOX)
        self.width = self.left + self.box_width + right

    def _place(self, number: int, begins: Sequence[int], end: int) -> None:
        if end - 1 in begins:
            self.down.setdefault(end - 1, []).append(number)
        if along := tuple(begin for begin in begins if begin != end - 1):
            self.right.append(_Edge(number, along, end))

    def whole(self) -> Layout:
        boxes = tuple(self._boxes())
        arrows = [*self._downward(boxes), *self._along(boxes), *self._gather(boxes)]
        height = boxes[-1].bottom + 4
        return Layout(
            self.width,
            height,
            self.left,
            self.box_width,
            boxes,
            tuple(sorted(arrows, key=lambda a: a.number)),
        )

    def _boxes(self) -> Iterable[Box]:
        top = 4.0
        for place, (key, stage) in enumerate(self.pathway.stages.items()):
            lines = _wrapped(stage.title, self.box_width, CHARACTER)
            turn = _wrapped(stage.turn, self.box_width, SMALL_CHARACTER) if stage.turn else ()
            height = 2 * PAD + LINE * len(lines) + SMALL_LINE * len(turn)
            height = max(height, PORT * (len(self._touching(place)) + 1))
            yield Box(key, lines, turn, stage.end, top, height)
            steps = [self._step(number) for number in self.down.get(place, ())]
            top += height + (GAP * 0.75 + sum(steps) if steps else GAP)

    def _label(self, number: int) -> tuple[str, ...]:
        """What a move that runs down is called, in lines no wider than the boxes: the lanes are beside them."""
        key, move = list(self.pathway.moves.items())[number - 1]
        return _wrapped(move.label or key.capitalize(), self.box_width - INDENT, SMALL_CHARACTER)

    def _step(self, number: int) -> float:
        """How much room a move takes that runs down."""
        return STEP + SMALL_LINE * (len(self._label(number)) - 1)

    def _touching(self, place: int) -> list[tuple[_Edge, bool]]:
        """The ends of moves along the right that touch a stage, from the top: those from above, its own, those below.

        True at the end where the move arrives.
        """
        ends = [(edge, False) for edge in self.right if place in edge.begins]
        ends += [(edge, True) for edge in self.right if edge.end == place]
        return sorted(ends, key=lambda each: (self._other(each) - place, each[0].number, each[1]))

    def _other(self, end: tuple[_Edge, bool]) -> int:
        return min(end[0].begins) if end[1] else end[0].end

    def _port(self, boxes: Sequence[Box], edge: _Edge, place: int, arrives: bool) -> float:
        ends = self._touching(place)
        return boxes[place].top + boxes[place].height * (ends.index((edge, arrives)) + 1) / (len(ends) + 1)

    def _downward(self, boxes: Sequence[Box]) -> Iterable[Arrow]:
        for place, numbers in self.down.items():
            x, top = self.left + INDENT, boxes[place].bottom
            line = ((x, top), (x, boxes[place + 1].top))
            y = top + GAP / 4
            for number in numbers:
                step = self._step(number)
                yield Arrow(number, (line,), (x, y + step / 2), self._label(number))
                y += step

    def _along(self, boxes: Sequence[Box]) -> Iterable[Arrow]:
        edge_of_box = self.left + self.box_width
        ports = [self._ports(boxes, edge) for edge in self.right]
        for edge, lane, ys in zip(self.right, self.lanes, ports, strict=True):
            x, [*begins, end] = edge_of_box + LANE * (lane + 1), ys
            # One rail takes in all that begin at a stage, and its last part has the head.
            stubs = tuple(((edge_of_box, y), (x, y)) for y in begins)
            rail = ((x, min(ys)), (x, max(ys)))
            # Those that go further out cross this lane; its number stands where they do not.
            crossing = [
                y for other, each in zip(self.lanes, ports, strict=True) if other > lane for y in each
            ]
            lines = (*stubs, rail, ((x, end), (edge_of_box, end)))
            yield Arrow(edge.number, lines, (x, _free(min(ys), max(ys), crossing)))

    def _ports(self, boxes: Sequence[Box], edge: _Edge) -> list[float]:
        """How high a move leaves each of its stages, and last how high it arrives."""
        return [
            *(self._port(boxes, edge, place, False) for place in edge.begins),
            self._port(boxes, edge, edge.end, True),
        ]

    def _gather(self, boxes: Sequence[Box]) -> Iterable[Arrow]:
        for n, number in enumerate(self.gathered):
            x = self.left - LANE * (n + 0.6)
            target = boxes[self.order.index(list(self.pathway.moves.values())[number - 1].to)]
            offset = PORT * 0.5 * (n - (len(self.gathered) - 1) / 2)
            starts = [box.middle + offset for box in boxes if not box.end]
            arrives = target.middle + offset
            stubs = tuple(((self.left, y), (x, y)) for y in starts)
            rail = ((x, min(starts)), (x, arrives), (self.left, arrives))
            last = max(y for y in starts if y != arrives)
            yield Arrow(number, (*stubs, rail), (x, (last + arrives) / 2))


def _free(begin: float, end: float, crossing: Sequence[float]) -> float:
    """A place between two heights, as near their middle as may be, that no crossing line runs through."""
    middle, half = (begin + end) / 2, abs(end - begin) / 2
    away = [step * sign for step in range(0, int(half), 2) for sign in (1, -1)]
    clear = (middle + by for by in away if all(abs(middle + by - y) >= CLEAR for y in crossing))
    return next(clear, middle)


def _lanes(edges: Sequence[_Edge]) -> list[int]:
    """A lane for each move along the right: the shortest innermost, none over another."""
    lanes: list[list[_Edge]] = []
    found: dict[int, int] = {}
    for n in sorted(range(len(edges)), key=lambda n: (edges[n].span[1] - edges[n].span[0], n)):
        free = (lane for lane, taken in enumerate(lanes) if not any(_meet(edges[n], each) for each in taken))
        lane = next(free, len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(edges[n])
        found[n] = lane
    return [found[n] for n in range(len(edges))]


def _meet(one: _Edge, other: _Edge) -> bool:
    return one.span[0] <= other.span[1] and other.span[0] <= one.span[1]


def _wrapped(text: str, width: float, character: float) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, max(int((width - 2 * PAD) / character), 8)))
