"""Dates keep the precision they were given in, and impossible ones are refused with a reason."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.rules.dates import UNKNOWN, Age, ApproximateDate, Precision
from alongside.people.rules.reading import NotADate, read, read_text, reader

TODAY = dt.date(2026, 11, 21)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@st.composite
def approximate_dates(draw: st.DrawFn) -> ApproximateDate:
    day = draw(days)
    cut = draw(st.sampled_from(Precision))
    if cut is Precision.UNKNOWN:
        return UNKNOWN
    if cut is Precision.DAY:
        return ApproximateDate.exact(day)
    month = day.month if cut is Precision.MONTH else None
    return ApproximateDate(day.year, month, None, draw(st.booleans()))


def read_birth(day: str, month: str, year: str) -> ApproximateDate:
    return read(day, month, year, today=TODAY, label="Date of birth", past_only=True)


@pytest.mark.parametrize(
    ("parts", "shown", "precision"),
    [
        (("27", "3", "2007"), "27 March 2007", Precision.DAY),
        ((" 27 ", "MARCH", "2007"), "27 March 2007", Precision.DAY),
        (("1", "sept", "1950"), "1 September 1950", Precision.DAY),
        (("", "6", "1949"), "June 1949", Precision.MONTH),
        (("", "June", "about 1949"), "about June 1949", Precision.MONTH),
        (("", "", "1949"), "1949", Precision.YEAR),
        (("", "", "c. 1949"), "about 1949", Precision.YEAR),
        (("", "", "1949?"), "about 1949", Precision.YEAR),
        (("٢٧", "٣", "٢٠٠٧"), "27 March 2007", Precision.DAY),
        (("29", "2", "2024"), "29 February 2024", Precision.DAY),
        (("", "", ""), "not known", Precision.UNKNOWN),
    ],
)
def test_read_keeps_the_precision_given(
    parts: tuple[str, str, str], shown: str, precision: Precision
) -> None:
    born = read_birth(*parts)
    assert (str(born), born.precision) == (shown, precision)


@pytest.mark.parametrize(
    ("parts", "said", "marked"),
    [
        (("31", "2", "2020"), "February 2020 has 29 days, and this has day 31", {"day"}),
        (("29", "2", "2023"), "February 2023 has 28 days", {"day"}),
        (("1", "13", "2020"), "month from 1 to 12", {"month"}),
        (("1", "Juny", "2020"), "or its name, and this has “juny”", {"month"}),
        (("0", "1", "2020"), "day in numbers", {"day"}),
        (("first", "1", "2020"), "day in numbers, and this has “first”", {"day"}),
        (("3", "7", "25"), "year of 4 numbers, like 1949, and this has 25", {"year"}),
        (("3", "7", "194I"), "year in numbers", {"year"}),
        (("3", "7", "1899"), "1900 or later", {"year"}),
        (("3", "7", "2027"), "today or in the past: 3 July 2027", {"day", "month", "year"}),
        (("", "", "about 2027"), "today or in the past", {"day", "month", "year"}),
        (("3", "", "1949"), "must include a month", {"month"}),
        (("3", "7", ""), "must include a year", {"year"}),
        (("", "", "about"), "must include a year", {"year"}),
        (("3", "7", "about 1949"), "cannot be “about”", {"year"}),
    ],
)
def test_what_is_wrong_is_said(parts: tuple[str, str, str], said: str, marked: set[str]) -> None:
    with pytest.raises(NotADate, match=re.escape(said)) as refused:
        read_birth(*parts)
    assert refused.value.parts == marked
    assert str(refused.value).startswith("Date of birth ")


def test_a_required_date_is_asked_for() -> None:
    with pytest.raises(NotADate, match="Enter the date of death"):
        read("", "", "", today=TODAY, label="Date of death", required=True)


def test_a_whole_date_is_asked_for_where_approximate_will_not_do() -> None:
    with pytest.raises(NotADate, match="must include a day") as refused:
        read("", "6", "2026", today=TODAY, approximate=False)
    assert refused.value.parts == {"day"}


def test_born_today_is_allowed() -> None:
    assert read_birth("21", "11", "2026") == ApproximateDate(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("27 3 2007", "27 March 2007"),
        ("27/03/2007", "27 March 2007"),
        ("27.3.2007", "27 March 2007"),
        ("27th March, 2007", "27 March 2007"),
        ("2007-03-27", "27 March 2007"),
        ("June 1949", "June 1949"),
        ("about June 1949", "about June 1949"),
        ("about 1949", "about 1949"),
        ("1949", "1949"),
        ("", "not known"),
    ],
)
def test_one_line_is_read(text: str, shown: str) -> None:
    assert str(read_text(text, today=TODAY)) == shown


def test_a_sentence_is_no_date() -> None:
    with pytest.raises(NotADate, match="must be a date"):
        read_text("some time in the war", today=TODAY, label="Date of birth")


def test_a_reader_is_read_with_its_rules_bound() -> None:
    clean = reader(today=TODAY, label="Moved in", past_only=True)
    assert clean("1", "2", "2020") == ApproximateDate(2020, 2, 1)
    with pytest.raises(NotADate, match="Moved in must be today or in the past"):
        clean("1", "2", "2030")


@pytest.mark.parametrize(
    "parts", [(1949, None, 3), (None, 6), (1949, 2, 30), (1949, 6, 3, True), (None, None, None, True)]
)
def test_parts_that_make_no_date_are_refused(parts: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        ApproximateDate(*parts)  # type: ignore[arg-type]


@given(approximate_dates(), days)
def test_a_day_lies_within_exactly_when_compatible(approximate: ApproximateDate, day: dt.date) -> None:
    within = approximate.earliest() <= day <= approximate.latest()
    assert approximate.compatible(ApproximateDate.exact(day)) == within


@given(approximate_dates(), approximate_dates())
def test_compatible_is_the_same_both_ways(one: ApproximateDate, other: ApproximateDate) -> None:
    assert one.compatible(other) == other.compatible(one)
    assert one.compatible(one)


@given(approximate_dates(), days)
def test_every_day_meant_gives_an_age_within_the_range(approximate: ApproximateDate, on: dt.date) -> None:
    age = approximate.age(on)
    if age is None:
        assert not approximate.known or approximate.earliest() > on
        return
    for day in {approximate.earliest(), min(approximate.latest(), on)}:
        exact = ApproximateDate.exact(day).age(on)
        assert exact is not None
        assert age.least <= exact.least == exact.most <= age.most


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (ApproximateDate(1949, 11, 22), TODAY, "76"),
        (ApproximateDate(1949, 11, 21), TODAY, "77"),
        (ApproximateDate(1949), TODAY, "76 to 77"),
        (ApproximateDate(1949, None, None, True), TODAY, "74 to 79"),
        (ApproximateDate(2004, 2, 29), dt.date(2022, 2, 28), "17"),
        (ApproximateDate(2004, 2, 29), dt.date(2022, 3, 1), "18"),
    ],
)
def test_age(born: ApproximateDate, on: dt.date, age: str) -> None:
    assert str(born.age(on)) == age


def test_nobody_has_an_age_before_birth_or_without_a_date() -> None:
    assert UNKNOWN.age(TODAY) is None
    assert ApproximateDate(2027).age(TODAY) is None
    assert ApproximateDate(2026).age(TODAY) == Age(0, 0)


@given(st.lists(approximate_dates(), max_size=8))
def test_sorted_by_time_with_unknown_last(dates: list[ApproximateDate]) -> None:
    ordered = sorted(dates, key=ApproximateDate.sort_key)
    known = [date.known for date in ordered]
    assert known == sorted(known, reverse=True)
    begins = [date.earliest() for date in ordered if date.known]
    assert begins == sorted(begins)


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_sentence(day: str, month: str, year: str) -> None:
    refused = None
    try:
        read_birth(day, month, year)
    except NotADate as wrong:
        refused = wrong
    assert refused is None or (refused.parts <= {"day", "month", "year"} and len(str(refused)) > 20)
