"""The question answered at several levels, with how sure one can be (R-052, G-66)."""

from __future__ import annotations

import statistics

import pytest

from alongside.insight.rules import planning
from alongside.insight.rules.planning import Answer, Asked, Counted
from alongside.insight.rules.rates import Rate

# Half a year of the published example: 137 waiting, 26.7 new a week, about one in 26 leaves each week.
WEEKS = 26
COUNTED = Counted(137, Rate(694, WEEKS), Rate(676, WEEKS, 0.4), Rate(137, 137 * WEEKS))
ASKED = Asked(below=27, weeks=26)


@pytest.fixture(scope="module")
def answered() -> dict[int, Answer]:
    return planning.answers(COUNTED, ASKED, (0, 2, 4), closely=2)


def test_more_slots_shorter_lists_and_waits_and_fewer_leavers(answered: dict[int, Answer]) -> None:
    """Side by side they tell the manager what each further assessment a week is worth."""
    fewer, some, many = answered.values()
    assert fewer.expected > some.expected > many.expected
    assert fewer.below_by_then < some.below_by_then < many.below_by_then
    assert fewer.left_expected > some.left_expected > many.left_expected
    assert fewer.leaving_share > some.leaving_share > many.leaving_share > 0
    waits = [answer.wait_if_joining[26].most or 0 for answer in answered.values()]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] > waits[-1] > 0


def test_the_range_holds_what_chance_alone_would_do(answered: dict[int, Answer]) -> None:
    """Not knowing the rates exactly makes one less sure, never more; today's list is known."""
    for answer in answered.values():
        assert set(answer.lists[0]) == {137}
        assert answer.lists[26].least <= answer.if_rates_hold[26].least
        assert answer.lists[26].most > answer.if_rates_hold[26].most
        assert list(answer.lists[26]) == sorted(answer.lists[26])


def test_rates_known_for_certain_leave_only_chance() -> None:
    """A thousand years of the same weeks."""
    sure = Counted(137, Rate(1.4e6, 52_000), Rate(1.4e6, 52_000), Rate(2e4, 520_000))
    (answer,) = planning.answers(sure, ASKED, (0,), closely=0).values()
    for mixed, chance in zip(answer.lists, answer.if_rates_hold, strict=True):
        assert list(mixed) == pytest.approx(list(chance), abs=1)


def test_futures_are_the_rates_and_as_wide_as_they_are_known() -> None:
    """Thirteen futures have the mean and nearly the spread of what they stand for, and of differences."""
    futures = planning.futures(COUNTED)
    arriving, gains = [each.arriving for each in futures], [each.gain for each in futures]
    assert statistics.fmean(arriving) == pytest.approx(694 / 26, rel=0.003)
    assert statistics.pstdev(arriving) == pytest.approx(694**0.5 / 26, rel=0.06)
    assert statistics.pstdev(gains) == pytest.approx((694 + 0.4 * 676) ** 0.5 / 26, rel=0.06)


def test_without_leaving_nobody_leaves() -> None:
    """The other question: what if nobody gave up."""
    asked = ASKED._replace(leaving=False)
    (answer,) = planning.answers(COUNTED, asked, (0,), closely=0).values()
    assert set(answer.left) == {0}
    assert answer.leaving_share == 0
    assert answer.expected > planning.answers(COUNTED, ASKED, (0,), closely=0)[0].expected


def test_a_target_out_of_reach_is_said_to_be() -> None:
    """Nothing is seen at all: no week, no wait that ends, a list that grows."""
    none = Counted(40, Rate(100, 26), Rate(0, 26), Rate(0, 26 * 40))
    (answer,) = planning.answers(none, Asked(10, 13), (-2,), closely=-2).values()
    assert (answer.below.middle, answer.wait_if_joining[0].middle) == (None, None)
    assert answer.below_by_then < 0.01
    assert answer.lists[13].least > 40


def test_a_list_below_its_target_is_there_today() -> None:
    """Week 0 is today; nobody at all can be on a list."""
    (answer,) = planning.answers(
        Counted(0, Rate(0, 26), Rate(0, 26), Rate(0, 0)), Asked(5, 13), (1,), closely=1
    ).values()
    assert answer.below == (0, 0, 0, 0, 0)
    assert answer.lists[13] == (0, 0, 0, 0, 0)
    assert answer.wait_if_joining[0].middle == 1


def test_whoever_joins_on_the_way_is_asked_about_only_closely(answered: dict[int, Answer]) -> None:
    """From today to the end for the level in question; at the end for the others."""
    assert list(answered[2].wait_if_joining) == [0, 3, 6, 10, 13, 16, 20, 23, 26]
    assert list(answered[4].wait_if_joining) == [26]
