"""Many at once: threads and programs that press the same button, extend the chain, or seal the same strays."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from alongside.records import check
from alongside.records.audit import reading, seal, state, verify
from alongside.records.models import Entry, Event, Looked, Seal, Submission
from alongside.records.tests import desk
from tests.fixtures.databases import Copy

KILLING = "alongside.records.tests.killing"


def at_once(deeds: Sequence[Callable[[], Any]], threads: int = 8) -> list[Any]:
    """Do these in several threads, each with a connection of its own."""

    def alone(deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(alone, deeds))


def test_fifty_presses_of_one_button_are_one_deed(into: Copy) -> None:
    """R-245: whichever comes first acts, all fifty are told the same."""
    worker, file = desk.a_worker(), desk.a_record()
    before = Event.objects.for_system("a test").count()
    answers = at_once([lambda: desk.note(file, by=worker, key="one key", text="Pressed")] * 50)
    assert len(set(answers)) == 1
    assert Event.objects.for_system("a test").count() == before + 1
    assert Submission.objects.filter(key="one key").count() == 1
    assert verify.first_break() == ""


def test_programs_that_press_one_button_together_are_one_deed(into: Copy) -> None:
    """R-245: server processes share nothing but the database."""
    worker, file = desk.a_worker(), desk.a_record()
    before = Event.objects.for_system("a test").count()
    said = into.python("-m", KILLING, "press", str(worker.worker), str(file))
    assert said.returncode == 0, said.stderr
    assert len(set(json.loads(said.stdout))) == 1
    assert len(json.loads(said.stdout)) == 12
    assert Event.objects.for_system("a test").count() == before + 1


def test_the_chain_grows_without_gap_or_fork(into: Copy) -> None:
    """R-244: however many write at once, seals are numbered one after the other and each closes its own entries."""
    worker = desk.a_worker()
    files = [desk.a_record() for _n in range(6)]
    first = Seal.objects.count()

    def write(number: int) -> int:
        reading.saw(worker, "people.show", [files[number % 6]])
        return int(desk.note(files[number % 6], by=worker, text=f"Note {number}"))

    at_once([lambda number=number: write(number) for number in range(40)])  # type: ignore[misc]
    numbers = list(Seal.objects.order_by("id").values_list("id", flat=True))
    assert numbers == list(range(1, first + 41))
    assert verify.first_break() == ""
    assert list(state.differences()) == []


def test_two_workers_seal_each_stray_once(into: Copy) -> None:
    """The worker may run twice by mistake: neither fails, and nothing lies under two seals."""
    actor, file = desk.a_worker(), desk.a_record()
    for _time in range(30):
        reading.saw(actor, "people.show", [file])
    counts = at_once([seal.seal_strays] * 6)
    assert sum(count["reading"] for count in counts) == 30
    assert Looked.objects.filter(record_id=file).count() == 30
    assert verify.first_break() == ""


def test_checking_while_others_write_finds_nothing_wrong(into: Copy) -> None:
    """A cry of wolf each time the house is busy would teach everybody not to listen."""
    worker = desk.a_worker()
    files = [desk.a_record() for _n in range(4)]

    def write() -> list[str]:
        for number in range(30):
            desk.note(files[number % 4], by=worker, text="busy")
        return []

    def look() -> list[str]:
        return [said for _time in range(4) for said in (*verify.breaks(), *state.differences())]

    assert [said for each in at_once([write, write, look, look]) for said in each] == []


def test_a_program_killed_between_any_two_writes_leaves_the_record_whole(copy_of_town: Copy) -> None:
    """R-245: kill -9 before each write of an action in turn, and before its commit; `check` finds nothing, nothing of
    the action is there, and the same form goes through afterwards."""
    said = copy_of_town.python("-m", KILLING, "die")
    assert said.returncode == 0, said.stderr
    story = json.loads(said.stdout)
    assert story["killed"] >= 7
    assert story["wrong"] == []
    assert story["traces"] == []
    assert story["finished"] is True


def test_an_open_check_is_of_the_whole_law(into: Copy) -> None:
    """The copies that these tests work on are whole to begin with."""
    assert [finding for finding in check.run() if not finding.ok] == []
    assert Entry.objects.exists()
