"""Measures the planner's exact answer beside SimPy playing the same weeks, and beside bare matrix products.

    python -m tests.bench.planner [--json FILE] [--rounds 21]

The list is the published one: 137 waiting, 26.7 new a week, each leaves once in 26 weeks. Thread CPU time, rounds of
all in turn in one run, medians. SimPy plays five years twice a round and is multiplied up to a thousand times; it plays
the leanest model that is the same, without priorities or workers, which would take it six times as long.

The floor of sixteen levels for a year is a product of a vector with a matrix for each week and level, as wide as the
list can become: what a chain costs that is neither banded nor trimmed, without arrivals.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from alongside.insight.rules import slots
from alongside.insight.rules.fluid import Flow
from alongside.insight.rules.planning import Asked, Counted, answers
from alongside.insight.rules.rates import Rate
from alongside.insight.rules.slots import Week
from alongside.insight.tests.rules.played import Played

PEOPLE, ARRIVING, LEAVING = 137, 26.7, 1 / 26
LEVELS = range(22, 38)
YEAR, FIVE_YEARS = 52, 260
PLAYED, WANTED = 2, 1_000
GOAL_SIMPY, GOAL_FLOOR = 5_000, 3.0
# Half a year of the same list, for the whole page: seven levels, each in thirteen futures.
COUNTED = Counted(PEOPLE, Rate(694, 26), Rate(676, 26, 0.5), Rate(137, 137 * 26))


def exact() -> None:
    """The chance of every length of the list, week by week, for five years."""
    slots.course(PEOPLE, Flow(ARRIVING, 28, LEAVING), FIVE_YEARS)


def played() -> None:
    """Five years by drawing lots, a few times."""
    chance = random.Random(1)
    for _ in range(PLAYED):
        Played(chance, PEOPLE, Flow(ARRIVING, 28, LEAVING), FIVE_YEARS)


def sixteen() -> None:
    """A year at sixteen levels."""
    week = Week(ARRIVING, LEAVING)
    for level in LEVELS:
        slots.course(PEOPLE, Flow(ARRIVING, level, LEAVING), YEAR, week)


def page() -> None:
    """All that one page of the planner asks: passages, waits and leavers, too, with rates that are not certain."""
    answers(COUNTED, Asked(27, 26), range(-2, 5), closely=2)


_WIDE = np.full((320, 320), 1 / 320)
_LIST = np.full(320, 1 / 320)


def floor() -> None:
    """As many bare products as sixteen levels have weeks."""
    found = _LIST
    for _ in range(YEAR * len(LEVELS)):
        found = found @ _WIDE


ALL: Mapping[str, Callable[[], None]] = {
    "exact": exact, "played": played, "sixteen": sixteen, "floor": floor, "page": page,
}  # fmt: skip


def main() -> int:
    """Print a table, write JSON; 1 when a goal is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--json", type=Path)
    wanted.add_argument("--rounds", type=int, default=21)
    given = wanted.parse_args()
    found = _measured(given.rounds)
    simpy = found["played"] * WANTED / PLAYED / found["exact"]
    over = found["sixteen"] / found["floor"]
    if given.json:
        given.json.write_text(json.dumps({**found, "times_simpy": simpy, "times_floor": over}, indent=1))
    print(
        f"five years exactly: {found['exact']:.1f} ms; {WANTED:,} times by SimPy: "
        f"{found['played'] * WANTED / PLAYED / 1000:.0f} s, {simpy:,.0f} x (goal {GOAL_SIMPY:,} x)"
    )
    print(
        f"a year at {len(LEVELS)} levels: {found['sixteen']:.0f} ms; bare products {found['floor']:.0f} ms, "
        f"{over:.2f} x (goal {GOAL_FLOOR} x)"
    )
    print(
        f"all that a page asks: {found['page']:.0f} ms, {found['page'] / found['floor']:.1f} x the bare products"
    )
    return int(simpy < GOAL_SIMPY or over > GOAL_FLOOR)


def _measured(rounds: int) -> dict[str, float]:
    """Medians in milliseconds of thread CPU."""
    spent: dict[str, list[float]] = {name: [] for name in ALL}
    for make in ALL.values():
        make()
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        for name, make in ALL.items():
            began = time.thread_time()
            make()
            spent[name].append((time.thread_time() - began) * 1000)
    gc.enable()
    return {name: statistics.median(times) for name, times in spent.items()}


if __name__ == "__main__":
    sys.exit(main())
