"""When an independent advocate must be arranged: Care Act 2014 s67 (for safeguarding s68), SI 2014/2889 reg 4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PARTS: Mapping[str, str] = {
    "understand": "understanding relevant information",
    "retain": "retaining it",
    "use": "using or weighing it",
    "communicate": "communicating views, wishes or feelings",
}
"""The four parts of being involved, s67(4)."""


@dataclass(frozen=True)
class Involvement:
    """What is known of how a person can take part. None is “not yet said”.

    `difficulty` holds the parts in which it is substantial. `somebody` is whether there is an appropriate individual:
    not paid to care, not objected to, not implicated in abuse. `long_stay`: an NHS stay of 28 days or a care home for
    8 weeks is likely and in the person's best interests; `disagreement`: that individual and the council disagree on a
    material matter, and both agree that an advocate is in the person's interest.
    """

    difficulty: frozenset[str] | None
    somebody: bool | None
    long_stay: bool | None = False
    disagreement: bool | None = False


@dataclass(frozen=True)
class Duty:
    """Whether an advocate must be arranged (None while that cannot be said), and why."""

    needed: bool | None
    sentence: str


def decide(of: Involvement) -> Duty:
    """Apply s67(2) to (5) and reg 4. Raises ValueError for an unknown part."""
    if unknown := (of.difficulty or frozenset()) - PARTS.keys():
        raise ValueError(f"not of Care Act 2014 s67(4): {', '.join(sorted(unknown))}")
    if of.difficulty is None:
        return Duty(None, "It has not yet been said whether being involved is substantially difficult.")
    if not of.difficulty:
        return Duty(False, "There is no substantial difficulty in being involved: no advocate is required.")
    parts = ", ".join(words for part, words in PARTS.items() if part in of.difficulty)
    found = f"There is substantial difficulty in {parts}"
    if of.somebody is False:
        return Duty(
            True, f"{found}, and there is no appropriate individual: an advocate must be arranged (s67)."
        )
    if of.long_stay or of.disagreement:
        why = "a long stay is likely" if of.long_stay else "they and the council disagree"
        return Duty(
            True,
            f"{found}; though there is somebody appropriate, {why}: an advocate must be arranged (reg 4).",
        )
    if None in (of.somebody, of.long_stay, of.disagreement):
        return Duty(
            None, f"{found}; whether there is somebody appropriate, and enough, has not yet been said."
        )
    return Duty(False, f"{found}, and an appropriate individual can represent and support them.")
