"""What refusing an assessment means (Care Act 2014 s11; practice.md 1.3)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alongside.forms.rules.refusal import Refusal, decide

maybe = st.sampled_from([True, False, None])
refusals = st.builds(Refusal, maybe, maybe, maybe, maybe)


@given(st.builds(Refusal, st.just(True), st.booleans(), st.booleans(), st.booleans()))
def test_a_refusal_ends_the_duty_but_for_two_exceptions(of: Refusal) -> None:
    """Unable and in their best interests; or abuse, neglect or a risk of it."""
    expected = not (of.at_risk or (not of.able and of.best_interests))
    assert decide(of).ends_duty is expected


@given(refusals)
def test_the_duty_ends_only_when_every_exception_is_known_not_to_apply(of: Refusal) -> None:
    """What nobody asked never ends a duty."""
    if decide(of).ends_duty:
        assert of.refused is True
        assert of.at_risk is False
        assert of.able is True or of.best_interests is False


@given(refusals)
def test_it_is_decided_as_soon_as_it_can_be(of: Refusal) -> None:
    """Not known means that some answer still to come could turn it."""
    if of.refused and decide(of).ends_duty is None:
        every = [
            decide(Refusal(True, _or(of.able, a), _or(of.best_interests, b), _or(of.at_risk, c))).ends_duty
            for a in (True, False) for b in (True, False) for c in (True, False)
        ]  # fmt: skip
        assert set(every) == {True, False}


def _or(said: bool | None, otherwise: bool) -> bool:
    return otherwise if said is None else said


def test_without_a_refusal_nothing_ends() -> None:
    """Nothing said is not a no."""
    assert decide(Refusal(False, True, False, False)).ends_duty is False
    assert decide(Refusal(None, True, False, False)).ends_duty is None
