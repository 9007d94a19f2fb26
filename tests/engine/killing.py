"""Run by test_killing in a program of its own: children that are killed in the middle of a deed.

The parent opens no connection, so that every child begins with one of its own.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from alongside.records.tests.killing import in_child, killed_at

KEY = "one key"


def prepare(deed: str) -> dict[str, int]:
    """Work under way in the town: an assessment of Alice's that waits to be signed off."""
    from tests.engine import line

    line.staff_every_team()
    return DEEDS[deed][0](line.with_manager())


def sign_off(at: Mapping[str, int], key: str = KEY) -> Any:
    """The deed that causes most: the stage, waits, promises, who sees it, and the letter with it."""
    from alongside.pathways.actions import moving
    from tests.engine import line

    return moving.move(at["journey"], by=line.actor("grace"), move="sign off", key=key)


def take_back(at: Mapping[str, int]) -> Any:
    """The sign-off was a mistake."""
    from alongside.pathways.actions import course
    from tests.engine import line

    return course.take_back(at["journey"], by=line.actor("grace"), event=at["event"], why="Too soon", key=KEY)


def die(at: Mapping[str, int]) -> Any:
    """A death ends it, and stops what waits."""
    from alongside.people.actions import life
    from alongside.records import clock
    from tests.engine import line

    return life.record_death(at["person"], by=line.actor("priya"), on=clock.today().isoformat(), key=KEY)


def leave(at: Mapping[str, int]) -> Any:
    """The worker leaves, and everything passes on."""
    from alongside.records import clock
    from alongside.records.actions import workers
    from tests.engine import line

    given: dict[str, Any] = {"left_on": clock.today(), "hand_to": f"worker:{at['grace']}"}
    return workers.leave(at["newcomer"], by=line.actor("ian"), key=KEY, **given)


def _signed(at: dict[str, int]) -> dict[str, int]:
    from alongside.pathways.queries import past

    sign_off(at, key="another key")
    return at | {"event": past.events(at["journey"])[-1].id}


def _given(at: dict[str, int]) -> dict[str, int]:
    from alongside.pathways.actions import course
    from alongside.people.tests import making
    from alongside.records.actors import SYSTEM

    newcomer = making.worker(name="Nina Okafor")
    course.give(at["journey"], by=SYSTEM, owner=newcomer.own)
    return at | {"newcomer": newcomer.worker}


Prepare = Callable[[dict[str, int]], dict[str, int]]
DEEDS: dict[str, tuple[Prepare, Callable[[Mapping[str, int]], Any]]] = {
    "sign off": (lambda at: at, sign_off),
    "take back": (_signed, take_back),
    "die": (lambda at: at, die),
    "leave": (_given, leave),
}


def do(deed: str, at: Mapping[str, int], die_at: int) -> Any:
    """Do it and be killed at the n-th write; the write after the last is the commit."""
    with killed_at(die_at):
        return DEEDS[deed][1](at)


def look() -> list[Any]:
    """What `check` finds wrong, and all there is that a deed may have written."""
    from alongside.records import check
    from tests.engine import holding

    written = holding.written(dict.fromkeys(holding.newest(), 0))
    return [[f"{each.name}: {each.detail}" for each in check.run() if not each.ok], repr(written)]


def _read_before_any_child_does() -> None:
    """Files, and nothing of the database: each child would read them anew."""
    import tests.engine.holding
    import tests.engine.line  # noqa: F401
    from alongside.pathways import library as pathways

    pathways.current()


def main(deed: str) -> None:
    """Kill a child at each write of a deed in turn until one lives to the end; then press once more."""
    _read_before_any_child_does()
    _lived, at = in_child(partial(prepare, deed))
    _lived, (wrong, before) = in_child(look)
    killed, left = 0, 0
    while not (ended := in_child(partial(do, deed, at, killed + 1)))[0]:
        killed += 1
        _lived, (faults, now) = in_child(look)
        wrong += faults
        left += now != before
    _lived, (faults, after) = in_child(look)
    _lived, again = in_child(partial(do, deed, at, 0))
    _lived, (_faults, once) = in_child(look)
    story = {
        "killed": killed,
        "wrong": wrong + faults,
        "left": left,
        "done": after != before,
        "again": again == ended[1] and once == after,
    }
    sys.stdout.write(json.dumps(story))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(sys.argv[1])
