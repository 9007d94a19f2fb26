"""How work goes on the lists of the made-up borough: what courses.yaml and figures.yaml say fits the definitions."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside import council
from alongside.council.loading import COUNCILS
from alongside.pathways import happenings, library
from alongside.pathways.rules.calendar import UNITS, Calendar, Span
from tests.town.borough import courses, staff
from tests.town.borough.courses import Course
from tests.town.borough.figures import Figures
from tests.town.borough.times import Almanac, Times

CLOSED = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
MOMENTS = st.integers(0, 5_000_000).map(lambda n: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
# Told step by step elsewhere: the main line, and what happens beside it.
TOLD_ELSEWHERE = {
    "contact", "needs-assessment", "carers-assessment", "support-plan", "panel", "light-touch-review",
    "planned-review", "unplanned-review", "financial-assessment", "occupational-therapy", "safeguarding-concern",
    "multidisciplinary-meeting", "capacity-decision",
}  # fmt: skip


@pytest.mark.parametrize("name", courses.read())
def test_a_course_goes_where_its_definition_leads(name: str) -> None:
    """Every move, happening, letter and reason of a course is one of the definition's, in every council's wording."""
    course = courses.read()[name]
    pathway = library.current().pathways[course.pathway].pathway
    reasons = {
        code
        for move in pathway.moves.values()
        if pathway.ends(move.to) and isinstance(move.reason, dict)
        for code in move.reason
    }
    for step in course.steps:
        known = {
            "do": pathway.moves.keys(),
            "end": reasons,
            "open": courses.read().keys(),
            "say": happenings.known().keys(),
            "letter": {each.removesuffix(" issued") for each in happenings.known()},
        }[step.kind]
        assert set(step.what.things) <= set(known)
        assert set(step.meanwhile) <= happenings.known().keys()
        assert step.when <= pathway.moves.keys()
    assert set(course.facts) <= pathway.conditions


def test_every_list_of_the_catalogue_has_people_on_it() -> None:
    """Issue 5's catalogue: no list of the demo is empty because nobody told anything of it."""
    figures = Figures.of(council.current().key)
    begun = figures.weights("a year").keys()
    opened = {name for each in courses.read().values() for step in each.steps for name in _opens(step)}
    assert courses.read().keys() == begun | opened
    told = {courses.read()[name].pathway for name in begun}
    assert library.current().pathways.keys() <= told | TOLD_ELSEWHERE
    assert all(figures.known[kind] for name in begun for kind in courses.read()[name].kinds)


def _opens(step: courses.Step) -> list[str]:
    return step.what.things if step.kind == "open" else []


def test_a_year_brings_as_many_as_the_figures_say() -> None:
    """The chances of a life, over everybody there is, make the number that figures.yaml names."""
    figures = Figures.of(council.current().key)
    course: Course = courses.read()["equipment"]
    made = courses.Courses(figures, library.current().pathways)
    all_ = sum(
        chance * people for kind, people in figures.known.items() for chance in made.chances(kind, course)
    )
    assert all_ == pytest.approx(figures.weights("a year")["equipment"] * course.history / 365.25)


@given(MOMENTS, st.integers(0, 40), st.sampled_from(UNITS))
def test_the_almanac_knows_what_the_calendar_says(begins: datetime, count: int, unit: str) -> None:
    """It only remembers: asked twice, it says twice what the calendar would have worked out."""
    almanac, length = Almanac(CLOSED), Span(count, unit)
    due = Calendar(CLOSED).due(begins, length)
    assert [almanac.due(begins, length), almanac.due(begins, length)] == [due, due]
    assert almanac.due(begins + timedelta(days=9), length) == Calendar(CLOSED).due(
        begins + timedelta(days=9), length
    )


@pytest.mark.parametrize("key", sorted(path.parent.name for path in COUNCILS.glob("*/council.yaml")))
def test_in_every_council_somebody_does_each_kind_of_work(key: str) -> None:
    """What a council has no team of its own for is done by its localities, and not by their social workers."""
    before = council.current().key
    council.use(key)
    try:
        times = Times(date(2026, 11, 22), library.calendar())
        hands = staff.hire(Figures.of(key), 300, times, 1, random.Random(1))
        teams = {team.key: team.kind for team in council.current().teams}
    finally:
        council.use(before)
    assert {hand.role for hand in hands if hand.left_on is None} == set(staff.ROLES.values())
    assert {teams[hand.team] for hand in hands if hand.role == "broker"} <= {"brokerage", "locality"}
