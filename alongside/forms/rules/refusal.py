"""What a refused needs assessment means: Care Act 2014 s11."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """What is known of a refusal. None is “not yet said”.

    `able` is whether the person has capacity to refuse, `best_interests` whether the assessment would be in their best
    interests, `at_risk` whether they are experiencing, or at risk of, abuse or neglect.
    """

    refused: bool | None
    able: bool | None
    best_interests: bool | None
    at_risk: bool | None


@dataclass(frozen=True)
class Effect:
    """Whether the duty to assess has ended (None while that cannot be said), and why."""

    ends_duty: bool | None
    sentence: str


def decide(of: Refusal) -> Effect:
    """Apply s11(1) and (2). A refusal lasts until the person asks again or things change (s11(3), (4))."""
    if of.refused is not True:
        return Effect(
            of.refused,
            "No assessment was refused." if of.refused is False else "Nothing is said of a refusal.",
        )
    if of.at_risk:
        return Effect(
            False, "There is abuse or neglect, or a risk of it: the assessment must go on (s11(2)(b))."
        )
    if of.able is False and of.best_interests:
        return Effect(
            False,
            "They lack capacity to refuse and the assessment is in their best interests (s11(2)(a)): it must go on.",
        )
    overridden = _unless(of.able, of.best_interests)
    if of.at_risk is None or overridden is None:
        return Effect(None, "It has not yet been said whether one of the exceptions of s11(2) applies.")
    return Effect(True, "The refusal ends the duty to assess (s11(1)); asking again or a change revives it.")


def _unless(able: bool | None, best_interests: bool | None) -> bool | None:
    """Whether s11(2)(a) applies: unable, and in their best interests."""
    if able or best_interests is False:
        return False
    return True if able is False and best_interests else None
