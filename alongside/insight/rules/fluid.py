"""The list as water in a tank: the sum one can do in the head, without chance. All rates are a week."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Flow:
    """How a list moves in a week: who comes, how many can be seen, and the hazard of leaving of each who waits."""

    arriving: float
    slots: float
    leaving: float = 0.0

    @property
    def gain(self) -> float:
        """How much the list grows in a week by those who come and are seen."""
        return self.arriving - self.slots


def settles_at(flow: Flow) -> float:
    """The list that is left in the end; infinite where it grows for ever."""
    if flow.gain <= 0:
        return 0.0
    return flow.gain / flow.leaving if flow.leaving else math.inf


def after(people: float, flow: Flow, weeks: float) -> float:
    """The list after some weeks, never less than nobody."""
    if not flow.leaving:
        return max(people + flow.gain * weeks, 0.0)
    end = flow.gain / flow.leaving
    return max(end + (people - end) * math.exp(-flow.leaving * weeks), 0.0)


def weeks_until(people: float, flow: Flow, below: float) -> float | None:
    """How many weeks until the list is as short as `below`; None where it never is."""
    if people <= below:
        return 0.0
    if not flow.leaving:
        return (people - below) / -flow.gain if flow.gain < 0 else None
    end = flow.gain / flow.leaving
    return math.log((people - end) / (below - end)) / flow.leaving if below > end else None


def share_leaving(flow: Flow) -> float:
    """Of those who come to a list that no longer changes, the share who leave it unseen (Whitt: 1 - slots/arriving)."""
    return max(1 - flow.slots / flow.arriving, 0.0) if flow.arriving and flow.leaving else 0.0


def held_by_leaving(flow: Flow) -> bool:
    """Whether more come than can be seen, and only people giving up keep the list from growing without end."""
    return flow.gain > 0 and flow.leaving > 0
