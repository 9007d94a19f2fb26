"""Run by test_killed in a program of its own: a child saves one answer, then another, and is killed at each write."""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from typing import Any

from alongside.records.tests.killing import in_child

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
    from django.db import connection

    from alongside.forms import actions
    from alongside.people.tests.making import again

    writes, plain = 0, connection
    by: Any = again(worker)

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal writes
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            writes += 1
            if writes == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with plain.execute_wrapper(run):
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
