"""Capacity for one decision: Mental Capacity Act 2005 ss 2 and 3."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alongside.forms.rules.capacity import Test as Case
from alongside.forms.rules.capacity import decide

said = st.none() | st.booleans()


@given(st.builds(Case, said, said, said, said, said, said))
def test_nobody_lacks_capacity_without_all_that_the_act_asks(of: Case) -> None:
    """Unable in one of four, an impairment, and the one because of the other: or capacity is presumed (s1(2))."""
    abilities = (of.understand, of.retain, of.weigh, of.communicate)
    found = decide(of).lacks
    assert (found is True) == (False in abilities and of.impairment is True and of.because is True)
    if all(abilities):
        assert found is False


@given(st.builds(Case, said, said, said, said, said, said))
def test_every_finding_has_a_sentence(of: Case) -> None:
    """It stands beside the question and is read by the person."""
    assert decide(of).sentence.endswith(".")
