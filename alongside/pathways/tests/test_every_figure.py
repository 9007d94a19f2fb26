"""Every figure opens the people behind it, and they are as many as it says (R-047, R-049, G-19).

All lists, a list, its figures and their people are read as their reader sees them: each number is followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from html import unescape
from typing import NamedTuple

import pytest
import time_machine
from django.test import Client

from alongside.pathways.actions import course, moving
from alongside.pathways.rules.calendar import LONDON
from alongside.pathways.tests.visits import ask, see
from alongside.records import clock
from alongside.records.actors import SYSTEM

pytestmark = pytest.mark.usefixtures("trial")
ClientOf = Callable[[object], Client]
NOW = datetime(2031, 7, 2, 12, tzinfo=LONDON)
LIST = "/lists/grab-rail/for-a-visit/"
# Of one priority the weeks tell those who have it on the day asked about; the list of a week’s end, who had it then.
AS_RANKED_SINCE = ("Waiting at its end", True)


@pytest.fixture
def waits(town: object, trial: object) -> Iterator[None]:
    """Twelve asked, of whom four were seen, one gave up and one died; two are allocated, three ranked; one visit was
    written down five days after it was made."""
    people = ("alice", "kofi", "ruth_levy")
    with time_machine.travel(NOW - timedelta(days=6), tick=False):
        found = [
            ask(town, people[turn % 3], days) for turn, days in enumerate((3, 9, 15, 20, 33, 40, 70, 90))
        ]
        for journey, rank in zip(found, (1, 2, 1), strict=False):
            course.prioritise(journey, by=SYSTEM, priority=rank, why="Fell")
        for journey in found[1:3]:
            moving.move(journey, by=SYSTEM, move="sort")
            course.give(journey, by=SYSTEM, owner="worker:1")
        see(found[7], 50)
        see(found[6], 61)
        moving.move(found[5], by=SYSTEM, move="stop", outcome="unwanted")
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        see(found[4], 6)
        moving.move(found[3], by=SYSTEM, move="stop", outcome="died")
        see(ask(town, "kofi", 12), 2)
        ask(town, "alice", 0)
    with time_machine.travel(NOW, tick=False):
        course.prioritise(found[0], by=SYSTEM, priority=2, why="Better")
        yield


class Figure(NamedTuple):
    """A number on a page: what it is called, the number, and where it leads (blank: nowhere)."""

    name: str
    number: int
    href: str


def figures(page: str) -> list[Figure]:
    """The large figures, and the numbers in tables."""
    found = re.findall(r'app-figures__figure"><dt>([^<]*)</dt><dd>(?:<a[^>]*href="([^"]*)">)?([\d,–]+)', page)
    cells = re.findall(
        r'<td[^>]*data-label="([^"]*)"[^>]*>(?:<a[^>]*href="([^"]*)">)?([\d,–]+)(?: p|<)', page
    )
    return [
        Figure(name, int(n.replace(",", "")), unescape(href)) for name, href, n in found + cells if n != "–"
    ]


def opened(client: Client, href: str) -> list[int]:
    """How many days each of those behind a figure waits or has waited: of all of them."""
    answer = client.get(href)
    assert answer.status_code == 200, href
    page = answer.content.decode()
    if "/people/" in href:
        days = re.findall(r'data-label="Days"[^>]*>(\d+)<', page)
        assert (
            f"{len(days)} {'person' if len(days) == 1 else 'people'} in all; you may see {len(days)}" in page
        )
        return [int(each) for each in days]
    days = re.findall(r'data-label="Waiting"[^>]*><span>(\d+) day', page)
    told = {figure.name: figure.number for figure in figures(page)}
    assert told.get("still waiting", 0) == len(days)
    return [int(each) for each in days]


def follow(client: Client, address: str) -> int:
    """Follow every number of a page that counts somebody; how many there were."""
    page = client.get(address).content.decode()
    followed = 0
    for figure in figures(page):
        if not figure.href and (
            figure.number == 0 or (figure.name, "priority=" in address) == AS_RANKED_SINCE
        ):
            continue
        assert figure.href, (address, figure)
        href = (
            figure.href
            if figure.href.startswith("/")
            else f"{address.split('?', maxsplit=1)[0]}{figure.href}"
        )
        days = opened(client, href)
        if figure.name.lower().startswith(("half", "nine in ten", "longest", "the longest")):
            assert days, (address, figure)
            assert figure.number == (min(days) if "least=" in href else max(days)), (address, figure)
        else:
            assert figure.number == len(days), (address, figure)
        followed += 1
    return followed


def _days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


@pytest.mark.usefixtures("waits")
def test_every_figure_opens_as_many_people_as_it_says(client_of: ClientOf) -> None:
    """Now, on a past day, as was known then, and of one priority: on every page that tells figures."""
    grace = client_of("grace")
    past = f"on={_days_ago(4)}"
    known = f"{past}&as_known={_days_ago(3)}"
    for query in ("", past, known):
        assert follow(grace, f"/lists/?{query}") >= 10
        assert follow(grace, f"{LIST}?{query}") >= 5
        for priority in ("", "&priority=1", "&priority=2", "&priority=none"):
            assert follow(grace, f"{LIST}figures/?{query}{priority}") > 4


@pytest.mark.usefixtures("waits")
def test_what_was_not_known_yet_is_not_behind_a_figure(client_of: ClientOf) -> None:
    """Two visits, of a week and of three days ago, were written down yesterday: on that day nobody knew of them."""
    grace, on = client_of("grace"), _days_ago(3)
    asked = f"{LIST}people/?how=seen&since={_days_ago(30)}&until={on}&on={on}"
    assert opened(grace, asked) == [10, 32]
    assert opened(grace, f"{asked}&as_known={on}") == []
    said = grace.get(f"{asked}&as_known={on}&least=7&within=target&priority=2&team=mash").content.decode()
    assert "Only: 7 days or more; within the target; priority: P2" in said
    assert "as it stood at the end of 29 June 2031, as was known by the end of 29 June 2031." in said


@pytest.mark.usefixtures("waits")
def test_a_list_carries_its_narrowing_on(client_of: ClientOf) -> None:
    """To the figures go the day and the priority, and back again; from all lists the day (R-052)."""
    grace, on = client_of("grace"), _days_ago(4)
    page = unescape(grace.get(f"{LIST}?on={on}&priority=1").content.decode())
    assert f"{LIST}figures/?on={on}&priority=1" in page
    told = unescape(grace.get(f"{LIST}figures/?on={on}&priority=1").content.decode())
    assert f'href="{LIST}?on={on}&priority=1"' in told
    assert f'href="{LIST}?on={on}"' in unescape(grace.get(f"/lists/?on={on}").content.decode())


@pytest.mark.usefixtures("waits")
def test_what_the_numbers_mean_is_one_click_away(client_of: ClientOf) -> None:
    """On the list and on its figures: start, stop, holds, and how the middle is chosen (G-19)."""
    for address in (LIST, f"{LIST}figures/"):
        page = client_of("grace").get(address).content.decode()
        [meant] = re.findall(r"What these numbers mean.*?</details>", page, re.DOTALL)
        assert "A wait starts when it is asked for, and stops when “Measure”" in unescape(meant)
        assert "percentile_disc" in meant
