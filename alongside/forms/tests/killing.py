"""Run by test_killed in a program of its own: a child saves one answer, then another, and is killed at each write."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from typing import Any

from alongside.records.tests.killing import in_child, killed_at

KEPT, LOST = "Cooking on Sundays", "Cooking on Sundays, with Kofi"


def prepare() -> list[int]:
    """A worker, somebody she may see, and a form about them with one answer saved."""
    from alongside.forms import actions
    from alongside.people.tests.making import worker
    from alongside.people.tests.stating import added

    by = worker()
    made = actions.begin(added(by), by=by, form="needs-assessment")
    actions.save_answer(made, by=by, question="good-day", value=KEPT)
    return [by.worker, made]


def write(worker: int, filled: int, die_at: int) -> str:
    """Write over the answer and be killed at the nth write; the write after the last is the commit."""
    from alongside.forms import actions
    from alongside.people.tests.making import again

    by: Any = again(worker)
    with killed_at(die_at):
        actions.save_answer(filled, by=by, question="good-day", value=LOST)
    return "finished"


def look(filled: int) -> list[Any]:
    """The answer, and what `check` finds wrong."""
    from alongside.forms.tests.filling import rows
    from alongside.records import check

    return [rows(filled)["good-day.0"], [finding.detail for finding in check.run() if not finding.ok]]


def main() -> None:
    """Kill a child at each write in turn until one lives to the end; tell what was there after each."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    _lived, (worker, filled) = in_child(prepare)
    found: list[list[Any]] = []
    while not in_child(partial(write, worker, filled, len(found) + 1))[0]:
        found.append(in_child(partial(look, filled))[1])
    last = in_child(partial(look, filled))[1]
    sys.stdout.write(json.dumps({"after each": found, "at last": last}))


if __name__ == "__main__":
    main()
