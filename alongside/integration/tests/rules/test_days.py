"""Days as lists write them, one way beside the other in one column."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.integration.rules import days

WAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%b-%y", "%d-%b-%Y", "%d %B %Y", "%d.%m.%Y", "%Y-%m-%d 00:00:00", "%d/%m/%Y 13:45",
        "%Y/%m/%d", "%Y-%m-%dT23:59:59.123", "%d-%b-%Y 9:05")  # fmt: skip


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)), st.sampled_from(WAYS))
def test_a_day_is_read_however_it_is_written(day: date, way: str) -> None:
    """Whatever a list writes comes back as the same day."""
    assert days.read(day.strftime(way)) == day


@given(st.text(max_size=12))
def test_anything_else_is_refused_with_how_to_write_it(text: str) -> None:
    """No text makes it fall over."""
    with suppress(days.NotADay):
        assert days.read(text).year > 0


@pytest.mark.parametrize(
    "text", ["31/02/2024", "05/13/2024", "45321", "5-Apz-24", "5-Aprix-24", "2024-13-01", ""]
)
def test_what_is_no_day_is_no_day(text: str) -> None:
    """Nothing is put right by guessing."""
    with pytest.raises(days.NotADay, match="2024-05-31"):
        days.read(text)


@pytest.mark.parametrize(
    ("text", "mend"), [("45388", "a spreadsheet counts days"), ("04/13/2024", "month first: yes")]
)
def test_what_may_have_gone_wrong_is_told(text: str, mend: str) -> None:
    """The two ways in which whole columns are wrong."""
    with pytest.raises(days.NotADay, match=mend):
        days.read(text)


def test_lists_of_other_countries_put_the_month_first() -> None:
    """Only where the mapping says so."""
    assert days.read("05/04/2024") == date(2024, 4, 5)
    assert days.read("05/04/2024", month_first=True) == date(2024, 5, 4)
