"""The exact weekly-slot answer against enumeration, published figures and laws that always hold (R-052, G-66)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insight.rules import slots
from alongside.insight.rules.fluid import Flow
from alongside.insight.rules.slots import Standing, Week

# The published example (performance.md 2): 137 waiting, 26.7 new a week, each leaves once in 26 weeks.
LIST = {26: 54, 27: 37, 28: 21, 29: 9, 30: 3, 32: 1}
# It counts the week in which the list falls from nought: after 48 whole weeks, in the 49th.
WEEKS = {26: 48, 27: 31, 28: 23, 29: 19, 30: 16, 32: 12}

flows = st.builds(
    Flow, st.floats(0, 12), st.sampled_from([0.0, 0.5, 1, 2, 2.25, 5, 9, 14]), st.floats(0, 0.6)
)


@pytest.mark.parametrize("seen", LIST)
def test_one_worker_moved(seen: int) -> None:
    """Every figure of the table: the list after half a year, and when it is first shorter than 27."""
    means = [each.mean for each in slots.course(137, Flow(26.7, seen, 1 / 26), 52)]
    assert round(means[26]) == LIST[seen]
    assert next(week for week, mean in enumerate(means) if mean < 27) - 1 == WEEKS[seen]


def enumerated(chances: Mapping[int, float], flow: Flow) -> dict[int, float]:
    """A week written out: every number who stay, every number who come, each with its chance."""
    stays = math.exp(-flow.leaving)
    joined = flow.arriving * ((1 - stays) / flow.leaving if flow.leaving else 1)
    whole, part = divmod(flow.slots, 1)
    made: dict[int, float] = defaultdict(float)
    for people, chance in chances.items():
        for stay in range(people + 1):
            stayed = math.comb(people, stay) * stays**stay * (1 - stays) ** (people - stay)
            for come in range(30):
                came = math.exp(-joined) * joined**come / math.factorial(come)
                for seen, how in ((int(whole), 1 - part), (int(whole) + 1, part)):
                    made[max(stay + come - seen, 0)] += chance * stayed * came * how
    return made


@pytest.mark.parametrize("flow", [Flow(2.1, 2, 0.3), Flow(1.4, 2.5, 0.05), Flow(3, 1), Flow(0.5, 0.25, 1.2)])
def test_the_chain_is_the_enumeration(flow: Flow) -> None:
    """To 1e-10, every length, three weeks on (performance.md 6, goal 3)."""
    chances: Mapping[int, float] = {4: 1.0}
    for standing in slots.course(4, flow, 3)[1:]:
        chances = enumerated(chances, flow)
        found = dict(zip(standing.lengths.tolist(), standing.chances.tolist(), strict=True))
        assert all(
            found.get(people, 0) == pytest.approx(chance, abs=1e-10) for people, chance in chances.items()
        )


def test_first_passage_is_the_enumeration() -> None:
    """A path that has been below is taken out; what is left goes on."""
    flow = Flow(2.1, 2, 0.3)
    chances, reached = {5: 1.0}, 0.0
    for chance in slots.passage(5, flow, 3, 4)[1:]:
        chances = enumerated(chances, flow)
        reached += sum(each for people, each in chances.items() if people < 3)
        chances = {people: each for people, each in chances.items() if people >= 3}
        assert chance == pytest.approx(reached, abs=1e-10)


def test_whose_turn_it_is_is_the_enumeration() -> None:
    """Behind four, of whom any may leave, with one or two slots a week."""
    flow = Flow(0, 1.5, 0.3)
    chances, seen = {4: 1.0}, 0.0
    for chance in islice(slots.turns(Standing.exactly(4), flow.slots, Week(9, flow.leaving)), 4):
        stayed, chances = enumerated(chances, Flow(0, 0, flow.leaving)), defaultdict(float)
        for people, each in stayed.items():
            for slot in (1, 2):
                if people < slot:
                    seen += each / 2
                else:
                    chances[people - slot] += each / 2
        assert chance == pytest.approx(seen, abs=1e-10)


def test_a_list_that_is_short_already_needs_no_week() -> None:
    """And one for which nobody works is never short."""
    assert slots.passage(3, Flow(2, 2), 4, 2).tolist() == [1, 1, 1]
    assert slots.passage(9, Flow(2, 0), 4, 2).tolist() == [0, 0, 0]


@given(st.integers(0, 40), flows)
@settings(max_examples=40)
def test_nobody_is_lost_between_weeks(people: int, flow: Flow) -> None:
    """Chances add to one, and who was there or came is there, was seen or left (conservation of mass)."""
    week = Week(flow.arriving, flow.leaving)
    standings = slots.course(people, flow, 8, week)
    went = slots.gone(standings, week)
    seen = 0.0
    for before, after in pairwise(standings):
        assert after.chances.sum() == pytest.approx(1, abs=1e-10)
        there = week.passed(before)
        whole, part = divmod(flow.slots, 1)
        seen += (1 - part) * float(there.chances @ np.minimum(there.lengths, whole))
        seen += part * float(there.chances @ np.minimum(there.lengths, whole + 1))
    assert went.seen[-1] == pytest.approx(seen, abs=1e-8)
    assert people + 8 * flow.arriving == pytest.approx(
        standings[-1].mean + went.seen[-1] + went.left[-1], abs=1e-8
    )


@given(st.floats(0.5, 3.2))
@settings(max_examples=15, deadline=None)
def test_littles_law_holds(arriving: float) -> None:
    """On a list that no longer changes, people = arriving x the weeks at whose end each still waits (L = λW)."""
    flow = Flow(arriving, 4)
    week = Week(arriving)
    settled = slots.course(0, flow, 600, week)[-1]
    # Before somebody who comes at any moment of a week stand those who waited, and who came earlier in it.
    earlier = (1 - slots.poisson(arriving).cumsum()) / arriving
    ahead = Standing(settled.least, np.convolve(settled.chances, np.maximum(earlier, 0)))
    weeks = sum(1 - chance for chance in islice(slots.turns(ahead, flow.slots, week), 400))
    assert settled.mean == pytest.approx(arriving * weeks, rel=1e-6)


@given(st.integers(0, 60), flows)
@settings(max_examples=25)
def test_one_more_slot_never_lengthens_a_list(people: int, flow: Flow) -> None:
    """Nor makes anybody wait longer."""
    more = Flow(flow.arriving, flow.slots + 1, flow.leaving)
    here, there = slots.course(people, flow, 6)[-1], slots.course(people, more, 6)[-1]
    assert there.mean <= here.mean + 1e-9
    week = Week(flow.arriving, flow.leaving)
    turns = zip(slots.turns(here, flow.slots, week), slots.turns(here, more.slots, week), strict=False)
    assert all(sooner >= later - 1e-9 for later, sooner in islice(turns, 6))
