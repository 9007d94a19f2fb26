"""SimPy as the referee of the exact answers: within three standard errors, and able to say no."""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence
from itertools import islice

from alongside.insight.rules import slots
from alongside.insight.rules.fluid import Flow
from alongside.insight.rules.slots import Standing, Week
from alongside.insight.tests.rules.played import Played

FLOW, PEOPLE, WEEKS, TIMES = Flow(4.3, 4, 0.08), 22, 9, 250
WEEK = Week(FLOW.arriving, FLOW.leaving)


def agrees(found: Sequence[float], said: float) -> bool:
    """Within three standard errors."""
    return abs(statistics.fmean(found) - said) < 3 * statistics.stdev(found) / len(found) ** 0.5


def test_the_list_and_those_who_leave_agree_with_simpy() -> None:
    """R-052: how long the list is to be expected to be, and how many give up on the way."""
    chance = random.Random(20_261_122)
    played = [Played(chance, PEOPLE, FLOW, WEEKS) for _ in range(TIMES)]
    standings = slots.course(PEOPLE, FLOW, WEEKS, WEEK)
    assert agrees([len(run.line) for run in played], standings[-1].mean)
    assert agrees([run.left for run in played], float(slots.gone(standings, WEEK).left[-1]))
    # The referee can say no: with a fifth of a slot more a week the list would be another.
    assert not agrees([len(run.line) for run in played], standings[-1].mean - WEEKS / 5)


def test_whose_turn_it_is_agrees_with_simpy() -> None:
    """R-052: how long somebody waits who joins today behind all the others, and stays."""
    chance = random.Random(20_261_122)
    waited = [Played(chance, PEOPLE, FLOW, WEEKS, tagged=True).waited for _ in range(TIMES)]
    seen = list(islice(slots.turns(Standing.exactly(PEOPLE), FLOW.slots, WEEK), WEEKS))
    assert seen[-1] > 0.999
    assert agrees(waited, 1 + sum(1 - chance for chance in seen))
