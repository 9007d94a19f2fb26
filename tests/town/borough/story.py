"""One journey as it is being told: each step becomes the event that the actions would have written for it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from alongside.pathways import happenings
from alongside.pathways.language import Pathway
from alongside.pathways.library import Resolved
from alongside.pathways.rules import history
from tests.town.borough.staff import Hand, Staff
from tests.town.borough.times import Times

SOON = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Told:
    """One event to be written."""

    kind: str
    at: datetime
    content: dict[str, Any]
    sentence: str
    by: int | None


@dataclass
class Setting:
    """What every story of a borough is told in: its days, its workers, the definitions in force."""

    times: Times
    staff: Staff
    definitions: Mapping[str, Resolved]
    labels: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, resolved in self.definitions.items():
            for name, move in resolved.pathway.moves.items():
                self.labels[key, name] = f"{resolved.pathway.title}: {move.label or name.capitalize()}"
        self.sentences = {name: each.sentence for name, each in happenings.known().items()}
        for key, resolved in self.definitions.items():
            begun = happenings.of_pathway(key, resolved.pathway.title)
            self.sentences[begun.name] = begun.sentence
        self._ways_out: dict[tuple[str, str, str], str] = {}

    def way_out(self, pathway: Pathway, stage: str, reason: str) -> str:
        """The move by which a journey is ended in this stage for this reason; blank where there is none."""
        asked = (pathway.pathway, stage, reason)
        if asked not in self._ways_out:
            ends = (
                name
                for name, move in pathway.moves_from(stage)
                if pathway.ends(move.to) and reason in (move.reason or ())
            )
            self._ways_out[asked] = next(ends, "")
        return self._ways_out[asked]


class Story:
    """A journey along one pathway. `ago` is the day its last step fell on; what would be still to come is not told."""

    def __init__(
        self,
        setting: Setting,
        dice: random.Random,
        pathway: str,
        ward: str,
        ago: int,
        *,
        at: datetime | None = None,
        parent: Story | None = None,
        came_by: str = "",
        referrer: str = "",
        facts: Mapping[str, bool] | None = None,
    ) -> None:
        self.setting, self.dice, self.parent = setting, dice, parent
        self.resolved = setting.definitions[pathway]
        self.key, self.pathway = pathway, self.resolved.pathway
        self.team = setting.staff.team(self.pathway.team, ward)
        self.facts = {
            "came from a referrer": bool(referrer),
            "came by self-referral": came_by in ("self", "unpaid-carer"),
        }
        self.facts |= facts or {}
        self.came_by, self.stage = came_by, self.pathway.first
        self.taken: list[str] = []
        self.ago = ago
        self.at = at or setting.times.at(ago, dice)
        self.turn = int(dice.random() * 1_000_000)
        self.hand: Hand | None = None
        self.ended = False
        self.events: list[Told] = []
        said: dict[str, Any] = {"came_by": came_by, "referrer": referrer}
        self._tell(
            history.OPENED,
            f"{self.pathway.title}: begun.",
            definition=self.resolved.hash,
            owner=self.team,
            team=self.team,
            facts=self._known(history.OPENED),
            **{name: value for name, value in said.items() if value},
        )

    def _known(self, moment: str) -> dict[str, bool]:
        promises = self.pathway.promises.values()
        wanted = sorted({each.condition for each in promises if each.condition and moment in each.opens})
        return {name: self.facts.get(name, False) for name in wanted}

    def _tell(self, kind: str, sentence: str, by: int | None = None, **content: Any) -> None:
        if by is not None:
            content["by"] = by
        self.events.append(Told(kind, self.at, content, sentence, by))

    def _reach(self, ago: int, at: datetime | None = None) -> bool:
        """Go on to a day; False when it is still to come."""
        if ago < 1:
            return False
        reached = max(at or self.setting.times.at(ago, self.dice), self.at + SOON)
        self.pass_on(reached)
        self.at, self.ago = max(reached, self.at), ago
        return True

    def later(self, first: int, last: int) -> int:
        """A working day between so many days after the last step; 0 when it is still to come."""
        return self.setting.times.worked(
            max(self.ago - first - int(self.dice.random() * (last - first + 1)), 0)
        )

    def move(
        self, key: str, ago: int, *, outcome: str = "", reason: str = "", night: bool = False, **said: Any
    ) -> bool:
        """Take a step on that day; False, and nothing told, when it is still to come."""
        if not self._reach(ago, self.setting.times.night(ago) if night else None):
            return False
        move = self.pathway.moves[key]
        if move.allocates == "worker":
            self.hand = self._somebody()
            said["owner"] = f"worker:{self.hand.id}" if self.hand else self.team
        elif move.allocates == "team":
            said["owner"] = self.team
        why = move.reason.get(outcome, "") if isinstance(move.reason, dict) else reason
        by = None if night else self._by()
        if reason:
            said["reason"] = reason
        self._tell(
            history.MOVED,
            f"{self.setting.labels[self.key, key]}{f' ({why})' if why else ''}.",
            by,
            move=key,
            outcome=outcome or key,
            facts={name: self.facts.get(name, False) for name in sorted(self.pathway.conditions)},
            **said,
        )
        self.taken.append(key)
        self.stage, self.ended = move.to, self.pathway.ends(move.to)
        return True

    def leave(self, reason: str, ago: int) -> bool:
        """End it in the stage in which it is, for this reason; False when that is still to come."""
        way = self.setting.way_out(self.pathway, self.stage, reason)
        if not way:
            raise LookupError(f"nothing of {self.key} ends in “{self.stage}” for the reason “{reason}”")
        return self.move(way, ago, outcome=reason)

    def reasons(self, key: str) -> bool:
        """Whether the move asks for one of its own reasons."""
        return isinstance(self.pathway.moves[key].reason, dict)

    @property
    def waits(self) -> bool:
        """Whether its main wait has not ended yet."""
        if self.ended:
            return False
        main = (wait for wait in self.pathway.waits.values() if wait.headline)
        return all(set(wait.stops).isdisjoint(self.taken) for wait in main)

    def say(self, name: str, ago: int) -> bool:
        """Something happened on that day; False when it is still to come."""
        if not self._reach(ago):
            return False
        said = f"{self.pathway.title}: {self.setting.sentences[name]}"
        self._tell(history.SAID, said, self._by(), name=name, facts={})
        return True

    def letter(self, key: str) -> None:
        """A letter goes out within days, sometimes late; some are not sent yet, and a few people want none."""
        dice = self.dice.random()
        if dice < 0.04:
            self.say(f"{key} declined", self.later(0, 3))
        elif dice < 0.97:
            self.say(f"{key} issued", self.later(1, 5) if dice < 0.88 else self.later(8, 30))

    def hold(self, reason: str, ago: int, days: int) -> bool:
        """Put it on hold on that day for so many days."""
        if not self._reach(ago):
            return False
        until = self.setting.times.day(ago) + timedelta(days=days)
        said = f"{self.pathway.title}: on hold until {until:%-d %B %Y}."
        self._tell(history.HELD, said, self._by(), reason=reason, until_on=until.isoformat())
        return True

    def release(self, ago: int) -> bool:
        """Go on with it."""
        if not self._reach(ago):
            return False
        self._tell(history.RELEASED, f"{self.pathway.title}: goes on.", self._by())
        return True

    def stop(self, ago: int, why: str, outcome: str) -> None:
        """Something outside the pathway ended it, however it stood."""
        if self._reach(ago):
            self._tell(
                history.STOPPED, f"{self.pathway.title}: ended, {why}.", self._by(), outcome=outcome, why=why
            )
            self.ended = True

    def cut(self, limit: datetime) -> None:
        """Nothing of it happened from that moment on."""
        self.events = [each for each in self.events if each.at < limit]
        self.taken = [each.content["move"] for each in self.events if each.kind == history.MOVED]
        self.stage = self.pathway.moves[self.taken[-1]].to if self.taken else self.pathway.first
        self.ended = self.pathway.ends(self.stage)
        if self.events:
            self.at = self.events[-1].at

    def plan(self, step: str, on: str, ago: int) -> None:
        """Somebody is asked to do something by a day."""
        if self._reach(ago):
            self._tell(
                history.PLANNED, f"{self.pathway.title}: {step.lower()}.", self._by(), step=step, on=on
            )

    def pass_on(self, until: datetime) -> bool:
        """Whoever has it has left by then: it has been somebody else's of the team since."""
        gone = self.hand
        if gone is None or gone.left_at is None or gone.left_at > until:
            return False
        self.at = max(self.at, gone.left_at)
        self.hand = self.setting.staff.worker(self.team, self.turn, self.at, stays=True)
        owner = f"worker:{self.hand.id}" if self.hand else self.team
        self._tell(
            history.GIVEN, f"{self.pathway.title}: passed on, {gone.name} has left.", None, owner=owner
        )
        return True

    def _by(self) -> int | None:
        hand = self.hand or self._somebody()
        return hand.id if hand is not None else None

    def _somebody(self) -> Hand | None:
        return self.setting.staff.worker(self.team, self.turn, self.at)
