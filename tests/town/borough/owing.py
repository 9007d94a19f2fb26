"""What is owed to a person because their worker left (G-25): whom to ring now, and when they were told."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from alongside.pathways import happenings
from alongside.pathways.language import Owed, length
from alongside.pathways.rules import history, owed
from alongside.pathways.rules.calendar import Calendar
from alongside.pathways.rules.history import Happened, Owing
from tests.town.borough.staff import Staff
from tests.town.borough.story import Story, Told

MEETINGS = {"begin", "hold"}


@dataclass(frozen=True)
class Terms:
    """The promises that open when a worker leaves, and what their days are counted by."""

    promises: tuple[Owed, ...]
    calendar: Calendar
    staff: Staff

    def told(self, stories: list[Story], ward: str, until: datetime, dice: random.Random) -> list[Told]:
        """What happened to these promises, for the first worker who left somebody they had met."""
        left = min(filter(None, map(_left, stories)), default=None)
        if left is None or left >= until:
            return []
        opens = {each.promise: self._opened(each, ward, left) for each in self.promises}
        said = [_said(happenings.WORKER_LEFT, left, opens)]
        named = left + timedelta(days=dice.choice((1, 1, 2, 3, 4, 6, 11)), hours=1)
        if named < until and dice.random() < 0.94:
            said.append(_said(happenings.CONTACT_NAMED, named, {}))
        return said

    def _opened(self, terms: Owed, ward: str, at: datetime) -> dict[str, Any]:
        limit = length(terms.within, None)
        assert limit is not None
        return {
            "title": terms.title,
            "owed_to": terms.owed_to,
            "owner": self.staff.team(terms.team, ward),
            "due_at": self.calendar.due(at, limit).isoformat(),
            "kept_by": list(terms.kept_by),
            "excused_by": list(terms.excused_by),
            "closes": ", ".join(terms.closes),
        }


def stands(told: list[Told], first: int) -> dict[tuple[str, int], Owing]:
    """What is owed after these events, of which the first has this key."""
    return owed.fold(Happened(first + i, each.kind, each.at, each.content) for i, each in enumerate(told))


def _left(story: Story) -> datetime | None:
    """When somebody left whom the person had met; None when nobody did."""
    met = False
    for each in story.events:
        met = met or each.content.get("move") in MEETINGS
        if met and each.kind == history.GIVEN:
            return each.at
    return None


def _said(name: str, at: datetime, opens: dict[str, Any]) -> Told:
    return Told(owed.SAID, at, {"name": name, "opens": opens}, happenings.known()[name].sentence, None)
