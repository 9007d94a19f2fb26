"""Lists as they stood on a past day, and what a list is narrowed to (R-047, R-052, G-12)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.pathways.actions import course, moving, opening
from alongside.pathways.models import Wait
from alongside.pathways.queries import lists, lists_past
from alongside.pathways.queries.lists_past import Past
from alongside.pathways.queries.narrowing import GIVEN, NOT_GIVEN, Asked, Chosen
from alongside.pathways.rules.calendar import LONDON
from alongside.people.actions import needs, traits
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.web.tables import Paging

pytestmark = pytest.mark.usefixtures("trial")
LIST = "/lists/grab-rail/for-a-visit/"
BEGAN = datetime(2031, 7, 1, 12, tzinfo=LONDON)


def after(days: int) -> Any:
    """So many days after the story began, at noon."""
    return time_machine.travel(BEGAN + timedelta(days=days), tick=False)


def ask(town: Any, person: str, **said: Any) -> int:
    return int(opening.open_journey(getattr(town, person), by=SYSTEM, pathway="grab-rail", **said))


@pytest.fixture
def told(town: Any, trial: Any) -> Iterator[dict[str, int]]:
    """Alice asks on day 0, is ranked on day 3, held on day 4, given to Priya on day 6, seen on day 20. Kofi asks on
    day 5, and that is written down on day 8. It is day 30."""
    with after(0):
        alice = ask(town, "alice", came_by="self")
    with after(3):
        course.prioritise(alice, by=SYSTEM, priority=1, why="Fell twice", interim_measures="A night sitter")
    with after(4):
        course.hold(alice, by=SYSTEM, why="In hospital", until_on=(BEGAN + timedelta(days=9)).date())
    with after(6):
        moving.move(alice, by=SYSTEM, move="sort")
        moving.move(alice, by=SYSTEM, move="give", owner=f"worker:{town.priya}")
    with after(8):
        kofi = ask(town, "kofi", came_by="gp", happened_at=BEGAN + timedelta(days=5))
    with after(20):
        course.release(alice, by=SYSTEM)
        moving.move(alice, by=SYSTEM, move="measure")
    with after(30):
        yield {"alice": alice, "kofi": kofi}


def stood(town: Any, on: int, known: int | None = None, who: str = "grace", **chosen: Any) -> Any:
    named = lists.found("grab-rail", "for-a-visit")
    assert named is not None
    when = Past(
        (BEGAN + timedelta(days=on)).date(), BEGAN + timedelta(days=known) if known is not None else None
    )
    return lists_past.waiting_list(Asked(town.actor(who), *named, Chosen(**chosen)), when)


def names(found: Any) -> list[tuple[str, int]]:
    return [(row.person, row.days) for row in found.rows]


@pytest.mark.usefixtures("told")
def test_a_list_is_shown_as_it_stood(town: Any) -> None:
    """Priority, hold, worker and what was owed are those of the day, not today's."""
    [row] = stood(town, 2).rows
    assert (row.priority, row.why, row.interim, row.unseen) == ("Not yet looked at", "", "", False)
    [row] = stood(town, 4).rows
    assert (row.days, row.priority, row.why) == (4, "P1, at once", "Fell twice")
    assert row.held.startswith("In hospital, until ")
    assert row.contact_on is not None
    assert names(stood(town, 7)) == [("Kofi Mensah", 2), ("Alice Mensah", 7)]
    assert stood(town, 7).figures.given == 1
    assert stood(town, 5).figures.given == 0
    assert names(stood(town, 20)) == [("Kofi Mensah", 15)]


@pytest.mark.usefixtures("told")
def test_what_was_not_yet_written_down_was_not_known(town: Any) -> None:
    """Kofi's asking on day 5 was written down on day 8."""
    assert names(stood(town, 7, known=7)) == [("Alice Mensah", 7)]
    assert names(stood(town, 7, known=9)) == [("Kofi Mensah", 2), ("Alice Mensah", 7)]
    assert stood(town, 7, known=-1).rows == []


@pytest.mark.usefixtures("told")
def test_a_past_list_is_narrowed_by_what_the_day_decides(town: Any) -> None:
    """Each choice against the list of that day."""
    everybody = names(stood(town, 7))
    narrowings: list[tuple[dict[str, Any], list[str]]] = [
        ({"priority": "1"}, ["Alice Mensah"]),
        ({"priority": "none"}, ["Kofi Mensah"]),
        ({"given": GIVEN}, ["Alice Mensah"]),
        ({"given": NOT_GIVEN}, ["Kofi Mensah"]),
        ({"origin": "gp"}, ["Kofi Mensah"]),
        ({"least": "3"}, ["Alice Mensah"]),
        ({"most": "3"}, ["Kofi Mensah"]),
        ({"team": "nobody"}, []),
        ({"over": "yes"}, []),
        ({"ward": "E99"}, []),
    ]
    for chosen, those in narrowings:
        found = [name for name, _days in names(stood(town, 7, **chosen))]
        assert found == those, chosen
        assert set(found) <= {name for name, _days in everybody}


