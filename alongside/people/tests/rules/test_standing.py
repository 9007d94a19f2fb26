"""The past can be asked twice: as it was, and as it was known at the time. Held against a story told by hand."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from alongside.people.rules.standing import holds, standing, the_one

DAY_ONE = dt.date(2026, 1, 1)
MIDNIGHT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Fact:
    starts_on: str
    ends_on: str
    recorded_at: dt.datetime
    ended_at: dt.datetime | None = None
    withdrawn_at: dt.datetime | None = None


def day(number: int) -> dt.date:
    return DAY_ONE + dt.timedelta(days=number)


def moment(number: int) -> dt.datetime:
    return MIDNIGHT + dt.timedelta(days=number)


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """Up to six statements within a month, in the order they were recorded; ends and withdrawals come later."""
    found = []
    for recorded in sorted(draw(st.lists(st.integers(0, 30), max_size=6, unique=True))):
        starts = draw(st.none() | st.integers(0, 30))
        ends = draw(st.none() | st.integers(starts or 0, 30))
        ended = None if ends is None else draw(st.integers(recorded, 31))
        withdrawn = draw(st.none() | st.integers(recorded, 31))
        found.append(
            Fact(
                "" if starts is None else str(day(starts)),
                "" if ends is None else str(day(ends)),
                moment(recorded),
                None if ended is None else moment(ended),
                None if withdrawn is None else moment(withdrawn),
            )
        )
    return found


def told_by(rows: list[Fact], known: int) -> list[Fact]:
    """The statements as the record showed them at a moment: without what was said or taken back later."""
    shown = []
    for row in rows:
        if row.recorded_at > moment(known) or (row.withdrawn_at and row.withdrawn_at <= moment(known)):
            continue
        unended = row.ended_at is not None and row.ended_at > moment(known)
        shown.append(Fact(row.starts_on, "" if unended else row.ends_on, row.recorded_at))
    return shown


def painted(rows: list[Fact], on: int) -> Fact | None:
    """Day after day, a statement that starts paints over what stood; one that ends leaves the wall bare."""
    wall: Fact | None = None
    for start in ["", *(str(day(number)) for number in range(on + 1))]:
        for row in rows:
            if row.starts_on == start:
                wall = row
    return None if wall and wall.ends_on and wall.ends_on <= str(day(on)) else wall


@given(facts(), st.integers(-2, 33), st.integers(-1, 33))
def test_the_one_that_held_as_then_known(rows: list[Fact], on: int, known: int) -> None:
    found = the_one(rows, day(on), moment(known))
    expected = painted(told_by(rows, known), on)
    assert (found and found.recorded_at) == (expected and expected.recorded_at)


@given(facts(), st.integers(-2, 33))
def test_what_is_known_now_is_what_is_known_at_the_end_of_time(rows: list[Fact], on: int) -> None:
    assert the_one(rows, day(on)) == the_one(rows, day(on), moment(1000))
    assert standing(rows, day(on)) == standing(rows, day(on), moment(1000))


@given(facts(), st.integers(0, 30), st.integers(0, 30))
def test_what_is_recorded_later_never_changes_what_was_known(rows: list[Fact], on: int, known: int) -> None:
    """Appending is enough: yesterday's answer about any day stands for ever."""
    later = Fact(str(day(on)), "", moment(known + 1))
    assert the_one([*rows, later], day(on), moment(known)) == the_one(rows, day(on), moment(known))


@given(facts(), st.integers(-2, 33), st.integers(-1, 33))
def test_statements_side_by_side_hold_each_by_its_own_days(rows: list[Fact], on: int, known: int) -> None:
    shown = [row.recorded_at for row in told_by(rows, known) if _within(row, on)]
    assert [row.recorded_at for row in standing(rows, day(on), moment(known))] == shown


def _within(row: Fact, on: int) -> bool:
    return row.starts_on <= str(day(on)) and (not row.ends_on or row.ends_on > str(day(on)))


def test_an_approximate_start_counts_from_its_first_possible_day() -> None:
    since = Fact("2026-01", "2026-03", moment(0))
    assert holds(since, dt.date(2026, 1, 1))
    assert holds(since, dt.date(2026, 2, 28))
    assert not holds(since, dt.date(2026, 3, 1))
    assert not holds(since, dt.date(2025, 12, 31))
