"""Makes a definition whole: the council's overlay laid over it, targets and priorities written into it as numbers.

What is resolved no longer changes: a target that the council alters on 1 April makes another version on that day, and
a journey finishes under the one it began under.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from alongside.council import Band, Council
from alongside.council.faults import Faults, Loc, Source, did_you_mean
from alongside.council.shapes import Target, heading
from alongside.council.work import Scale
from alongside.web.formats import day

TARGET, OTHERWISE, BY_PRIORITY = "council target", "or", "by priority"
# What a priority scale has a length of time for, and where its bands keep it.
COLUMNS = {heading(name): name for name in ("contact", "assess", "keep_in_touch", "review_risk")}
WHILE_WAITING = "while waiting"
# Where a definition states lengths of time: the headings of its parts, and the one inside each.
LIMITS = (("stages", "within"), ("waits", "target"), (WHILE_WAITING, "every"), ("promises", "within"))
PROMISED, FROM, UNTIL = "promised", "promised from", "promised until"
# Stands in for a length of time that could not be found out, so that one mistake is told once.
STAND_IN = "1 day"


@dataclass(frozen=True, slots=True)
class Layered(Source):
    """A file with another laid over it: a part stands in the file that wrote it."""

    above: Mapping[Loc, Source] = field(default_factory=dict)

    def spot(self, loc: Loc = ()) -> str:
        """Say where a part is: in the file laid over this one, if it is written there."""
        for n in range(len(loc), 0, -1):
            if loc[:n] in self.above:
                return self.above[loc[:n]].spot(loc)
        return Source.spot(self, loc)


@dataclass(frozen=True)
class Authored:
    """A definition as written: its data, and where each part of it stands. `own` when the council wrote all of it."""

    key: str
    data: dict[str, Any]
    source: Source
    own: bool = False


def overlay(authored: Authored, changes: Mapping[str, Any], source: Source) -> Authored:
    """Lay a council's file over the shared one: headings in both are merged, anything else is replaced."""
    data, above = deepcopy(authored.data), dict[Loc, Source]()
    _merge(data, changes, (), above, source)
    return replace(
        authored, data=data, source=Layered(authored.source.file, authored.source.lines, above=above)
    )


def _merge(
    into: dict[str, Any], changes: Mapping[str, Any], loc: Loc, above: dict[Loc, Source], source: Source
) -> None:
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value, (*loc, key), above, source)
        else:
            into[key] = deepcopy(value)
            above[*loc, key] = source


def resolve(
    authored: Authored, here: Council, on: date, faults: Faults, *, own_targets: bool = True
) -> dict[str, Any]:
    """The definition with every target and priority of this council on this day written into it.

    Without `own_targets` a council's targets give way to what the definition says of councils that have none: so the
    examples of a shared definition hold everywhere.
    """
    return _Resolving(authored, here, on, faults, own_targets).whole()


@dataclass(frozen=True)
class _Resolving:
    authored: Authored
    here: Council
    on: date
    faults: Faults
    own_targets: bool
    # What of the council's own was written into it, each with where it comes from.
    named: set[str] = field(default_factory=set)

    def whole(self) -> dict[str, Any]:
        data = deepcopy(self.authored.data)
        if isinstance(data.get("priorities"), str):
            data["priorities"] = {
                key: {"title": band.title, "meaning": band.meaning} for key, band in self.scale.items()
            }
        for parts, inner in LIMITS:
            found = data.get(parts)
            for key, part in found.items() if isinstance(found, dict) else ():
                if isinstance(part, dict) and isinstance(part.get(inner), dict):
                    part[inner] = self._limit((parts, key, inner), part[inner])
        if isinstance(data.get("within"), dict):
            data["within"] = self._limit(("within",), data["within"])
        duties = data.get(WHILE_WAITING)
        for key, duty in duties.items() if isinstance(duties, dict) else ():
            if isinstance(duty, dict):
                self._switch((WHILE_WAITING, key), duty)
        if self.named:
            data["sources"] = sorted(self.named)
        return data

    def _switch(self, loc: Loc, duty: dict[str, Any]) -> None:
        """Whether a duty is promised on this day, in place of the days: what changes on a day is another version.

        The examples of a shared definition are told as if it were, for they are the same everywhere.
        """
        begins, ends = (_day(duty.get(name)) for name in (FROM, UNTIL))
        if duty.get(PROMISED) == "no" and FROM in duty:
            wrong = "this is not promised, and says from when it is"
            self._blame((*loc, FROM), wrong, "Write `promised: yes` beside the day, or leave the day out")
        elif begins and ends and ends < begins:
            self._blame(
                (*loc, UNTIL), "this is promised no longer before it is promised", "Change one of the days"
            )
        off = duty.get(PROMISED) == "no" or (begins and self.on < begins) or (ends and ends < self.on)
        if off and self.own_targets:
            duty[PROMISED] = "no"
            if begins and begins <= self.on:
                del duty[FROM]
        else:
            for name in (PROMISED, FROM):
                if duty.get(name) in ("yes", "no") or _day(duty.get(name)):
                    del duty[name]

    @cached_property
    def scale(self) -> Mapping[str, Band]:
        """The bands of the priority scale that the definition names, by their number."""
        name = self.authored.data.get("priorities")
        if not isinstance(name, str):
            return {}
        known = {scale.key: scale for scale in self.here.priorities}
        if name not in known:
            mend = did_you_mean(name, known, f"The scales are {', '.join(sorted(known))}.")
            self._blame(("priorities",), f"there is no priority scale “{name}”", mend)
            return {}
        self.named.add(_sourced(known[name].title, known[name]))
        return {str(band.number): band for band in known[name].bands}

    def _blame(self, loc: Loc, wrong: str, mend: str) -> None:
        self.faults.add(self.authored.source, loc, wrong, mend)

    def _limit(self, loc: Loc, said: dict[str, Any]) -> Any:
        """What a length of time comes to that is said by naming something. Anything else stays as it was written."""
        if BY_PRIORITY in said:
            return self._by_priority(loc, str(said[BY_PRIORITY]))
        if TARGET in said:
            return self._target(loc, said)
        return said

    def _target(self, loc: Loc, said: dict[str, Any]) -> Any:
        wanted = str(said[TARGET])
        target = self.here.target(wanted, self.on)
        if OTHERWISE in said and (target is None or not self.own_targets):
            return said[OTHERWISE]
        if target is not None:
            self.named.add(_sourced(f"{target.title}: {target}, since {day(target.from_on)}", target))
            return str(target)
        known = {each.key for each in self.here.targets}
        hint = "Write the time to use where a council has none, under “or”."
        mend = did_you_mean(wanted, known, hint)
        self._blame(loc, f"this council has no target “{wanted}”", mend)
        return STAND_IN

    def _by_priority(self, loc: Loc, column: str) -> Any:
        if "priorities" not in self.authored.data:
            self._blame(
                loc, "this depends on the priority, and no scale is named", "Name one under “priorities”"
            )
        elif column not in COLUMNS:
            mend = did_you_mean(column, COLUMNS, f"It has {', '.join(COLUMNS)}.")
            self._blame(loc, f"a priority scale says nothing of “{column}”", mend)
        elif self.scale:
            return {key: str(getattr(band, COLUMNS[column])) for key, band in self.scale.items()}
        return STAND_IN


def _sourced(said: str, of: Target | Scale) -> str:
    """A number of the council's with where it comes from, as the help page tells it."""
    return f"{said} ({of.source}{'' if of.verified else '; not confirmed by the council'})"


def _day(said: Any) -> date | None:
    """A day as it is written; None for anything else, which the shape refuses."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
