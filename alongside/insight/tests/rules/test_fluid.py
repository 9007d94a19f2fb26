"""The sum in the head: performance.md 1.2 (R-052, G-66)."""

from __future__ import annotations

import math

import pytest

from alongside.insight.rules import fluid
from alongside.insight.rules.fluid import Flow


def test_clearing_takes_the_surplus_over_the_gain() -> None:
    """(Q0 - Q*) / (m - arriving): 110 too many, 4 a week."""
    assert fluid.weeks_until(137, Flow(26, 30), 27) == pytest.approx(27.5)
    assert fluid.after(137, Flow(26, 30), 10) == pytest.approx(97)


def test_a_list_that_grows_is_never_short() -> None:
    """Neither without leaving nor where it settles above."""
    assert fluid.weeks_until(137, Flow(30, 26), 27) is None
    assert fluid.weeks_until(137, Flow(30, 26, 1 / 26), 27) is None
    assert fluid.settles_at(Flow(30, 26)) == math.inf


def test_leaving_settles_a_list_that_is_not_kept_up_with() -> None:
    """(arriving - m) / leaving, whatever it was at first; and then a seventh of those who come give up."""
    flow = Flow(28, 24, 1 / 26)
    assert fluid.settles_at(flow) == pytest.approx(104)
    assert fluid.after(300, flow, 1_000) == fluid.after(0, flow, 1_000) == pytest.approx(104)
    assert fluid.share_leaving(flow) == pytest.approx(1 / 7)
    assert fluid.held_by_leaving(flow)
    assert not fluid.held_by_leaving(Flow(24, 28, 1 / 26))


def test_the_time_until_is_the_time_after() -> None:
    """Each turns the other round."""
    flow = Flow(26.7, 28, 1 / 26)
    weeks = fluid.weeks_until(137, flow, 27)
    assert weeks is not None
    assert fluid.after(137, flow, weeks) == pytest.approx(27)
    assert fluid.weeks_until(20, flow, 27) == 0
    assert fluid.after(137, flow, 500) == 0
    assert fluid.share_leaving(Flow(0, 0)) == 0
