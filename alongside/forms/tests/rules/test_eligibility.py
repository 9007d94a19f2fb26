"""Eligibility under SI 2015/313 reg 2, and that it is blind to what an unpaid carer does (R-017; practice.md 1.1)."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.forms.rules.eligibility import LIMBS, OUTCOMES, Decision, Needs, decide

limbs = st.frozensets(st.sampled_from(list(LIMBS)))
maybe = st.sampled_from([True, False, None])
decided = st.builds(
    Needs, st.booleans(), st.fixed_dictionaries(dict.fromkeys(OUTCOMES, limbs)), st.booleans()
)
unfinished = st.builds(Needs, maybe, st.dictionaries(st.sampled_from(OUTCOMES), st.none() | limbs), maybe)


@given(decided)
def test_all_three_conditions_and_two_outcomes(needs: Needs) -> None:
    """Exactly: an impairment, two outcomes with any limb, a significant impact."""
    unable = [key for key in OUTCOMES if needs.limbs[key]]
    expected = bool(needs.from_impairment and len(unable) >= 2 and needs.significant_impact)
    found = decide(needs)
    assert found.eligible is expected
    assert list(found.unable) == unable
    assert len(found.steps) == 3
    assert all(step.sentence for step in found.steps)


@given(unfinished)
def test_what_is_not_said_decides_nothing_that_it_could_change(needs: Needs) -> None:
    """An answer is given early only if no answer still to come could overturn it."""
    found = decide(needs).eligible
    everything = {_finish(needs, cause, outcome, impact) for cause in (True, False)
                  for outcome in (frozenset(), frozenset({"unaided"})) for impact in (True, False)}  # fmt: skip
    if found is not None:
        assert everything == {found}
    else:
        assert everything == {True, False}


def _finish(needs: Needs, cause: bool, outcome: frozenset[str], impact: bool) -> bool | None:
    said = {key: needs.limbs.get(key) for key in OUTCOMES}
    return decide(
        Needs(
            cause if needs.from_impairment is None else needs.from_impairment,
            {key: outcome if each is None else each for key, each in said.items()},
            impact if needs.significant_impact is None else needs.significant_impact,
        )
    ).eligible


@given(decided, st.sampled_from(OUTCOMES), limbs)
def test_more_difficulty_never_takes_eligibility_away(needs: Needs, key: str, more: frozenset[str]) -> None:
    """Monotone in every outcome."""
    worse = Needs(
        needs.from_impairment,
        {**needs.limbs, key: (needs.limbs[key] or frozenset()) | more},
        needs.significant_impact,
    )
    assert not (decide(needs).eligible and not decide(worse).eligible)


@pytest.mark.parametrize("limb", list(LIMBS))
def test_each_limb_alone_is_enough_for_an_outcome(limb: str) -> None:
    """Any of reg 2(3)(a) to (d)."""
    for pair in combinations(OUTCOMES, 2):
        said = {key: frozenset({limb}) if key in pair else frozenset() for key in OUTCOMES}
        assert decide(Needs(True, said, True)).eligible
        one = {**said, pair[0]: frozenset()}
        assert decide(Needs(True, one, True)).eligible is False


def test_the_reasons_name_the_outcomes_in_words() -> None:
    """Whoever reads the decision sees what it rests on."""
    said: dict[str, frozenset[str] | None] = {key: frozenset() for key in OUTCOMES} | {
        "toilet": frozenset({"pain", "slow"})
    }
    found: Decision = decide(Needs(True, said, False), {"toilet": "Managing toilet needs"})
    assert "1 outcome of ten" in found.steps[1].sentence
    assert (
        "Managing toilet needs (can, with significant pain, distress or anxiety, can, taking significantly longer"
        in found.steps[1].sentence
    )
    assert found.steps[2].sentence.startswith("There is not")


def test_what_the_regulations_do_not_know_is_an_error() -> None:
    """A typing mistake in a code must not read as no difficulty."""
    with pytest.raises(ValueError, match="nutritoin"):
        decide(Needs(True, {"nutritoin": frozenset({"pain"})}, True))
    with pytest.raises(ValueError, match="tired"):
        decide(Needs(True, {"nutrition": frozenset({"tired"})}, True))
