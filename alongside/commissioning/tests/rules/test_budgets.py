"""The statement of a personal budget: the first amount is the sum of the others, whatever is assessed (s26(1))."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.commissioning.rules.budgets import Statement, statement

PENCE = st.integers(0, 500_000)


@given(PENCE, PENCE, st.booleans())
def test_the_cost_is_what_the_person_and_the_council_pay(cost: int, own: int, full: bool) -> None:
    """a = b + c, to the penny; nobody pays more than it costs, and who pays the full cost pays all of it."""
    found = statement(cost, own, full=full)
    assert found.pays is not None
    assert found.council is not None
    assert found.pays + found.council == found.cost == cost
    assert found.council >= 0
    assert found.pays == (cost if full else min(own, cost))


@given(PENCE)
def test_not_yet_assessed_is_neither_nothing_nor_everything(cost: int) -> None:
    """A state of its own: no amount stands in its place."""
    assert statement(cost, None) == Statement(cost, None, None)
    assert statement(cost, 0).council == cost
    assert statement(cost, None, full=True) == Statement(cost, cost, 0)


@pytest.mark.parametrize(("cost", "own"), [(-1, 0), (100, -1)])
def test_no_amount_is_below_nothing(cost: int, own: int) -> None:
    """A slip of the keyboard is no debt."""
    with pytest.raises(ValueError, match="below nothing"):
        statement(cost, own)
