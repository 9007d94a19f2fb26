"""Which statement holds on a day, and which was known to hold: R-087, cld.md 1.1 (attributes “as at” the event)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.rules.attributes import ATTRIBUTES, GROUPS, PRACTICES
from alongside.people.rules.dates import UNKNOWN, ApproximateDate
from alongside.people.rules.standing import begun, holds, in_turn, standing, the_one
from alongside.people.rules.written import from_text, to_text


@dataclass(frozen=True)
class Row:
    """A statement with nothing to it but its times."""

    name: str
    starts_on: str = ""
    ends_on: str = ""
    recorded_at: dt.datetime = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    ended_at: dt.datetime | None = None
    withdrawn_at: dt.datetime | None = None


def at(day: int) -> dt.datetime:
    """A moment in January 2026."""
    return dt.datetime(2026, 1, day, 12, tzinfo=dt.UTC)


def on(text: str) -> dt.date:
    """A day."""
    return dt.date.fromisoformat(text)


dates = st.one_of(
    st.just(UNKNOWN),
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(ApproximateDate.exact),
    st.builds(ApproximateDate, st.integers(1900, 2100), st.integers(1, 12), about=st.booleans()),
    st.builds(ApproximateDate, st.integers(1900, 2100), about=st.booleans()),
)


@given(dates)
def test_a_written_date_reads_back(date: ApproximateDate) -> None:
    """What the tables hold is what was meant."""
    assert from_text(to_text(date)) == date


@pytest.mark.parametrize(
    "text", ["49", "1949-6", "1949-13", "~", "1949-06-31", "~1949-06-30", "June 1949", "1949-06-"]
)
def test_what_is_never_written_is_never_read(text: str) -> None:
    """A text of another shape is a fault, not a date."""
    with pytest.raises(ValueError, match=r"."):
        from_text(text)


def test_the_next_one_ends_the_one_before() -> None:
    """Nobody types an end for what a new one replaces."""
    rows = [Row("rents", "2020-05-01"), Row("care home", "2024-02")]
    assert the_one(rows, on("2024-01-31")) == rows[0]
    assert the_one(rows, on("2024-02-01")) == rows[1]
    assert the_one(rows, on("2019-01-01")) is None


def test_history_added_late_changes_nothing_now() -> None:
    """What somebody remembers afterwards takes its own place in time."""
    rows = [Row("care home", "2024-02"), Row("rents", "2020")]
    assert the_one(rows, on("2026-01-01")) == rows[0]
    assert the_one(rows, on("2021-01-01")) == rows[1]
    assert [(row.name, end) for row, end in in_turn(rows)] == [("care home", ""), ("rents", "2024-02")]


def test_of_those_that_begin_alike_the_later_recorded_wins() -> None:
    """Changed twice on one day."""
    rows = [Row("first"), Row("second")]
    assert the_one(rows, on("2026-01-01")) == rows[1]
    assert [row.name for row, _end in in_turn(rows)] == ["second", "first"]


def test_what_has_ended_does_not_hand_back() -> None:
    """A refuge left does not mean that the former home is home again."""
    rows = [Row("home", "2020"), Row("refuge", "2025", ends_on="2025-06-01")]
    assert the_one(rows, on("2025-05-31")) == rows[1]
    assert the_one(rows, on("2025-06-01")) is None


def test_a_withdrawn_one_lets_the_former_stand_again() -> None:
    """A mistake leaves no trace in what holds, and its whole trace in what was known."""
    rows = [Row("right", "2020"), Row("wrong", "2024", recorded_at=at(5), withdrawn_at=at(9))]
    assert the_one(rows, on("2026-01-01")) == rows[0]
    assert the_one(rows, on("2026-01-01"), as_known=at(7)) == rows[1]
    assert the_one(rows, on("2026-01-01"), as_known=at(4)) == rows[0]


def test_an_end_recorded_later_was_not_known_before() -> None:
    """As known before the end was recorded, the number still reached the person."""
    row = Row("number", "2020", ends_on="2025-12-01", ended_at=at(10))
    assert not holds(row, on("2026-01-01"))
    assert holds(row, on("2026-01-01"), as_known=at(9))
    assert standing([row], on("2026-01-01")) == []


@given(st.lists(dates.map(to_text), max_size=6), st.dates(dt.date(1890, 1, 1), dt.date(2110, 1, 1)))
def test_the_one_is_never_younger_than_another_that_has_begun(starts: list[str], day: dt.date) -> None:
    """Among those begun none began later than the one that holds; and one holds as soon as one has begun."""
    rows = [Row(str(number), start) for number, start in enumerate(starts)]
    found = the_one(rows, day)
    began = [row for row in rows if begun(row, day)]
    assert (found is None) == (not began)
    if found is not None:
        assert all(_first(row) <= _first(found) for row in began)


@given(st.lists(dates.map(to_text), max_size=6), st.dates(dt.date(1890, 1, 1), dt.date(2110, 1, 1)))
def test_withdrawing_everything_leaves_nothing(starts: list[str], day: dt.date) -> None:
    """No statement is true that everybody took back."""
    rows = [replace(Row("", start), withdrawn_at=at(2)) for start in starts]
    assert the_one(rows, day) is None
    assert standing(rows, day) == []


def _first(row: Row) -> dt.date:
    return from_text(row.starts_on).earliest() if row.starts_on else dt.date.min


def test_every_attribute_has_a_list_of_the_council_and_a_group() -> None:
    """cld.md 1.2: each person field of the return has its attribute."""
    from alongside import council

    for asked in ATTRIBUTES.values():
        assert asked.group in GROUPS
        assert asked.codes == PRACTICES or council.current().lists.get(asked.codes).entries
    returned = {asked.cld for asked in ATTRIBUTES.values() if asked.cld}
    assert returned == {
        "Gender", "Ethnicity", "Accommodation Status", "Employment Status", "GP Practice Code", "Client Funding Status",
        "Primary Support Reason", "Has Unpaid Carer", "Visual Impairment", "Hearing Impairment", "Dementia",
        "Autism Spectrum Disorder (ASD)",
    }  # fmt: skip
