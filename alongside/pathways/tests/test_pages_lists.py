"""Waiting lists and the board of promises: who waits, why, how long, and what is owed (R-047, R-052, G-12)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from markupsafe import Markup

from alongside.pathways.actions import course, moving, opening, saying
from alongside.pathways.models import Promise, Wait
from alongside.pathways.pages import beside_lists
from alongside.pathways.queries import list_rows, lists, standing
from alongside.pathways.queries import promises as board_of
from alongside.pathways.queries.narrowing import GIVEN, NOT_GIVEN, Asked, Chosen
from alongside.pathways.rules.quantiles import Spread
from alongside.pathways.tests.reading import text
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.records.models import Entry
from alongside.web.tables import Paging

pytestmark = pytest.mark.usefixtures("trial")

ClientOf = Callable[[object], Client]
LIST = "/lists/grab-rail/for-a-visit/"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """It is noon tomorrow, and stays so: no midnight comes between asking and counting days."""
    with time_machine.travel((clock.now() + timedelta(days=1)).replace(hour=12), tick=False):
        yield


def ask(town: Any, person: str, days: int, **said: Any) -> int:
    """Somebody asked for a rail some days ago."""
    asked_at = clock.now() - timedelta(days=days)
    return int(
        opening.open_journey(
            getattr(town, person),
            by=SYSTEM,
            pathway="grab-rail",
            happened_at=asked_at,
            came_by="self",
            **said,
        )
    )


@pytest.fixture
def asked(town: Any, trial: Any) -> dict[str, int]:
    """Three of Priya's people asked; two are ranked, one is with a worker and not yet seen."""
    found = {
        "alice": ask(town, "alice", 10),
        "kofi": ask(town, "kofi", 40),
        "ruth_levy": ask(town, "ruth_levy", 3),
    }
    course.prioritise(found["kofi"], by=SYSTEM, priority=3, why="Steady")
    course.prioritise(
        found["alice"], by=SYSTEM, priority=1, why="Fell twice", interim_measures="A night sitter"
    )
    moving.move(found["alice"], by=SYSTEM, move="sort")
    moving.move(found["alice"], by=SYSTEM, move="give", owner=f"worker:{town.priya}")
    return found


EVERYBODY, BEGINNING = Chosen(), Paging()
OF_RAILS = board_of.Chosen(promise="grab-rail/a word back")


def rows(town: Any, chosen: Chosen = EVERYBODY, paging: Paging = BEGINNING) -> Any:
    named = lists.found("grab-rail", "for-a-visit")
    assert named is not None
    return lists.waiting_list(Asked(town.actor("priya"), *named, chosen), paging)


def every(town: Any, who: str) -> list[Any]:
    return standing.every(town.actor(who), clock.today())


@pytest.mark.usefixtures("asked")
def test_the_order_is_priority_then_time_and_the_rule_is_shown(town: Any, client_of: ClientOf) -> None:
    """Who was not yet looked at comes first: nobody sinks unseen to the end of a list."""
    assert [row.person for row in rows(town).rows] == ["Ruth Levy", "Alice Mensah", "Kofi Mensah"]
    page = text(client_of("priya"), LIST)
    assert "Those not yet looked at come first, then by priority, then whoever has waited longest." in page


@pytest.mark.usefixtures("asked")
def test_a_row_says_why_how_long_what_next_and_what_meanwhile(town: Any, client_of: ClientOf) -> None:
    """Why here, days waited, the next contact, interim measures, and who has it: allocated is not yet seen, on
    the list that ends when they are seen, and on none that goes on after it."""
    page = text(client_of("priya"), LIST)
    assert "P1, at once Fell twice 10 days" in page
    assert "Ruth Levy Not yet looked at 3 days" in page
    assert "A night sitter Priya Nair" in page
    assert "40 days Over target" in page
    assert "A night sitter Priya Nair Allocated, not yet seen" in page
    beyond = text(client_of("priya"), "/lists/grab-rail/for-the-rail/")
    assert "Priya Nair" in beyond
    assert "llocated, not yet seen" not in beyond
    [alice] = [row for row in rows(town).rows if row.person == "Alice Mensah"]
    assert alice.contact_on == clock.today() + timedelta(days=1)
    assert not alice.contact_late
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert next(row for row in rows(town).rows if row.person == "Alice Mensah").contact_late


