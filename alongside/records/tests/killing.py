"""Run by test_together in a program of its own: children that are killed in the middle of an action, or press together.

The parent opens no connection, so that every child begins with one of its own.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

CHILDREN = 12


def in_child(work: Callable[[], Any]) -> tuple[bool, Any]:
    """Do this in a child; answers whether it lived, and what it said."""
    finished, said = wait_for(begin(work))
    return finished, said


def begin(work: Callable[[], Any]) -> tuple[int, int]:
    """Start a child on this."""
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read
    os.close(read)
    try:
        os.write(write, json.dumps(work()).encode())
        os._exit(0)
    except BaseException as problem:
        os.write(2, f"{type(problem).__name__}: {problem}\n".encode())
        os._exit(1)


def wait_for(begun: tuple[int, int]) -> tuple[bool, Any]:
    """How a child ended, and what it said."""
    child, read = begun
    with os.fdopen(read) as pipe:
        said = pipe.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False, None
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("a child failed")
    return True, json.loads(said)


@contextmanager
def killed_at(write: int) -> Iterator[None]:
    """Within it this process is killed at the nth write, a commit among them; at 0 never."""
    from django.db import connection

    writes = 0

    def count() -> None:
        nonlocal writes
        writes += 1
        if writes == write:
            os.kill(os.getpid(), signal.SIGKILL)

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            count()
        return execute(sql, params, many, context)

    plain: Any = connection
    inner_commit = plain._commit

    def commit() -> None:
        count()
        inner_commit()

    plain._commit = commit
    try:
        with connection.execute_wrapper(run):
            yield
    finally:
        plain._commit = inner_commit


def prepare() -> list[int]:
    """A worker who may restrict, and a record."""
    from alongside.records.tests import desk

    return [desk.a_worker("restrict people").worker, desk.a_record()]


def restrict(worker: int, file: int, die_at: int) -> str:
    """Restrict the record and be killed at the nth write; the write after the last is the commit."""
    from alongside.records.actions import access
    from alongside.records.tests import desk

    by = desk.again(worker)
    with killed_at(die_at):
        access.restrict(
            file, by=by, key="one key", reason="Threats", category="threat", named=[by.own], review_on=desk.REVIEW_ON
        )  # fmt: skip
    return "finished"


def look(file: int) -> list[list[str]]:
    """What `check` finds wrong, and what there is of the restriction."""
    from alongside.records import check
    from alongside.records.models import Record, Restriction, Submission

    traces = [f"restriction {row.pk}" for row in Restriction.objects.filter(record_id=file).order_by("pk")]
    traces += [f"submission {row.pk}" for row in Submission.objects.filter(key="one key").order_by("pk")]
    traces += ["restricted"] if Record.objects.get(pk=file).restricted else []
    return [[finding.detail for finding in check.run() if not finding.ok], traces]


def die() -> dict[str, Any]:
    """Kill a child at each write in turn until one lives to the end."""
    _lived, (worker, file) = in_child(prepare)
    killed, wrong, traces = 0, [], []
    while not in_child(partial(restrict, worker, file, killed + 1))[0]:
        killed += 1
        _lived, (faults, left) = in_child(lambda: look(file))
        wrong += faults
        traces += left
    _lived, (faults, left) = in_child(lambda: look(file))
    return {"killed": killed, "wrong": wrong + faults, "traces": traces, "finished": len(left) == 3}


def press(worker: int, file: int) -> list[int]:
    """Many children press one button together; what each was told."""
    from alongside.records.tests import desk

    begun = [
        begin(lambda: desk.note(file, by=desk.again(worker), key="together", text="Pressed"))
        for _child in range(CHILDREN)
    ]
    return [wait_for(each)[1] for each in begun]


def main(arguments: list[str]) -> None:
    """`die`, or `press WORKER RECORD`."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from alongside.records.tests import desk

    with desk.role_for_each_permission():
        story = die() if arguments[0] == "die" else press(*map(int, arguments[1:]))
    sys.stdout.write(json.dumps(story))


if __name__ == "__main__":
    main(sys.argv[1:])
