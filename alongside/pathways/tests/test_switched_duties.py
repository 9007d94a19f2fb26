"""A duty to those who wait is switched on and off by the council's own file, on a day, after its weekly work was looked
at (issue 5, G-12)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from alongside import council
from alongside.council import COUNCILS
from alongside.council import load as load_council
from alongside.pathways import library
from alongside.pathways.actions import course, opening
from alongside.pathways.drawing.description import describe
from alongside.pathways.language import Duty
from alongside.pathways.models import Promise
from alongside.pathways.queries import duties
from alongside.pathways.rules.calendar import Calendar
from alongside.pathways.tests.conftest import TRIAL
from alongside.records import clock
from alongside.records.actors import SYSTEM

MONDAY = date(2027, 1, 4)
Serve = Callable[[str], None]


def read(tmp_path: Path, said: str, on: date) -> library.Library:
    """The trial definitions on a day, with something said of the duty of the rail."""
    folder = Path(shutil.copytree(TRIAL, tmp_path / "definitions", dirs_exist_ok=True))
    file = folder / "grab-rail.yaml"
    file.write_text(
        file.read_text().replace("during: for a visit, every", f"during: for a visit{said}, every")
    )
    return library.load(replace(council.current(), overlays=()), on, folder)


def duty(read_: library.Library) -> Duty:
    return read_.pathway("grab-rail").while_waiting["keep in touch"]


@pytest.mark.parametrize(
    ("said", "before", "on_the_day", "after"),
    [
        ("", True, True, True),
        (", promised: no", False, False, False),
        (", promised: yes", True, True, True),
        (", promised from: 2027-01-04", False, True, True),
        (", promised until: 2027-01-04", True, True, False),
        (", promised: yes, promised from: 2027-01-04, promised until: 2027-01-04", False, True, False),
    ],
)
def test_it_is_promised_from_its_first_day_to_its_last(
    tmp_path: Path, said: str, before: bool, on_the_day: bool, after: bool
) -> None:
    """Both days are in it, as with targets; what changes on a day is another version, what does not is the same."""
    days = [MONDAY + timedelta(days=days) for days in (-1, 0, 1)]
    found = [read(tmp_path, said, day) for day in days]
    assert [duty(each).promised for each in found] == [before, on_the_day, after]
    hashes = {each.resolved("grab-rail").hash for each in found}
    assert len(hashes) == 1 + (before != on_the_day) + (on_the_day != after)


def test_switched_on_it_is_the_definition_without_a_word_about_it(tmp_path: Path) -> None:
    """Nobody's journey is under an odd version because somebody once set a day."""
    plain, dated = (
        read(tmp_path, said, MONDAY) for said in ("", ", promised: yes, promised from: 2027-01-04")
    )
    assert plain.resolved("grab-rail").hash == dated.resolved("grab-rail").hash


def test_a_council_says_so_in_its_own_file() -> None:
    """One of the councils here from a day, one not at all; the shared definition promises it, and its help page says
    what the council does."""
    said = {
        path.parents[1].name: path.read_text()
        for path in COUNCILS.glob("*/pathways/data-subject-request.yaml")
    }
    assert len(said) == 2
    for key, text in said.items():
        dated = MONDAY if f"promised from: {MONDAY}}}" in text else None
        before, then = (
            library.load(load_council(key), day).pathway("data-subject-request")
            for day in (MONDAY - timedelta(days=1), MONDAY)
        )
        off, on = (each.while_waiting["keep in touch"] for each in (before, then))
        assert (off.promised, off.promised_from, on.promised) == (False, dated, dated is not None)
        [told] = [each for each in describe(before, {}).tables if each.title == "What is owed while waiting"]
        assert ("not promised before 4 January 2027" if dated else "not promised here") in str(told.rows)


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Serve the trial definitions with this said of the duty, from now on."""

    def serve(said: str) -> None:
        today = clock.today()
        day = library._Day(
            council.current(), today, read(tmp_path, said, today), Calendar(council.current().bank_holidays)
        )
        monkeypatch.setattr(library, "_today", lambda: day)

    return serve


@pytest.mark.django_db
class TestOwed:
    """With work under way in the town."""

    def ask(self, town: Any) -> int:
        pk = int(opening.open_journey(town.alice, by=SYSTEM, pathway="grab-rail"))
        course.prioritise(pk, by=SYSTEM, priority=3, why="Stable")
        return pk

    def owed(self, pk: int) -> list[str]:
        rows = Promise.objects.for_system("test").filter(journey=pk, duty=True).order_by("id")
        return [each.how or "open" for each in rows]

    def test_only_what_is_promised_is_owed(self, town: Any, serve: Serve) -> None:
        """Off, nothing is owed; switched on, it is owed to whoever begins then, and to others when their work takes up
        the new definition; switched off and taken up, it falls away and counts as neither kept nor broken."""
        serve(", promised: no")
        early = self.ask(town)
        assert self.owed(early) == []
        serve("")
        late = self.ask(town)
        assert (self.owed(early), self.owed(late)) == ([], ["open"])
        course.adopt(early, by=SYSTEM, why="Promised from today")
        assert self.owed(early) == ["open"]
        serve(", promised: no")
        course.adopt(early, by=SYSTEM, why="Not promised any more")
        assert (self.owed(early), self.owed(late)) == (["lapsed"], ["open"])

    def test_the_work_is_shown_before_it_is_switched_on(
        self, town: Any, serve: Serve, client_of: Any
    ) -> None:
        """Of the lists as they are today, for each team; and apart from what is promised."""
        serve(f", promised from: {clock.today() + timedelta(days=40)}")
        self.ask(town)
        [off] = duties.switched_off()
        assert (off.waiting, off.owed) == (1, 0)
        assert off.a_week == pytest.approx(0.25)
        assert off.title not in [each.title for each in duties.in_force()]
        page = client_of("grace").get("/promises/weekly-work/").content.decode()
        first, second = page.index("Not promised, and what it would mean"), page.index("What is promised now")
        assert first < page.index(f"from {off.from_on}") < second
        serve("")
        assert duties.switched_off() == []
