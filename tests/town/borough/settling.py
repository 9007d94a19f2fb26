"""Lets the people move in: draws the borough, writes it batch by batch, and counts what was made."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from django.db import models

from alongside import council
from alongside.commissioning.models import Line
from alongside.pathways import library
from alongside.pathways.actions import keeping
from alongside.pathways.happenings import WORKER_LEFT
from alongside.pathways.models import Journey, Promise, Version, Wait
from alongside.pathways.rules.folding import Rules
from alongside.people.models import LifeEvent, SearchCard
from alongside.records import clock
from alongside.records.models import Event, Grant, Post, Record, Worker
from tests.town.borough import elsewhere, plan, sealing, staff, tables, writing
from tests.town.borough.elsewhere import Elsewhere
from tests.town.borough.figures import Figures
from tests.town.borough.life import Life
from tests.town.borough.lives import Lives
from tests.town.borough.manifest import Count
from tests.town.borough.owing import Terms
from tests.town.borough.people import People
from tests.town.borough.plan import Slot
from tests.town.borough.rows import Rows
from tests.town.borough.story import Setting
from tests.town.borough.times import Almanac, Times

AT_ONCE = 2_000
Progress = Callable[[str], object]


def settle(
    count: int, seed: int, progress: Progress = lambda _said: None, taken: Elsewhere | None = None
) -> dict[str, Any]:
    """Let `count` made-up people live in the council's area, the same for the same seed and day; answers the manifest.

    The database has the cast and nobody else; `taken` says which lists come in from another system. Every batch is
    whole by itself: rows, audit, seal.
    """
    here, today = council.current(), clock.today()
    figures = Figures.of(here.key)
    calendar = Almanac(library.calendar().closed)
    times = Times(today, calendar)
    dice = random.Random(f"{seed}")
    slots = plan.settle(figures, count, dice)
    hands = staff.hire(figures, count, times, tables.top(Worker) + 1, dice)
    definitions = library.current().pathways
    with sealing.past_the_triggers([Worker, Post, Version]):
        writing.workers(hands)
        for resolved in definitions.values():
            keeping.keep_version(resolved, clock.now())
        tables.reset_counters([Worker])
    setting = Setting(times, staff.Staff([*staff.there(times), *hands]), definitions)
    rules = Rules({each.hash: each.pathway for each in definitions.values()}, calendar)
    leaving = tuple(each for each in library.current().owed.values() if WORKER_LEFT in each.opens)
    terms = Terms(leaving, calendar, setting.staff)
    lives, people = Lives(setting, figures), People(figures, here, today)
    counted = Count(count, seed, today, here)
    done = 0
    for batch in _batches(slots):
        # A batch keeps everything until it is written: there is nothing to collect meanwhile.
        gc.disable()
        writer = _writer(rules, terms)
        with sealing.past_the_triggers(WRITTEN):
            for slot in batch:
                done += 1
                life = elsewhere.draw(
                    slot, f"{seed}-{done}", partial(_life, lives, people, done), taken, rules
                )
                counted.add(writer.person(life))
            writer.write()
            tables.reset_counters(KEYED)
        gc.enable()
        progress(f"  {done} of {count} made-up people")
    return counted.told()


def _life(lives: Lives, people: People, number: int, slot: Slot, dice: random.Random) -> Life:
    """Who it is comes from the same dice as what happened to them."""
    return lives.draw(people.draw(number, slot.kind, dice), slot, dice)


KEYED: list[type[models.Model]] = [Record, Journey, Event, Grant, LifeEvent, Line]


def _writer(rules: Rules, terms: Terms) -> writing.Writer:
    keys = writing.Keys(*(tables.top(model) + 1 for model in KEYED))
    return writing.Writer(keys, rules, terms, clock.now())


WRITTEN: list[type[models.Model]] = [
    table.model for table in Rows().tables if table.model not in (Wait, Promise, SearchCard)
]


def _batches(slots: list[Slot]) -> Iterator[list[Slot]]:
    all_ = iter(slots)
    while batch := list(islice(all_, AT_ONCE)):
        yield batch
