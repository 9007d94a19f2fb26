"""The planner's page: what it counts, who may ask, and that every number is told with how sure it is (R-052, G-66)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.insight import access
from alongside.insight.queries.movement import movement, teams
from alongside.pathways.actions import moving, opening
from alongside.pathways.library import Library
from alongside.pathways.tests.reading import text
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.records.models import Entry

pytestmark = pytest.mark.usefixtures("trial")

ClientOf = Callable[[object], Client]
LIST = "/lists/grab-rail/for-a-visit/"
PLAN = f"{LIST}plan/"
PEOPLE = ("alice", "kofi", "ruth_levy")


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """It is noon tomorrow, and stays so: no midnight comes between asking and counting days."""
    with time_machine.travel((clock.now() + timedelta(days=1)).replace(hour=12), tick=False):
        yield


def ask(town: Any, person: str, days: int) -> int:
    """Somebody asked for a rail some days ago."""
    asked_at = clock.now() - timedelta(days=days)
    return int(
        opening.open_journey(
            getattr(town, person), by=SYSTEM, pathway="grab-rail", happened_at=asked_at, came_by="self"
        )
    )


def visit(town: Any, journey: int, days: int) -> None:
    """They were visited some days ago, which ends the wait for it."""
    at = clock.now() - timedelta(days=days)
    moving.move(journey, by=SYSTEM, move="sort", happened_at=at - timedelta(hours=3))
    moving.move(
        journey, by=SYSTEM, move="give", owner=f"worker:{town.priya}", happened_at=at - timedelta(hours=2)
    )
    moving.move(journey, by=SYSTEM, move="measure", happened_at=at)


@pytest.fixture
def rails(town: Any, trial: Library) -> None:
    """In fifteen weeks: five asked, two have been visited, one gave up; two wait."""
    visit(town, ask(town, "alice", 100), 60)
    visit(town, ask(town, "kofi", 90), 20)
    moving.move(
        ask(town, "ruth_levy", 80),
        by=SYSTEM,
        move="stop",
        outcome="unwanted",
        happened_at=clock.now() - timedelta(days=10),
    )
    ask(town, "alice", 8)
    ask(town, "kofi", 1)


@pytest.mark.usefixtures("rails")
def test_it_counts_the_list_and_the_weeks_before_it() -> None:
    """Who came, was seen and left; of a young list only the whole weeks since somebody first was on it."""
    today = clock.today()
    moved = movement("grab-rail", "for a visit", today, 26)
    counting = moved.counting
    assert (moved.waiting, moved.came) == (2, [2])
    assert (sum(counting.seen), sum(counting.left)) == (2, 1)
    assert len(counting.weeks) == (100 - today.isoweekday() % 7) // 7
    assert len(movement("grab-rail", "for a visit", today, 13).counting.weeks) == 13
    [(team, title)] = teams("grab-rail", "for a visit").items()
    assert "Locality" in title
    assert movement("grab-rail", "for a visit", today, 26, team) == moved
    assert movement("grab-rail", "for a visit", today, 26, "safeguarding").waiting == 0


@pytest.mark.usefixtures("rails")
def test_a_past_day_is_counted_as_it_was_and_what_came_is_known() -> None:
    """Four weeks ago two waited; a week later one of them had been visited, and so on to today."""
    moved = movement("grab-rail", "for a visit", clock.today() - timedelta(days=28), 26)
    assert (moved.waiting, moved.came) == (2, [2, 2, 1, 1, 2])
    assert sum(moved.counting.seen) == 1
    assert sum(moved.counting.left) == 0


@pytest.mark.usefixtures("rails")
def test_the_answer_comes_first_with_its_range(client_of: ClientOf) -> None:
    """A sentence, then what it rests on; each number with its interval and its source."""
    page = text(client_of("grace"), f"{PLAN}?more=1&below=1")
    assert (
        "With 1 more dealt with a week (1.1 in all), the list of 2 has an even chance of coming below 1 by"
        in page
    )
    assert page.index("With 1 more") < page.index("How many more people") < page.index("Side by side")
    assert "In nine futures of ten" in page
    assert "Whoever joins it then and stays is dealt with after about 1 week" in page
    assert re.search(
        r"Until then about \d+ pe\w+ leaves? without having been dealt with \(\d+ to \d+\)", page
    )
    assert re.search(r"Come a week 0\.\d+ 0\.\d+ to \d[.\d]* [45] people in 1[34] weeks", page)
    assert re.search(r"Are dealt with a week 0\.1\d 0\.0\d to 0\.\d+ 2 people in 1[34] weeks", page)
    assert re.search(r"1 person in 1[34] weeks", page)
    assert "Priorities: the urgent wait less than this says" in page


@pytest.mark.usefixtures("rails")
def test_levels_stand_side_by_side_and_lead_on(client_of: ClientOf) -> None:
    """From two fewer, as far as there are so many, to four more; each is a question of its own."""
    page = client_of("grace").get(f"{PLAN}?more=7&weeks=13").content.decode()
    names = re.findall(r'<h3 class="govuk-heading-s"><a [^>]*href="([^"]+)"[^>]*>([^<]+)', page)
    assert [name for _href, name in names] == [
        "As now",
        "1 more",
        "2 more",
        "3 more",
        "4 more",
        "7 more",
        "8 more",
    ]
    assert names[1][0] == "?more=1&amp;weeks=13"
    assert page.count('role="img"') == 2 + len(names)
    assert page.count("<title id=") == page.count("<desc id=") == 2 + len(names)
    assert "style=" not in page


@pytest.mark.usefixtures("rails")
def test_a_list_that_is_held_by_people_giving_up_is_said_to_fail(client_of: ClientOf) -> None:
    """Steady is not well: more come than are seen, and who leaves makes up the difference."""
    client = client_of("grace")
    failing = "Only people giving up keep this list from growing"
    page = text(client, PLAN)
    assert failing in page
    assert re.search(r"where \d+ in 100 of those who come leave it", page)
    assert "In the head:" in page
    assert "and never come to 1. The exact answer expects" in page
    assert re.search(
        r"From here, one further place a week would make the list about [\d.]+ shorter in 26 weeks", page
    )
    assert failing not in text(client, f"{PLAN}?more=2")
    supposed = text(client, f"{PLAN}?leaving=no")
    assert failing not in supposed
    assert "This supposes that nobody leaves the list before then." in supposed


@pytest.mark.usefixtures("rails")
def test_it_can_be_held_against_what_came(client_of: ClientOf) -> None:
    """Asked of a past day it says what it would have said, and what came is told and drawn beside it."""
    client, then = client_of("grace"), clock.today() - timedelta(weeks=26)
    here = client.get(f"{PLAN}?more=2").content.decode()
    assert f'href="?more=0&amp;on={then}"' in here
    assert "What came" not in here
    past = f"{PLAN}?on={clock.today() - timedelta(days=28)}"
    assert re.search(
        r"What came: on [^,]+, 4 weeks later, the list was 2\. That is inside the range", text(client, past)
    )
    assert client.get(past).content.decode().count("app-fan__point") == 5 + 1  # and the one in the key
    assert "What came" not in text(client, f"{past}&more=1")
    assert "as it stood at the end of" not in text(client, f"{PLAN}?on=2099-01-01")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("more=two", "Write a whole number from -99 to 99, such as 2"),
        ("below=0", "Write a whole number of people from 1 to 9,999"),
        ("weeks=9", "Choose from the list: Looking ahead"),
    ],
)
def test_what_is_no_question_is_asked_again(client_of: ClientOf, asked: str, said: str) -> None:
    """With what was typed, and no answer to something else."""
    page = text(client_of("grace"), f"{PLAN}?{asked}")
    assert "There is a problem" in page
    assert said in page
    assert "There is no answer to this question yet" in page
    assert "What this rests on" in page


def test_a_list_on_which_nobody_ever_was_has_an_answer(client_of: ClientOf) -> None:
    """Nothing counted is nothing known, and no error."""
    page = text(client_of("grace"), PLAN)
    assert "the list of 0 goes on from where it is: below 1 already." in page


def test_only_who_plans_may_ask(client_of: ClientOf) -> None:
    """A manager finds the way to it on the list; a practitioner finds none, and no page."""
    assert f'href="{PLAN}"' in client_of("grace").get(LIST).content.decode()
    assert "What if more or fewer" not in text(client_of("priya"), LIST)
    assert client_of("priya").get(PLAN).status_code == 403
    assert client_of("diane").get(PLAN).status_code == 200
    assert client_of("grace").get("/lists/grab-rail/for-nothing/plan/").status_code == 404
    assert client_of("grace").get("/lists/nothing/for-a-visit/plan/").status_code == 404


def test_of_restricted_work_not_even_the_numbers_are_told(
    trial: Library, actor: Callable[[str], Any]
) -> None:
    """Unless one takes a step of it."""
    open_to_all = trial.pathways["grab-rail"].pathway
    restricted = open_to_all.model_copy(update={"restricted_to": ("safeguarding manager",)})
    nobody_here = restricted.model_copy(update={"moves": {}})
    assert access.counts_of(actor("grace"), open_to_all)
    assert access.counts_of(actor("grace"), restricted)
    assert not access.counts_of(actor("grace"), nobody_here)
    assert not access.counts_of(actor("priya"), open_to_all)


def test_it_asks_the_same_of_a_short_and_a_long_list(town: Any, client_of: ClientOf) -> None:
    """Nobody is named, so nobody's record is read; and the list costs no more questions when it is longer."""
    client = client_of("grace")
    ask(town, "alice", 3)
    client.get(PLAN)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(PLAN)
    for person in PEOPLE:
        ask(town, person, 30)
    before = Entry.objects.count()
    with CaptureQueriesContext(connection) as many:
        page = text(client, PLAN)
    assert len(many) == len(few)
    assert "Mensah" not in page
    assert Entry.objects.count() == before


