"""Capacity for one decision: Mental Capacity Act 2005 ss 2 and 3. Whoever can do all four can decide, wisely or not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Test:
    """What was found: the four abilities of s3(1), and what stands behind the lack of one. None is “not yet said”."""

    understand: bool | None
    retain: bool | None
    weigh: bool | None
    communicate: bool | None
    impairment: bool | None
    because: bool | None


@dataclass(frozen=True)
class Found:
    """Whether capacity is lacked (None while that cannot be said), and why."""

    lacks: bool | None
    sentence: str


def decide(of: Test) -> Found:
    """Apply the test: unable in one of four, because of an impairment of, or a disturbance in, the mind or brain."""
    abilities = (of.understand, of.retain, of.weigh, of.communicate)
    if all(abilities):
        return Found(False, "They can do all four: they can make this decision, even an unwise one (s1(4)).")
    if False not in abilities:
        return Found(None, "It has not yet been said whether they can do all four.")
    if of.impairment is False:
        return Found(
            False,
            "There is no impairment of mind or brain: the decision stays theirs (s2(1)).",
        )
    if of.because is False:
        return Found(
            False, "What they cannot do does not come from the impairment: the Act does not apply (s2(1))."
        )
    if of.impairment is None or of.because is None:
        return Found(None, "It has not yet been said whether an impairment of mind or brain is the cause.")
    return Found(
        True,
        "They cannot do one of the four because of an impairment: they cannot make this decision now.",
    )
