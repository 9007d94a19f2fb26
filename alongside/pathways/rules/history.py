"""What is known of a journey: the things that happened to it, and the state that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Self

# What can happen to a journey. Each is a kind of event, written “pathway.moved” in the one history.
OPENED = "opened"
# Begun elsewhere, before Alongside: it waits since then, and is owed what is promised from when it was taken over.
BROUGHT_IN = "brought in"
MOVED = "moved"
PRIORITISED = "prioritised"
HELD = "held"
RELEASED = "released"
GIVEN = "given"
PLANNED = "planned"
VALUED = "valued"
SAID = "said"
ADOPTED = "adopted"
REDATED = "redated"
TAKEN_BACK = "taken back"
STOPPED = "stopped"
PURSUED = "pursued"
# Finished elsewhere, before it was brought in: history, of which nothing is owed here.
FINISHED = "finished elsewhere"
# The list it was brought in from was taken back: it never waited here.
WITHDRAWN = "withdrawn"

BEGINNINGS = (OPENED, BROUGHT_IN)

KEPT, EXCUSED, LAPSED = "kept", "excused", "lapsed"
COMPLETED, LEFT = "completed", "left"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a journey: its place in the order of recording, what it was, when it happened in the world."""

    id: int
    kind: str
    at: datetime
    content: Mapping[str, Any] = field(default_factory=dict)


class Place(NamedTuple):
    """How a wait stood on its list at the end of a day, and from then on: its priority (0: none yet), the last day
    that is in time, and whether a worker had it."""

    day: date
    rank: int
    due_on: date | None
    given: bool


@dataclass(slots=True)
class Waiting:
    """One run of a wait. `event` began it; `how` says whether it ended by being seen or by leaving the list.

    `rank` is the priority, 0 before there is one, and `given` whether a worker has the work: both as they are while it
    runs, and as they were when it stopped. `course` is how it stood on its list from the ends of which days on.
    `paused_since` is the day since when a hold that is still on pauses it.
    """

    name: str
    event: int
    started_at: datetime
    stopped_at: datetime | None = None
    how: str = ""
    due_on: date | None = None
    paused_days: int = 0
    paused_since: date | None = None
    rank: int = 0
    given: bool = False
    course: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Owing:
    """One promise opened. It is late when `due_at` has passed before `closed_at`: that is asked, never stored."""

    name: str
    event: int
    owed_to: str
    opened_at: datetime
    due_at: datetime
    owner: str
    closes: str = ""
    closed_at: datetime | None = None
    how: str = ""
    why: str = ""
    duty: bool = False
    # What is done about it next, where somebody said so.
    next_step: str = ""
    next_on: date | None = None
    # Of work that was brought in: it could be kept only from then on.
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """A time on hold: why, until when, and whose it is to look again."""

    reason: str
    until_on: date
    owner: str
    began_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reprioritised:
    """A priority that took the place of another: when, which, why and by whom (a worker's number)."""

    at: datetime
    was: int
    now: int
    why: str = ""
    by: int | None = None

    @property
    def kept(self) -> dict[str, Any]:
        """The same as a column of JSON holds it."""
        return {"at": self.at.isoformat(), "was": self.was, "now": self.now, "why": self.why, "by": self.by}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From what a column of JSON holds."""
        return cls(datetime.fromisoformat(kept["at"]), kept["was"], kept["now"], kept["why"], kept["by"])


@dataclass(slots=True)
class State:
    """Where a journey stands: all of it follows from what happened, and can be had for any past moment."""

    definition: str
    stage: str
    entered_at: datetime
    opened_at: datetime
    owner: str
    team: str
    brought_in_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    priority: int | None = None
    priority_reason: str = ""
    # Each priority that took another's place, in the order in which that was written down; the first one took nobody's.
    reprioritised: list[Reprioritised] = field(default_factory=list)
    interim_measures: str = ""
    amount: int | None = None
    came_by: str = ""
    referrer: str = ""
    next_step: str = ""
    next_on: date | None = None
    holds: list[Hold] = field(default_factory=list)
    waits: list[Waiting] = field(default_factory=list)
    promises: list[Owing] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    movers: dict[str, int | None] = field(default_factory=dict)
    # When each thing that counts here first happened: from some of them times are counted.
    moments: dict[str, datetime] = field(default_factory=dict)

    @property
    def held(self) -> Hold | None:
        """The hold that is on now."""
        return self.holds[-1] if self.holds and self.holds[-1].ended_at is None else None

    @property
    def open_waits(self) -> list[Waiting]:
        """Waits that run."""
        return [each for each in self.waits if each.stopped_at is None]

    @property
    def open_promises(self) -> list[Owing]:
        """Promises neither kept, excused nor lapsed."""
        return [each for each in self.promises if each.closed_at is None]