@pytest.mark.usefixtures("asked")
def test_the_figures_are_of_those_still_waiting(town: Any) -> None:
    """The middle one is somebody's own wait: of 3, 10 and 40 days it is 10, of 3 and 40 it is 3 (percentile_disc)."""
    figures = rows(town).figures
    assert (figures.spread, figures.over, figures.given) == (Spread(3, 10, 40, 40), 1, 1)
    assert rows(town, Chosen(given=NOT_GIVEN)).figures.spread.median == 3


def test_who_is_seen_waits_no_longer(town: Any, asked: dict[str, int]) -> None:
    """The wait ends at the visit, not at the allocation (R-047)."""
    moving.move(asked["alice"], by=SYSTEM, move="measure")
    assert {row.person for row in rows(town).rows} == {"Ruth Levy", "Kofi Mensah"}


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (Chosen(priority="1"), ["Alice Mensah"]),
        (Chosen(priority="none"), ["Ruth Levy"]),
        (Chosen(priority="nonsense"), ["Ruth Levy", "Alice Mensah", "Kofi Mensah"]),
        (Chosen(given=GIVEN), ["Alice Mensah"]),
        (Chosen(team="nobody"), []),
        (Chosen(ward="E99"), []),
    ],
)
def test_a_list_is_narrowed(town: Any, chosen: Chosen, names: list[str]) -> None:
    """By priority, team, ward and whether somebody has it; nonsense in an address does no harm."""
    assert [row.person for row in rows(town, chosen).rows] == names


@pytest.mark.usefixtures("asked")
def test_what_was_chosen_can_be_taken_away(client_of: ClientOf) -> None:
    """Each choice stands above the list, with the way back without it."""
    page = text(client_of("priya"), f"{LIST}?priority=1")
    assert "Remove this filter: Priority: P1, at once" in page
    assert "Nobody on this list fits" in text(client_of("priya"), f"{LIST}?team=nobody")