@pytest.mark.usefixtures("rails")
@pytest.mark.parametrize("query", ["", "?past=13", "?team=locality-north", "?on=4 weeks ago"])
def test_every_number_counted_opens_the_people_behind_it(client_of: ClientOf, query: str) -> None:
    """The list itself, who came, was dealt with and left in all the weeks and in each (R-047, R-052)."""
    grace = client_of("grace")
    query = query.replace("4 weeks ago", (clock.today() - timedelta(weeks=4)).isoformat())
    page = grace.get(f"{PLAN}{query}").content.decode()
    found = re.findall(r'href="([^"]*/people/[^"]*)">([\d,]+)', page)
    assert len(found) > 5
    for address, people in found:
        said = "1 person" if people == "1" else f"{people} people"
        assert f"{said} in all" in text(grace, unescape(address)), address
    for address, people in re.findall(rf'href="({LIST}(?:\?[^"]*)?)">([\d,]+)', page):
        assert f"still waiting {people} " in text(grace, unescape(address)), address


@pytest.mark.usefixtures("rails")
def test_from_a_list_of_one_team_the_plan_is_of_that_team(client_of: ClientOf) -> None:
    """What a list is narrowed to by team goes along to the question (R-052)."""
    grace, [(team, title)] = client_of("grace"), teams("grab-rail", "for a visit").items()
    listed = grace.get(f"{LIST}?team={team}&priority=none").content.decode()
    assert f'href="{PLAN}?team={team}"' in listed
    assert f'<option value="{team}" selected>{title}' in grace.get(f"{PLAN}?team={team}").content.decode()
    assert f'href="{PLAN}"' in grace.get(LIST).content.decode()
