"""Beside lists that come in from another system: until the day they were taken, the council worked with that one.

Nobody made up stood on one of those lists on that day, so that on the page of a list the day shows who came with it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from alongside.pathways.rules.folding import Rules, fold
from alongside.pathways.rules.history import Happened, Waiting
from alongside.pathways.rules.waiting import still_waiting
from tests.town.borough.life import Life
from tests.town.borough.plan import Slot
from tests.town.borough.story import Story

Draw = Callable[[Slot, random.Random], Life]
TRIES = 60


@dataclass(frozen=True)
class Elsewhere:
    """The day as which lists were taken from another system, and of which kinds of work they are."""

    on: date
    pathways: AbstractSet[str]


def draw(slot: Slot, seed: str, life_of: Draw, taken: Elsewhere | None, rules: Rules) -> Life:
    """A life, drawn anew until it stood on none of those lists on that day; what stands too long stands shorter."""
    dice = random.Random(seed)
    life = life_of(slot, dice)
    if taken is None:
        return life
    since = (life.setting.times.today - taken.on).days
    for again in range(TRIES):
        if not any(_stood(story, taken, rules) for story in life.stories):
            return life
        dice = random.Random(f"{seed}-{again}")
        life = life_of(replace(slot, days=dice.randint(1, max(min(slot.days, since - 1), 1))), dice)
    raise RuntimeError(f"no life as {slot} was found that stood on none of the lists of {taken.on}")


def _stood(story: Story, taken: Elsewhere, rules: Rules) -> bool:
    if story.key not in taken.pathways:
        return False
    state = fold(
        (Happened(n, each.kind, each.at, each.content) for n, each in enumerate(story.events, 1)), rules
    )
    return state is not None and any(
        _counts(story, wait) and still_waiting(wait, taken.on) for wait in state.waits
    )


def _counts(story: Story, wait: Waiting) -> bool:
    return story.pathway.waits[wait.name].headline
