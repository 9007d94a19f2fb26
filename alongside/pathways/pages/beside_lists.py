"""What rooms above put on the pages of waiting lists: blocks beside a list, and what is done with several at once.

    @beside_lists.block(order=60)
    def planner(asked: Asked) -> Markup | None: ...

    @beside_lists.batch
    def allocate(pathway: Pathway, wait: str, actor: Actor) -> Batch | None: ...

Both are asked only of a list as it stands now, not of a past day. None means: not for this list, or not this reader. A
block is told what the list is narrowed to, too, so that its way leads on to as much of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from alongside.pathways.language import Pathway
from alongside.pathways.queries.narrowing import Asked
from alongside.records.actors import Actor

Block = Callable[[Asked], Markup | None]


@dataclass(frozen=True)
class Batch:
    """What is done with the rows that are ticked: they are sent to `action` by GET as `item=12.3` (a journey and its
    version), with whatever fields and buttons stand in `below`. A button may go elsewhere by its `formaction`. What
    the list is narrowed to goes along as `narrowed`, so that everybody who fits can be meant (`lists.everybody`).
    """

    action: str
    below: Markup


@dataclass
class Registered:
    """Everything that rooms above have put here."""

    blocks: list[tuple[int, Block]] = field(default_factory=list)
    batch: Callable[[Pathway, str, Actor], Batch | None] | None = None


house = Registered()


def block(order: int = 50) -> Callable[[Block], Block]:
    """Register a block for every list, in its place among the others."""

    def put(drawn: Block) -> Block:
        house.blocks.append((order, drawn))
        house.blocks.sort(key=lambda each: each[0])
        return drawn

    return put


def batch(drawn: Callable[[Pathway, str, Actor], Batch | None]) -> Callable[..., Batch | None]:
    """Register what is done with several rows at once; there is one."""
    if house.batch is not None:
        raise ValueError("What is done with several rows of a list is registered already")
    house.batch = drawn
    return drawn


def blocks_of(asked: Asked) -> list[Markup]:
    """The blocks of a list for a reader, drawn."""
    return [drawn for _order, each in house.blocks if (drawn := each(asked)) is not None]


def batch_of(pathway: Pathway, wait: str, actor: Actor) -> Batch | None:
    """What this reader can do with several rows of a list."""
    return house.batch(pathway, wait, actor) if house.batch is not None else None
