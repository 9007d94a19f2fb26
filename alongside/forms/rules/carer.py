"""Eligibility of an unpaid carer for support: Care and Support (Eligibility Criteria) Regulations 2015, SI 2015/313
reg 3; the determination and its reasons in writing: Care Act 2014 s13.

All three conditions must hold, and one outcome is enough. Whether the person cared for is eligible is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alongside.forms.rules.eligibility import Decision, Step, all_of

LIMBS = frozenset({"unaided", "pain", "danger"})
"""The three ways of being unable, reg 3(3)(a) to (c): being slow is none of them."""

OUTCOMES = (
    "children", "others", "home", "nutrition", "relationships", "work-education", "community", "recreation",
)  # fmt: skip
"""The eight outcomes of reg 3(2)(b), in the order of the regulation."""


@dataclass(frozen=True)
class Caring:
    """What an assessment found. None is “not yet said”; an empty set of limbs is “no difficulty”."""

    necessary: bool | None
    health_at_risk: bool | None
    limbs: Mapping[str, frozenset[str] | None]
    significant_impact: bool | None


def decide(of: Caring) -> Decision:
    """Apply the three conditions. Raises ValueError for an outcome or a limb the regulation does not know."""
    unknown = of.limbs.keys() - set(OUTCOMES)
    wrong = {limb for limbs in of.limbs.values() for limb in limbs or ()} - LIMBS
    if unknown or wrong:
        raise ValueError(f"not of SI 2015/313 reg 3: {', '.join(sorted(unknown | wrong))}")
    unable = tuple(key for key in OUTCOMES if of.limbs.get(key))
    unsaid = any(of.limbs.get(key) is None for key in OUTCOMES)
    outcome = True if unable else None if unsaid else False
    effect = True if of.health_at_risk or outcome else None if None in (of.health_at_risk, outcome) else False
    steps = (
        Step(
            "reg 3(1)(a)",
            of.necessary,
            _cause(of.necessary),
        ),
        Step("reg 3(1)(b)", effect, _effect(of.health_at_risk, unable, effect)),
        Step("reg 3(1)(c)", of.significant_impact, _impact(of.significant_impact)),
    )
    return Decision(all_of([step.met for step in steps]), unable, steps)


def _cause(met: bool | None) -> str:
    said = {True: "arise", False: "do not arise", None: "have not yet been said to arise"}[met]
    return f"The needs {said} from providing necessary care for an adult."


def _effect(health: bool | None, unable: tuple[str, ...], met: bool | None) -> str:
    if health:
        return "Their health is deteriorating, or at risk of it: that is enough."
    if unable:
        return f"They are unable to achieve {len(unable)} of the eight outcomes; one is enough."
    return (
        "Neither their health nor any outcome is affected."
        if met is False
        else "Not everything has been asked yet."
    )


def _impact(met: bool | None) -> str:
    said = {True: "There is", False: "There is not", None: "It has not yet been said whether there is"}[met]
    return f"{said}, or is likely to be, a significant impact on their wellbeing as a consequence."
