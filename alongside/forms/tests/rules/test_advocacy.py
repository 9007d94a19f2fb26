"""When an advocate must be arranged (Care Act 2014 s67, SI 2014/2889 reg 4; practice.md 1.4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.forms.rules.advocacy import PARTS, Involvement, decide

maybe = st.sampled_from([True, False, None])
parts = st.frozensets(st.sampled_from(list(PARTS)))
known = st.builds(Involvement, parts, st.booleans(), st.booleans(), st.booleans())
unfinished = st.builds(Involvement, st.none() | parts, maybe, maybe, maybe)


@given(known)
def test_difficulty_and_nobody_or_nobody_enough(of: Involvement) -> None:
    """Exactly the rule of s67(2) to (5) with reg 4."""
    expected = bool(of.difficulty) and (not of.somebody or bool(of.long_stay) or bool(of.disagreement))
    assert decide(of).needed is expected


@given(unfinished)
def test_it_is_never_decided_against_somebody_for_want_of_an_answer(of: Involvement) -> None:
    """No advocate is said to be unneeded while an answer still to come could make one needed."""
    if decide(of).needed is False:
        worst = Involvement(
            of.difficulty,
            False if of.somebody is None else of.somebody,
            True if of.long_stay is None else of.long_stay,
            True if of.disagreement is None else of.disagreement,
        )
        assert decide(worst).needed is False


@given(unfinished)
def test_every_answer_has_its_reason(of: Involvement) -> None:
    """In a sentence."""
    assert decide(of).sentence.endswith(".")


@pytest.mark.parametrize("part", list(PARTS))
def test_one_part_is_enough(part: str) -> None:
    """Substantial difficulty in any one of the four."""
    assert decide(Involvement(frozenset({part}), False)).needed is True


def test_an_unknown_part_is_an_error() -> None:
    """And not no difficulty."""
    with pytest.raises(ValueError, match="hear"):
        decide(Involvement(frozenset({"hear"}), True))