def test_pages_follow_one_another_without_gap_or_overlap(
    town: Any, asked: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forwards and back again by the rows' own numbers."""
    monkeypatch.setattr(lists, "A_PAGE", 1)
    forwards, place = [], Paging()
    while True:
        found = rows(town, paging=place)
        forwards += [row.person for row in found.rows]
        if not found.after:
            break
        place = Paging(after=found.after)
    assert forwards == ["Ruth Levy", "Alice Mensah", "Kofi Mensah"]
    assert [row.person for row in rows(town, paging=Paging(before=found.before)).rows] == ["Alice Mensah"]
    assert rows(town, paging=Paging(before=found.before)).after
    assert [row.person for row in rows(town, paging=Paging(after=999_999)).rows] == ["Ruth Levy"]
    assert [row.person for row in rows(town, paging=Paging(before=999_999)).rows] == ["Ruth Levy"]


@pytest.mark.usefixtures("asked")
def test_nobody_sees_who_waits_elsewhere(town: Any, client_of: ClientOf) -> None:
    """Whose journey it is not sees neither the row nor the number (R-052)."""
    page = text(client_of("tom"), LIST)
    assert "Nobody whom you may see is waiting here" in page
    assert "Mensah" not in page
    assert all(entry.spread.count == 0 for entry in every(town, "tom"))


@pytest.mark.usefixtures("asked")
def test_looking_at_a_list_is_written_down(town: Any, client_of: ClientOf) -> None:
    """One entry for the view, with every record on it."""
    client_of("priya").get(LIST)
    entry = Entry.objects.filter(op="R", tbl="pathways.waiting_list").latest("id")
    waiting = Wait.objects.for_system("test").filter(name="for a visit").values_list("record_id", flat=True)
    assert entry.payload is not None
    assert all(str(record) in entry.payload for record in waiting)


@pytest.mark.usefixtures("asked")
def test_every_list_is_on_the_page_of_all(client_of: ClientOf) -> None:
    """One for each wait of each pathway, with how many wait; the main one first; each leads to its list. Those on
    which nobody waits are folded away below, and none is left out."""
    client = client_of("priya")
    page = text(client, "/lists/")
    assert "Grab rail Waiting for the visit 3 10 40 40 1 1" in page
    assert page.index("Grab rail Waiting for the rail 3 10 40 40") < page.index("Waiting for the visit")
    assert "Nobody waits on these" not in page
    of_nobody = text(client_of("tom"), "/lists/")
    assert "Nobody waits on these 2 lists Grab rail Waiting for the rail Waiting for the visit" in of_nobody
    for address in re.findall(r'href="(/lists/[^"?]+/[^"?]+/)"', client.get("/lists/").content.decode()):
        text(client, address)


@pytest.mark.usefixtures("asked")
def test_who_plans_counts_the_lists_of_the_whole_council(town: Any, client_of: ClientOf) -> None:
    """R-054: the head of service sees no case and all the numbers, at once; whoever else asks for them sees their
    own. A list leads to its figures, a number to those of its people whom they may see: here nobody."""
    head = client_of("diane")
    page = text(head, "/lists/")
    assert "Of everybody in the council" in page
    assert "Grab rail Waiting for the visit 3 10 40 40 1 1" in page
    assert "Waiting for the visit 3 9 39 39" in text(head, f"/lists/?on={clock.today() - timedelta(1)}")
    assert "Grab rail Waiting for the visit 3" not in text(head, "/lists/?whose=mine")
    html = head.get("/lists/").content.decode()
    assert 'href="/lists/grab-rail/for-a-visit/figures/"' in html
    assert "Nobody whom you may see" in text(head, LIST)
    assert "Mensah" not in page
    assert "whole council" not in text(client_of("tom"), "/lists/?whose=council")
    assert all(each.spread.count == 0 for each in standing.of_council(town.actor("tom"), clock.today()))
    assert "The whole council’s, in numbers" in text(client_of("grace"), "/lists/")


@pytest.mark.parametrize("address", ["/lists/grab-rail/for-nothing/", "/lists/nothing/for-a-visit/"])
def test_there_is_no_list_of_what_is_not_waited_for(address: str, town: Any, client_of: ClientOf) -> None:
    """An address that names no wait is answered plainly."""
    text(client_of("priya"), address, status=404)


def test_a_longer_list_asks_no_more_often(town: Any, asked: dict[str, int]) -> None:
    """Three rows or ten: the same number of statements, on the list, on all lists and on the board."""

    def statements() -> list[int]:
        found = []
        for page in (
            lambda: rows(town),
            lambda: every(town, "priya"),
            lambda: promised(town, OF_RAILS),
        ):
            with CaptureQueriesContext(connection) as asked_for:
                page()
            found.append(len(asked_for))
        return found

    before = statements()
    for days in range(7):
        ask(town, "alice", days)
    assert len(rows(town).rows) == 10
    assert statements() == before


def test_a_restricted_person_is_not_named(
    town: Any, asked: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work may be seen where the record may not: then the list says so instead of the name."""
    monkeypatch.setattr(list_rows, "people", lambda *_: {})
    assert {row.person for row in rows(town).rows} == {""}


@pytest.mark.usefixtures("asked")
def test_rooms_above_put_blocks_and_a_batch_on_a_list(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks in their order; ticks only where something is done with them, each with the journey's version."""
    monkeypatch.setattr(beside_lists, "house", beside_lists.Registered())
    assert 'name="item"' not in client_of("priya").get(LIST).content.decode()
    beside_lists.block(order=2)(lambda of: Markup("<p>Second, of {}, {}</p>").format(of.wait, of.actor.name))
    beside_lists.block(order=1)(lambda *_: Markup("<p>First</p>"))
    beside_lists.block(order=3)(lambda *_: None)
    beside_lists.batch(lambda *_: beside_lists.Batch("/somewhere/", Markup("<button>Give them</button>")))
    with pytest.raises(ValueError, match="already"):
        beside_lists.batch(lambda *_: None)
    page = client_of("priya").get(LIST).content.decode()
    assert re.search(
        r'<form method="get" action="/somewhere/" class="app-batch">.*<button>Give them</button></div></form>',
        page,
        re.DOTALL,
    )
    assert len(re.findall(r'name="item" value="\d+\.\d+"', page)) == 3
    assert "First Second, of for a visit, Priya Nair" in text(client_of("priya"), LIST)


def promised(town: Any, chosen: board_of.Chosen) -> board_of.Board:
    return board_of.board(town.actor("priya"), chosen, Paging())


def test_the_board_says_what_is_late_due_today_and_to_come(
    town: Any, asked: dict[str, int], client_of: ClientOf
) -> None:
    """What is due first stands first; late is asked of the clock, not stored (G-01, G-12)."""
    found = promised(town, board_of.Chosen())
    assert [row.when for row in found.rows] == sorted(
        (row.when for row in found.rows), key=[board_of.LATE, board_of.TODAY, board_of.COMING].index
    )
    figures = found.figures
    assert (figures.late, figures.today, figures.coming) == tuple(
        sum(row.when == when for row in found.rows)
        for when in (board_of.LATE, board_of.TODAY, board_of.COMING)
    )
    assert figures.late
    page = text(client_of("priya"), "/promises/")
    assert "Somebody speaks with them Grab rail the person Kofi Mensah" in page
    assert "Broken" in page
    assert "G-01" in page


def test_what_was_kept_in_time_is_counted_of_what_was_due(town: Any, trial: Any) -> None:
    """Kept late is not in time; open, or excused once it was broken, counts against it; excused before is left out."""
    with time_machine.travel(clock.now().replace(day=26), tick=False):
        kept, late, excused, left = (ask(town, "alice", days) for days in (8, 9, 10, 11))
        said = {"by": SYSTEM, "name": "first human contact"}
        saying.say(kept, **said, happened_at=clock.now() - timedelta(days=8))
        saying.say(late, **said)
        saying.excuse(_word(excused), by=SYSTEM, why="They rang us")
        assert _word(left)
        figures = promised(town, OF_RAILS).figures
        assert (figures.due_this_month, figures.kept_in_time) == (4, 1)
        assert figures.share == pytest.approx(25)
        assert figures.late == 1


def test_nothing_due_is_no_share(town: Any, trial: Any) -> None:
    """Where nothing was due there is no per cent, not nought and not a hundred."""
    assert promised(town, OF_RAILS).figures.share is None


def _word(journey: int) -> int:
    owed = Promise.objects.for_system("test").get(journey=journey, name="a word back")
    return int(owed.pk)


@pytest.mark.usefixtures("asked")
def test_the_board_is_narrowed(town: Any, client_of: ClientOf) -> None:
    """By whose they are, which promise, and to whom it is owed."""
    mine = promised(town, board_of.Chosen("mine", "grab-rail/keep in touch")).rows
    assert {(row.owner, row.person) for row in mine} == {("Priya Nair", "Alice Mensah")}
    of_teams = promised(town, board_of.Chosen("teams", "grab-rail/keep in touch")).rows
    assert {row.person for row in of_teams} == {"Kofi Mensah"}
    words = promised(town, OF_RAILS).rows
    assert {row.title for row in words} == {"Somebody speaks with them"}
    assert promised(town, board_of.Chosen(owed_to="provider")).rows == []
    assert "Nothing that is owed fits" in text(client_of("priya"), "/promises/?owed_to=provider")


@pytest.mark.usefixtures("asked")
def test_nobody_sees_what_is_owed_elsewhere(client_of: ClientOf) -> None:
    """The board is of the work that its reader may see."""
    assert "Mensah" not in text(client_of("tom"), "/promises/")