@pytest.mark.usefixtures("told")
def test_the_page_of_a_past_day_says_so_and_offers_nothing_to_do(
    town: Any, client_of: Callable[[object], Client]
) -> None:
    """Nobody allocates in the past; nor does a reader see more than today's grants let them."""
    on = (BEGAN + timedelta(days=7)).date().isoformat()
    page = client_of("grace").get(f"{LIST}?on={on}&as_known={on}").content.decode()
    assert "As it stood at the end of 8 July 2031, as was known by the end of 8 July 2031." in page
    assert "Alice Mensah" in page
    assert "app-row-menu" not in page
    assert "app-row-menu" in client_of("grace").get(LIST).content.decode()
    assert stood(town, 7, who="tom").rows == []
    every = client_of("grace").get(f"/lists/?on={on}").content.decode()
    assert "As they stood at the end of 8 July 2031" in every
    assert "As it stood at" not in client_of("grace").get(f"{LIST}?on=2999-01-01").content.decode()
    assert "As it stood at" not in client_of("grace").get(f"{LIST}?on=yesterday").content.decode()


def now(town: Any, **chosen: str) -> set[str]:
    named = lists.found("grab-rail", "for-a-visit")
    assert named is not None
    asked = Asked(town.actor("grace"), *named, Chosen(**chosen))
    found = lists.waiting_list(asked, Paging())
    assert {row.id for row in found.rows} == {row.id for row in lists.everybody(asked)}
    return {row.person for row in found.rows}


def test_a_list_is_narrowed_by_who_somebody_is(town: Any, told: dict[str, int]) -> None:
    """Ethnicity, language, ward, neighbourhood, who asked, over target, days waited: each holds for somebody only."""
    with after(10):
        ask(town, "ruth_levy", came_by="self")
    ward = Person.objects.for_system("test").get(pk=town.kofi).ward
    assert now(town) == {"Kofi Mensah", "Ruth Levy"}
    assert now(town, origin="gp") == {"Kofi Mensah"}
    assert "Kofi Mensah" in now(town, ward=ward)
    assert now(town, least="21") == {"Kofi Mensah"}
    assert now(town, most="20") == {"Ruth Levy"}
    assert now(town, least="nonsense") == {"Kofi Mensah", "Ruth Levy"}
    assert now(town, over="yes") == set()
    assert now(town, neighbourhood="nowhere") == set()
    traits.set_trait(town.kofi, by=SYSTEM, attribute="ethnicity", code="black-african")
    assert now(town, ethnicity="black-african") == {"Kofi Mensah"}
    assert now(town, ethnicity="other-arab") == set()
    needs.record_need(town.ruth_levy, by=SYSTEM, kind="spoken", code="he")
    assert now(town, language="he") == {"Ruth Levy"}


@pytest.mark.usefixtures("told")
def test_the_list_in_sql_is_that_of_the_guard(town: Any) -> None:
    """The quick question finds whom the guarded queryset finds, for everybody in the cast who may see anything."""
    named = lists.found("grab-rail", "for-a-visit")
    assert named is not None
    for who in ("grace", "priya", "tom"):
        actor = town.actor(who)
        guarded = Wait.objects.visible_to(actor).filter(
            pathway="grab-rail", name="for a visit", stopped_on__isnull=True
        )
        found = lists.everybody(Asked(actor, *named, Chosen()))
        assert sorted(row.id for row in found) == sorted(guarded.values_list("pk", flat=True))


def test_from_a_row_one_can_allocate_rank_hold_and_close(
    town: Any, told: dict[str, int], client_of: Callable[[object], Client]
) -> None:
    """What the row offers is what its reader may do at this stage, and each leads to where it is done."""
    moving.move(told["kofi"], by=SYSTEM, move="sort")
    grace = client_of("grace")
    [menu] = re.findall(
        r"<details class=\"app-row-menu\">.*?</details>", grace.get(LIST).content.decode(), re.DOTALL
    )
    assert re.findall(r">([^<]+)</a>", menu) == ["Give", "Stop", "Set how urgent it is", "Put on hold"]
    for address in re.findall(r'href="([^"]+)"', menu):
        assert grace.get(address).status_code == 200, address
    course.hold(told["kofi"], by=SYSTEM, why="Away", until_on=clock.today() + timedelta(days=3))
    assert "Go on with it" in grace.get(LIST).content.decode()
