"""Measures the search: who is found, what it costs beside one exact-key look-up, and how that grows.

    python -m tests.bench.people [--json FILE] [--postgres DSN] [--sizes 5000 50000 400000 500000]

CPU time of this process (on PostgreSQL: of this process and of the server's), median of several rounds over
the same 200 queries; the look-up it is held against is made in the same run, of people all over the population.
"""

import argparse
import datetime as dt
import gc
import json
import math
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from alongside.people.rules import names
from alongside.people.rules.search import Ask, search
from alongside.people.rules.search_keys import Kind, heard
from alongside.people.rules.search_query import read_query
from tests.bench.people import postgres
from tests.bench.people.population import through_django
from tests.bench.people.queries import Asked, queries

TODAY = dt.date(2026, 11, 21)
LARGEST = 500_000
ROUNDS = 15
EXACT_ASKED = 1000
EXACT = "SELECT person_id FROM people_search_key WHERE kind = %s AND key = %s"
EXACT_CARD = (
    "SELECT c.* FROM people_search_key k JOIN people_search_card c ON c.person_id = k.person_id"
    " WHERE k.kind = %s AND k.key = %s"
)
Clock = Callable[[], float]


class Population(NamedTuple):
    """One population to ask, and the clock that counts what asking costs."""

    people: int
    ask: Ask
    clock: Clock


def measure(populations: list[Population], asked: list[Asked]) -> list[dict[str, Any]]:
    """Every population's figures, smallest first; times in microseconds of CPU.

    Rounds go in turn over all populations and all that is timed, so that whatever else the machine does falls
    on all alike.
    """
    works = {(each.people, name): work for each in populations for name, work in _works(each, asked).items()}
    clocks = {each.people: each.clock for each in populations}
    rounds: dict[tuple[int, str], list[float]] = {key: [] for key in works}
    for turn in range(ROUNDS + 1):
        for key, work in works.items():
            spent = _spent(work, clocks[key[0]]) / (len(asked) if key[1] == "search" else EXACT_ASKED)
            if turn:
                rounds[key].append(spent)
    return [
        _figures(
            each, asked, {name: statistics.median(rounds[each.people, name]) for name in _works(each, asked)}
        )
        for each in populations
    ]


def _works(population: Population, asked: list[Asked]) -> dict[str, Callable[[], Any]]:
    ask = population.ask
    dice = random.Random(population.people)
    exact = [[int(Kind.REFERENCE), str(dice.randrange(1, population.people + 1))] for _ in range(EXACT_ASKED)]
    return {
        "exact key": lambda: [ask(EXACT, pair) for pair in exact],
        "exact key, card": lambda: [ask(EXACT_CARD, pair) for pair in exact],
        "search": lambda: [search(read_query(each.text, TODAY), ask) for each in asked],
    }


def _figures(population: Population, asked: list[Asked], spent: dict[str, float]) -> dict[str, Any]:
    found = {each: _is_found(each, population.ask) for each in asked}
    names.sound.cache_clear()
    names.sounds.cache_clear()
    heard.cache_clear()
    cold = _spent(_works(population, asked)["search"], population.clock) / len(asked)
    by_slip: dict[str, list[bool]] = {}
    for each in asked:
        by_slip.setdefault(each.slip, []).append(found[each])
    return {
        "people": population.people,
        "recall at 5": sum(found.values()) / len(found),
        "recall by slip": {slip: sum(values) / len(values) for slip, values in sorted(by_slip.items())},
        **{f"{name} µs": round(value, 2) for name, value in spent.items()},
        "search, name caches emptied µs": round(cold, 2),
        "ratio to exact key": round(spent["search"] / spent["exact key"], 1),
        "ratio to exact key with card": round(spent["search"] / spent["exact key, card"], 1),
        "missed": [each for each in asked if not found[each]],
    }


def _is_found(asked: Asked, ask: Ask) -> bool:
    hits = search(read_query(asked.text, TODAY), ask).hits[:5]
    return asked.person_id in {hit.person_id for hit in hits}


def _spent(work: Callable[[], Any], clock: Clock) -> float:
    gc.collect()
    began = clock()
    work()
    return (clock() - began) * 1e6


def growth(results: list[dict[str, Any]]) -> float:
    """The exponent of cost against population, between the smallest and the largest."""
    small, large = results[0], results[-1]
    return math.log(large["search µs"] / small["search µs"]) / math.log(large["people"] / small["people"])


def sqlite_ask(size: int, largest: int = LARGEST) -> Ask:
    """Statements run on the cached population of that size."""
    connection = through_django(size, largest)

    def ask(sql: str, parameters: list[Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            found: list[Any] = cursor.fetchall()
        return found

    return ask


GOALS = {"recall at 5": 0.95, "ratio to exact key": 20, "growth": 0.05}
"""Recall at least, the others at most; the ratio is asked of 400,000 people."""


def missed(results: list[dict[str, Any]]) -> list[str]:
    """The goals that these results miss, in words."""
    said = [
        f"recall {each['recall at 5']:.3f} at {each['people']:,}"
        for each in results
        if each["recall at 5"] < GOALS["recall at 5"]
    ]
    said += [
        f"ratio {each['ratio to exact key']} at {each['people']:,}"
        for each in results
        if each["people"] == 400_000 and each["ratio to exact key"] > GOALS["ratio to exact key"]
    ]
    if len(results) > 1 and growth(results) > GOALS["growth"]:
        said.append(f"growth {growth(results):.3f}")
    return said


def main() -> int:
    """Measure, print, and write JSON where asked; 1 when a goal is missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--json", type=Path)
    options.add_argument(
        "--postgres", metavar="DSN", help="measure there instead, in a database to be filled"
    )
    options.add_argument("--sizes", type=int, nargs="+", default=[5_000, 50_000, 400_000, LARGEST])
    chosen = options.parse_args()
    asked = queries()
    populations = []
    for size in sorted(chosen.sizes):
        if chosen.postgres:
            ask, clock = postgres.asked(chosen.postgres, size)
        else:
            ask, clock = sqlite_ask(size, max(chosen.sizes)), time.process_time
        populations.append(Population(size, ask, clock))
    results = measure(populations, asked)
    for result in results:
        show(result)
    if len(results) > 1:
        print(f"growth exponent {growth(results):.3f}")
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1))
    for each in missed(results):
        print("goal missed:", each)
    return int(bool(missed(results)))


def show(result: dict[str, Any]) -> None:
    """One population's figures as lines."""
    for name, value in result.items():
        if name == "missed":
            for each in value:
                print("   missed:", *each)
        else:
            print(f"{name:36}", value)
    print(flush=True)
