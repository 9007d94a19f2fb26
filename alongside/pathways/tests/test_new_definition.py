"""A definition dropped into a council's folder, with no Python, is a whole process (R-052).

It gets its list, its clocks, its promises, work for somebody to do, a help page, a picture and rows of access.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from alongside import council
from alongside.council import COUNCILS, chosen
from alongside.pathways import checks, checks_examples, library
from alongside.pathways.actions import moving, opening, saying
from alongside.pathways.drawing.description import access_rows
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import lists
from alongside.pathways.queries.narrowing import Asked, Chosen
from alongside.pathways.reader import retelling
from alongside.pathways.rules.calendar import span
from alongside.records import clock
from alongside.web.errors import Forbidden
from alongside.web.tables import Paging

DEFINITION = Path(__file__).parent / "dropped" / "key-safe.yaml"


@pytest.fixture(autouse=True)
def dropped(tmp_path: Path) -> Iterator[Path]:
    """The council that is served, with one more file in its folder."""
    before = council.current()
    root = tmp_path / "councils"
    for key in ("england", before.key):
        shutil.copytree(COUNCILS / key, root / key)
    path = root / before.key / "pathways" / DEFINITION.name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(DEFINITION, path)
    council.use(before.key, root)
    yield path
    chosen._chosen[:] = [before]


@pytest.fixture
def asked(town: Any) -> int:
    """Alice asked for one herself."""
    return int(opening.open_journey(town.alice, by=town.actor("priya"), pathway="key-safe", came_by="self"))


def given(town: Any, pk: int) -> None:
    moving.move(pk, by=town.actor("grace"), move="give", owner=f"worker:{town.priya}")


def test_it_is_short_and_right(dropped: Path) -> None:
    """Forty lines, without a mistake, and its story comes out as it says."""
    assert len(dropped.read_text(encoding="utf-8").splitlines()) <= 40
    here = council.current()
    pathway = library.current().pathway("key-safe")
    assert [
        authored.key
        for authored, _ in retelling.told(library.DEFINITIONS, here, clock.today())
        if authored.own
    ] == ["key-safe"]
    assert not [
        said for said in retelling.untrue(library.DEFINITIONS, here, clock.today()) if "key-safe" in said
    ]
    assert pathway.title == "Key safe"


def test_it_has_its_list_and_its_clock(town: Any, asked: int, client_of: Callable[[object], Client]) -> None:
    """Whoever asked stands on the list from the first moment, and leaves it when the visit was made."""
    client = client_of("priya")
    assert 'href="/lists/key-safe/for-a-key-safe/"' in client.get("/lists/").content.decode()
    page = client.get("/lists/key-safe/for-a-key-safe/").content.decode()
    assert "Alice Mensah" in page
    [wait] = Wait.objects.for_system("test").filter(journey=asked)
    assert wait.due_on == library.calendar().day_due(clock.today(), span("10 working days"))
    given(town, asked)
    moving.move(asked, by=town.actor("priya"), move="fit")
    named = lists.found("key-safe", "for-a-key-safe")
    assert named is not None
    assert (
        lists.waiting_list(Asked(town.actor("priya"), *named, Chosen()), Paging()).figures.spread.count == 0
    )


def test_it_has_its_promises(town: Any, asked: int, client_of: Callable[[object], Client]) -> None:
    """Owed when it says, kept by what it says, and on the board with its number (G-01)."""
    page = client_of("priya").get("/promises/?promise=key-safe/a+word+back").content.decode()
    assert "Somebody speaks with them" in page
    assert "G-01" in page
    given(town, asked)
    moving.move(asked, by=town.actor("priya"), move="fit")
    owed = {each.name: each.how for each in Promise.objects.for_system("test").filter(journey=asked)}
    assert owed == {"a word back": "kept", "tell them": "kept", "who has the code": ""}
    saying.say(asked, by=town.actor("priya"), name="contingency written down")
    assert Promise.objects.for_system("test").get(journey=asked, name="who has the code").how == "kept"


def test_it_is_work_for_somebody(town: Any, asked: int, client_of: Callable[[object], Client]) -> None:
    """An owner, a next step and a day from the beginning; a page on which the next step can be taken."""
    row = Journey.objects.for_system("test").get(pk=asked)
    assert (row.next_step, row.owner) == ("Give it to a worker", row.team)
    page = client_of("grace").get(f"/people/{town.alice}/work/{asked}/").content.decode()
    assert "Give to a worker" in page
    given(town, asked)
    row = Journey.objects.for_system("test").get(pk=asked)
    assert (row.owner, row.next_step) == (f"worker:{town.priya}", "Visit and fit it")
    assert "Key safe" in client_of("priya").get(f"/people/{town.alice}/work/").content.decode()
    assert list(checks.differences(row)) == []


def test_it_has_its_help_page_and_its_picture(client_of: Callable[[object], Client]) -> None:
    """Everybody can read how it goes; stages and moves are in the picture and in the tables."""
    client = client_of("tom")
    assert 'href="/help/pathways/key-safe/"' in client.get("/help/pathways/").content.decode()
    page = client.get("/help/pathways/key-safe/").content.decode()
    [picture] = re.findall(r"<svg class=\"app-way\".*?</svg>", page, re.DOTALL)
    for word in ("Asked for", "With a worker", "Fitted", "Give to a worker", "Fit it"):
        assert word in picture
    for word in (
        "Waiting for a key safe",
        "Somebody speaks with them",
        "Fitted in a week",
        "Care Act 2014 s2",
    ):
        assert word in page


def test_it_has_its_rows_of_access(town: Any, asked: int) -> None:
    """Who may begin it and take each move is a row; and it is so."""
    rows = dict(access_rows(library.current().pathway("key-safe")))
    assert rows == {
        "Ask for a key safe": ("contact taker", "practitioner"),
        "Give to a worker": ("allocator",),
        "Fit it": ("practitioner",),
        "Stop": ("practitioner", "allocator"),
    }
    with pytest.raises(Forbidden, match="allocator"):
        moving.move(asked, by=town.actor("priya"), move="give", owner=f"worker:{town.priya}")


def test_a_mistake_in_it_is_told_in_the_councils_own_file(dropped: Path) -> None:
    """Whoever wrote it finds the line."""
    text = dropped.read_text(encoding="utf-8")
    dropped.write_text(
        text.replace("by: [allocator], allocates", "by: [alocator], allocates"), encoding="utf-8"
    )
    with pytest.raises(library.DefinitionError) as caught:
        library.load(council.load(council.current().key, dropped.parents[2]), clock.today())
    [sentence] = caught.value.problems
    assert re.match(
        r"councils/\w+/pathways/key-safe.yaml, line 14, moves, give, by: there is no duty “alocator”",
        sentence,
    )


def test_the_check_tells_a_story_that_is_not_so(dropped: Path) -> None:
    """`alongside check` tells the stories of the council's own definitions, once they can be read at all."""
    text = dropped.read_text(encoding="utf-8")
    dropped.write_text(text.replace("{for a key safe: 7 days}", "{for a key safe: 6 days}"), encoding="utf-8")
    council.use(council.current().key, dropped.parents[2])
    [sentence] = checks_examples._examples()
    assert (
        "key-safe.yaml, line 31, examples 1: the wait “for a key safe” is said to be 6 days and the rules give 7"
        in str(sentence)
    )
    dropped.write_text(text.replace("opened: 2026-06-01 09:00", "opened: in June"), encoding="utf-8")
    council.use(council.current().key, dropped.parents[2])
    assert list(checks_examples._examples()) == []
