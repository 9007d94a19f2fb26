"""An unpaid carer's eligibility: SI 2015/313 reg 3, by brute force and by the words of the regulation (R-032)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.forms.rules.carer import LIMBS, OUTCOMES, Caring, decide

said = st.none() | st.booleans()
limbs = st.none() | st.frozensets(st.sampled_from(sorted(LIMBS)))
cases = st.builds(Caring, said, said, st.fixed_dictionaries(dict.fromkeys(OUTCOMES, limbs)), said)


def _possible(of: Caring) -> set[bool]:
    """Every answer that what is not yet said could still lead to."""
    yes_no = [
        [value] if value is not None else [True, False]
        for value in (of.necessary, of.health_at_risk, of.significant_impact)
    ]
    some = any(of.limbs.values())
    unsaid = any(value is None for value in of.limbs.values())
    outcomes = [True] if some else [True, False] if unsaid else [False]
    return {
        necessary and (health or outcome) and impact
        for necessary in yes_no[0]
        for health in yes_no[1]
        for outcome in outcomes
        for impact in yes_no[2]
    }


@given(cases)
def test_it_is_decided_exactly_when_nothing_unsaid_could_change_it(of: Caring) -> None:
    """Eligible, not eligible, or not yet known: never a guess."""
    possible = _possible(of)
    assert decide(of).eligible == (possible.pop() if len(possible) == 1 else None)


def test_one_outcome_is_enough_and_two_are_not_asked_for() -> None:
    """Where an adult needs two outcomes, a carer needs one."""
    fine: dict[str, frozenset[str] | None] = dict.fromkeys(OUTCOMES, frozenset())
    assert decide(Caring(True, False, fine | {"recreation": frozenset({"pain"})}, True)).eligible
    assert decide(Caring(True, False, fine, True)).eligible is False


def test_slow_is_no_limb_of_a_carer() -> None:
    """Reg 3(3) has three ways of being unable."""
    with pytest.raises(ValueError, match="slow"):
        decide(Caring(True, False, {"home": frozenset({"slow"})}, True))
