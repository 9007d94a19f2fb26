"""Dates, times and numbers as people write them, on the London clock."""

from datetime import UTC, date, datetime

import pytest

from alongside.web import formats


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2026, 6, 5, 13, 32, tzinfo=UTC), "5 June 2026 at 2:32pm"),
        (datetime(2026, 1, 5, 13, 0, tzinfo=UTC), "5 January 2026 at 1pm"),
        (datetime(2026, 6, 5, 23, 30, tzinfo=UTC), "6 June 2026 at 12:30am"),
        (datetime(2026, 6, 5, 11, 0, tzinfo=UTC), "5 June 2026 at midday"),
        (datetime(2026, 6, 5, 23, 0, tzinfo=UTC), "6 June 2026 at midnight"),
    ],
)
def test_a_moment_is_written_on_the_london_clock(at: datetime, written: str) -> None:
    assert formats.moment(at) == written


def test_what_is_not_known_is_said() -> None:
    assert formats.day(None, "Not known") == formats.moment(None, "Not known") == "Not known"
    assert formats.short_day(None) == ""


def test_days_and_counts() -> None:
    assert formats.short_day(date(2026, 9, 5)) == "5 Sep 2026"
    assert formats.short_day(datetime(2026, 6, 5, 23, 30, tzinfo=UTC)) == "6 Jun 2026"
    assert (formats.count(1, "person", "people"), formats.count(1204, "row")) == ("1 person", "1,204 rows")
