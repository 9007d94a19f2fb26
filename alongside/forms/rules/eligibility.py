"""Eligibility of an adult for care and support: Care and Support (Eligibility Criteria) Regulations 2015, SI 2015/313
reg 2; the determination and its reasons in writing: Care Act 2014 s13.

All three conditions must hold. What an unpaid carer does is not asked: the decision is blind to it (reg 2(3) speaks of
what the adult can do without assistance). “Significant” has its everyday meaning and is the assessor's judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LIMBS: Mapping[str, str] = {
    "unaided": "cannot without help",
    "pain": "can, with significant pain, distress or anxiety",
    "danger": "can, endangering themselves or others",
    "slow": "can, taking significantly longer than would be expected",
}
"""The four ways of being unable, reg 2(3)(a) to (d)."""

OUTCOMES = (
    "nutrition", "hygiene", "toilet", "clothed", "home-safe", "home-habitable", "relationships", "work-education",
    "community", "children",
)  # fmt: skip
"""The ten outcomes of reg 2(2)(a) to (j), in the order of the regulation."""

ENOUGH = 2
"""Two or more outcomes, reg 2(1)(b)."""


@dataclass(frozen=True)
class Needs:
    """What an assessment found. None is “not yet said”; an empty set of limbs is “no difficulty”."""

    from_impairment: bool | None
    limbs: Mapping[str, frozenset[str] | None]
    significant_impact: bool | None


@dataclass(frozen=True)
class Step:
    """One condition: whether it is met, and why, in a sentence."""

    condition: str
    met: bool | None
    sentence: str


@dataclass(frozen=True)
class Decision:
    """Whether somebody is eligible (None while that cannot be said), with a reason for each condition."""

    eligible: bool | None
    unable: tuple[str, ...]
    steps: tuple[Step, ...]


def decide(needs: Needs, titles: Mapping[str, str] | None = None) -> Decision:
    """Apply the three conditions. `titles` are the words for the outcomes. Raises ValueError for an unknown one."""
    unknown = needs.limbs.keys() - set(OUTCOMES)
    wrong = {limb for limbs in needs.limbs.values() for limb in limbs or ()} - LIMBS.keys()
    if unknown or wrong:
        raise ValueError(f"not of SI 2015/313 reg 2: {', '.join(sorted(unknown | wrong))}")
    named = titles or {}
    unable = tuple(key for key in OUTCOMES if needs.limbs.get(key))
    unsaid = [key for key in OUTCOMES if needs.limbs.get(key) is None]
    enough = True if len(unable) >= ENOUGH else None if len(unable) + len(unsaid) >= ENOUGH else False
    steps = (
        Step("reg 2(1)(a)", needs.from_impairment, _cause(needs.from_impairment)),
        Step("reg 2(1)(b)", enough, _counted(needs, unable, unsaid, named)),
        Step("reg 2(1)(c)", needs.significant_impact, _impact(needs.significant_impact)),
    )
    return Decision(all_of([step.met for step in steps]), unable, steps)


def all_of(met: list[bool | None]) -> bool | None:
    """False if any is, None if any is not known, else True."""
    return False if False in met else None if None in met else True


def _cause(met: bool | None) -> str:
    said = {True: "arise", False: "do not arise", None: "have not yet been said to arise"}[met]
    return f"The needs {said} from a physical or mental impairment or illness."


def _impact(met: bool | None) -> str:
    said = {True: "There is", False: "There is not", None: "It has not yet been said whether there is"}[met]
    return f"{said}, or is likely to be, a significant impact on wellbeing as a consequence."


def _counted(needs: Needs, unable: tuple[str, ...], unsaid: list[str], titles: Mapping[str, str]) -> str:
    each = [
        f"{titles.get(key, key)} ({', '.join(LIMBS[limb] for limb in LIMBS if limb in (needs.limbs[key] or ()))})"
        for key in unable
    ]
    many = {0: "No outcome", 1: "1 outcome"}.get(len(unable), f"{len(unable)} outcomes")
    said = f"{many} of ten cannot be achieved{': ' if each else ''}{'; '.join(each)}."
    return f"{said} Not yet said of {len(unsaid)}." if unsaid else said
