"""One made-up person, and what has happened to them so far."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from tests.town.borough.people import Resident
from tests.town.borough.plan import Slot
from tests.town.borough.services import Arranged
from tests.town.borough.story import Setting, Story

REFERRERS = {
    "family-or-friend": "A daughter",
    "hospital": "Ward 4",
    "gp": "The practice",
    "community-health": "The district nurse",
    "housing": "The housing officer",
    "police": "The police",
    "provider": "The manager of the home",
}


@dataclass
class Life:
    """One person, and the stories of their journeys, in the order in which they were told."""

    setting: Setting
    who: Resident
    slot: Slot
    dice: random.Random
    came_by: str
    stories: list[Story] = field(default_factory=list)
    arranged: list[Arranged] = field(default_factory=list)
    ended_ago: int = 0
    # The first day, counted backwards, on which anything of them was known.
    began: int = 0

    def begin(self, pathway: str, ago: int, parent: Story | None = None, **said: Any) -> Story:
        """A new journey that began on that day."""
        made = Story(self.setting, self.dice, pathway, self.who.ward, max(ago, 1), parent=parent, **said)
        self.stories.append(made)
        self.began = max(self.began, ago)
        return made

    def word(self, story: Story) -> None:
        """Whoever referred hears what came of it: mostly in time, and everybody in the end."""
        story.say(
            "acknowledged to the referrer",
            story.later(0, 2) if self.dice.random() < 0.9 else story.later(6, 40),
        )

    def ago(self, first: int, last: int) -> int:
        """A number of days between two."""
        return first + int(self.dice.random() * (last - first + 1))
