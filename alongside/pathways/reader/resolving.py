"""Makes a definition whole: the council's overlay laid over it, targets and priorities written into it as numbers.

What is resolved no longer changes: a target that the council alters on 1 April makes another version on that day, and
a journey finishes under the one it began under.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from alongside.council import Council
from alongside.council.faults import Faults, Loc, Source, did_you_mean
from alongside.council.shapes import heading

TARGET, OTHERWISE, BY_PRIORITY = "council target", "or", "by priority"
# What a priority scale has a length of time for, and where its bands keep it.
COLUMNS = {heading(name): name for name in ("contact", "assess", "keep_in_touch", "review_risk")}


@dataclass(frozen=True)
class Authored:
    """A definition as written: its data, and where each part of it stands."""

    key: str
    data: dict[str, Any]
    source: Source
    overlaid: Mapping[Loc, Source] = field(default_factory=dict)

    def blame(self, faults: Faults, loc: Loc, wrong: str, mend: str) -> None:
        """Note a mistake in the file in which this part was written: the council's, if it stands there."""
        for n in range(len(loc), 0, -1):
            if loc[:n] in self.overlaid:
                faults.add(self.overlaid[loc[:n]], loc, wrong, mend)
                return
        faults.add(self.source, loc, wrong, mend)


def overlay(authored: Authored, changes: Mapping[str, Any], source: Source) -> Authored:
    """Lay a council's file over the shared one: headings in both are merged, anything else is replaced."""
    data, overlaid = deepcopy(authored.data), dict(authored.overlaid)
    _merge(data, changes, (), overlaid, source)
    return Authored(authored.key, data, authored.source, overlaid)


def _merge(
    into: dict[str, Any], changes: Mapping[str, Any], loc: Loc, at: dict[Loc, Source], source: Source
) -> None:
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value, (*loc, key), at, source)
        else:
            into[key] = deepcopy(value)
            at[*loc, key] = source


def resolve(authored: Authored, here: Council, on: date, faults: Faults) -> dict[str, Any]:
    """The definition with every target and priority of this council on this day written into it."""
    data = deepcopy(authored.data)
    scale = _scale(authored, data, here, faults)
    for heading, inner in (
        ("stages", "within"),
        ("waits", "target"),
        ("while waiting", "every"),
        ("promises", "within"),
    ):
        parts = data.get(heading)
        for key, part in parts.items() if isinstance(parts, dict) else ():
            if isinstance(part, dict) and isinstance(part.get(inner), dict):
                part[inner] = _limit(authored, (heading, key, inner), part[inner], scale, here, on, faults)
    if isinstance(data.get("within"), dict):
        data["within"] = _limit(authored, ("within",), data["within"], scale, here, on, faults)
    return data


def _scale(authored: Authored, data: dict[str, Any], here: Council, faults: Faults) -> Mapping[str, Any]:
    """The bands of the priority scale that the definition names, written into it in place of the name."""
    name = data.get("priorities")
    if not isinstance(name, str):
        return {}
    known = {scale.key: scale for scale in here.priorities}
    if name not in known:
        authored.blame(
            faults,
            ("priorities",),
            f"there is no priority scale “{name}”",
            did_you_mean(name, known, f"The scales are {', '.join(sorted(known))}."),
        )
        del data["priorities"]
        return {}
    bands = {str(band.number): band for band in known[name].bands}
    data["priorities"] = {key: {"title": band.title, "meaning": band.meaning} for key, band in bands.items()}
    return bands


def _limit(
    authored: Authored,
    loc: Loc,
    said: dict[str, Any],
    scale: Mapping[str, Any],
    here: Council,
    on: date,
    faults: Faults,
) -> Any:
    if BY_PRIORITY in said:
        return _by_priority(authored, loc, said[BY_PRIORITY], scale, faults)
    if TARGET in said:
        return _target(authored, loc, said, here, on, faults)
    return said


def _target(
    authored: Authored, loc: Loc, said: dict[str, Any], here: Council, on: date, faults: Faults
) -> Any:
    target = here.target(said[TARGET], on)
    if target is not None:
        return str(target)
    if OTHERWISE in said:
        return said[OTHERWISE]
    known = {each.key for each in here.targets}
    hint = "Write the time to use where a council has none, under “or”."
    authored.blame(
        faults, loc, f"this council has no target “{said[TARGET]}”", did_you_mean(said[TARGET], known, hint)
    )
    return "1 day"


def _by_priority(authored: Authored, loc: Loc, column: str, scale: Mapping[str, Any], faults: Faults) -> Any:
    if not scale:
        authored.blame(
            faults, loc, "this depends on the priority, and no scale is named", "Name one under “priorities”"
        )
        return "1 day"
    if column not in COLUMNS:
        wrong = f"a priority scale says nothing of “{column}”"
        authored.blame(faults, loc, wrong, did_you_mean(column, COLUMNS, f"It has {', '.join(COLUMNS)}."))
        return "1 day"
    return {key: str(getattr(band, COLUMNS[column])) for key, band in scale.items()}
