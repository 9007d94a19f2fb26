"""Days as English councils count them (R-052): London dates, bank holidays, the October hour, leap days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside import council
from alongside.pathways.rules.calendar import (
    LONDON,
    UNITS,
    Calendar,
    Span,
    day_of,
    days_between,
    end_of,
    last_day,
    span,
)

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
MOMENTS = st.integers(0, 13_000_000).map(lambda n: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
CALENDARS = st.builds(Calendar, st.frozensets(DAYS, max_size=30))
IN_DAYS = st.builds(Span, st.integers(0, 400), st.sampled_from([unit for unit in UNITS if unit != "hours"]))
IN_HOURS = st.builds(Span, st.integers(0, 400), st.just("hours"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture(scope="module")
def england() -> Calendar:
    return Calendar(council.current().bank_holidays)


@given(st.builds(Span, st.integers(0, 9999), st.sampled_from(UNITS)))
def test_a_length_of_time_reads_as_it_is_written(length: Span) -> None:
    """What is kept as text means the same when it is read again."""
    assert span(str(length)) == length


@pytest.mark.parametrize(
    "text", ["", "5", "days", "-1 days", "1.5 days", "5 wroking days", "10000 days", "5days"]
)
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="is not a length of time: write a whole number and hours, days"):
        span(text)


def test_the_same_day_is_a_length_of_time() -> None:
    """Practice says “same day” of the most urgent."""
    assert span("same day") == span("0 days") == Span(0, "days")


@given(CALENDARS, DAYS, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(calendar: Calendar, day: date, count: int) -> None:
    """The n-th working day after a day is worked, with n - 1 worked days between."""
    found = calendar.working_days_after(day, count)
    after = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(map(calendar.works, after)) == count
    assert count == 0 or calendar.works(found)


@given(CALENDARS, MOMENTS, IN_DAYS)
def test_days_run_to_their_end_in_london(calendar: Calendar, begins: datetime, length: Span) -> None:
    """Whatever is owed in days is in time until midnight in London, and the moment of the day does not matter."""
    due = calendar.due(begins, length)
    assert due > begins
    assert due.astimezone(LONDON).time() == time()
    assert last_day(due) == calendar.day_due(day_of(begins), length)
    morning = datetime.combine(day_of(begins), time(), LONDON)
    assert calendar.due(morning, length) == due


@given(CALENDARS, MOMENTS, MOMENTS, IN_DAYS | IN_HOURS)
def test_what_begins_later_is_not_due_earlier(
    calendar: Calendar, one: datetime, other: datetime, length: Span
) -> None:
    """Nobody is overtaken by a clock."""
    first, second = sorted((one, other))
    assert calendar.due(first, length) <= calendar.due(second, length)


@given(CALENDARS, MOMENTS, st.integers(0, 200), st.sampled_from(UNITS))
def test_a_longer_time_is_not_due_earlier(
    calendar: Calendar, begins: datetime, count: int, unit: str
) -> None:
    """One more hour, day, week or month never brings a day forward."""
    assert calendar.due(begins, Span(count, unit)) <= calendar.due(begins, Span(count + 1, unit))


@given(MOMENTS, IN_HOURS)
def test_hours_run_by_the_clock(begins: datetime, length: Span) -> None:
    """Four hours are four hours, also in the night when the clocks change."""
    assert Calendar().due(begins, length) - begins == timedelta(hours=length.count)


@given(MOMENTS, st.sampled_from((UTC, LONDON, ZoneInfo("UTC"))))
def test_the_day_of_a_moment_is_that_of_the_clocks_in_london(at: datetime, zone: tzinfo) -> None:
    """Late on a summer evening in UTC it is the next day in London already."""
    moment = at.astimezone(zone)
    assert day_of(moment) == moment.astimezone(LONDON).date()


@given(DAYS)
def test_a_london_day_ends_where_the_next_begins(day: date) -> None:
    """Every moment is on one day; a day has 23, 24 or 25 hours."""
    assert last_day(end_of(day)) == day
    assert day_of(end_of(day)) == day + timedelta(days=1)
    hours = (end_of(day) - end_of(day - timedelta(days=1))) / timedelta(hours=1)
    assert hours in (23, 24, 25)


@given(DAYS, DAYS)
def test_days_waited_begin_at_nought(begins: date, ends: date) -> None:
    """The opening day is day 0, and nobody has waited fewer."""
    assert days_between(begins, begins) == 0
    assert days_between(begins, ends) == max(0, (ends - begins).days)


def test_an_hour_across_the_october_night() -> None:
    """On 25 October 2026 the hour from one to two comes twice: what is owed within an hour is due in the second."""
    due = Calendar().due(at("2026-10-25 00:30"), Span(1, "hours"))
    assert due == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert due.astimezone(LONDON).strftime("%H:%M %Z") == "01:30 BST"
    later = Calendar().due(at("2026-10-25 00:30"), Span(2, "hours"))
    assert later.astimezone(LONDON).strftime("%H:%M %Z") == "01:30 GMT"


def test_an_hour_across_the_march_night() -> None:
    """On 29 March 2026 there is no hour from one to two."""
    due = Calendar().due(at("2026-03-29 00:30"), Span(1, "hours"))
    assert due.astimezone(LONDON).strftime("%H:%M %Z") == "02:30 BST"


@pytest.mark.parametrize(
    ("begins", "length", "due"),
    [
        ("2026-04-02", "1 working day", "2026-04-07"),  # Good Friday and Easter Monday between
        (
            "2026-12-24",
            "2 working days",
            "2026-12-30",
        ),  # Boxing Day falls on a Saturday, so Monday is off too
        ("2026-06-06", "0 working days", "2026-06-06"),  # a Saturday
        ("2026-06-06", "1 working day", "2026-06-08"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2025-01-31", "1 month", "2025-02-28"),
        ("2024-02-29", "12 months", "2025-02-28"),
        ("2023-12-31", "2 months", "2024-02-29"),
        ("2026-11-30", "3 months", "2027-02-28"),
        ("2026-06-01", "6 weeks", "2026-07-13"),
        ("2026-06-01", "0 days", "2026-06-01"),
    ],
)
def test_the_last_day_in_time(england: Calendar, begins: str, length: str, due: str) -> None:
    """Bank holidays, month ends and leap days, as somebody would count them on the wall."""
    assert england.day_due(date.fromisoformat(begins), span(length)).isoformat() == due


def test_hours_have_no_last_day() -> None:
    """Four hours from a day means nothing."""
    with pytest.raises(ValueError, match="counted from a moment"):
        Calendar().day_due(date(2026, 6, 1), Span(4, "hours"))
