"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.casework.rules.moments import happened, moment, time_of_day

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("14:30", time(14, 30)),
        ("2.30 pm", time(14, 30)),
        ("9am", time(9)),
        ("12 am", time(0)),
        ("12:15 p.m.", time(12, 15)),
    ],
)
def test_a_time_is_read_as_it_is_said(text: str, read: time) -> None:
    """However it is typed."""
    assert time_of_day(text) == read


@pytest.mark.parametrize("text", ["25:00", "14", "13 pm", "noon", "9:61", "0 am"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """“14” may be two o'clock or a day."""
    with pytest.raises(ValueError, match="time"):
        time_of_day(text)


@given(st.times(timezones=st.none()))
def test_what_is_written_down_is_read_again(at: time) -> None:
    """To the minute."""
    assert time_of_day(f"{at:%H:%M}") == at.replace(second=0, microsecond=0)


def test_summer_and_winter() -> None:
    """London's clock, whatever the server's."""
    assert moment(date(2026, 7, 1), time(14)) == datetime(2026, 7, 1, 13, tzinfo=UTC)
    assert moment(date(2026, 12, 1), time(14)) == datetime(2026, 12, 1, 14, tzinfo=UTC)


def test_a_day_alone_is_no_sharper_than_a_day_and_never_to_come() -> None:
    """Noon of that day; this morning, now."""
    assert happened(date(2026, 11, 20), None, NOW) == (datetime(2026, 11, 20, 12, tzinfo=UTC), "day")
    assert happened(date(2026, 11, 21), None, NOW) == (NOW, "day")
    assert happened(date(2026, 11, 20), time(8), NOW)[1] == "time"
