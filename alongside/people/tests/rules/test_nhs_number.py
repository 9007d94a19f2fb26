"""NHS numbers are read as people type them, and what is wrong is said so that it can be mended."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.people.rules.nhs_number import NotAnNhsNumber, check_digit, display, is_nhs_number, parse

nine_digits = st.text("0123456789", min_size=9, max_size=9)


def number_from(nine: str) -> str:
    check = check_digit(nine)
    assume(check is not None and len(set(nine)) > 1)
    return f"{nine}{check}"


@pytest.mark.parametrize(
    "number", ["9434765919", "9434765870", "4010232137", "9990000018", "9990000026", "9000000009"]
)
def test_known_numbers_are_read(number: str) -> None:
    """Vectors of the domain notes; 999… are the range kept for tests."""
    assert parse(number) == number


@pytest.mark.parametrize(
    "typed",
    [
        "943 476 5919",
        "943-476-5919",
        " 943\u00a0476\u00a05919 ",
        "943–476–5919",
        "943\u2009476\u200b5919",
        "٩٤٣ ٤٧٦ ٥٩١٩",
    ],
)
def test_spaces_dashes_and_other_digits_are_allowed(typed: str) -> None:
    assert parse(typed) == "9434765919"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter an NHS number"),
        ("943 476 591", "this has 9 digits. 1 more needed"),
        ("9", "this has 1 digit. 9 more needed"),
        ("943 476 59190", "this has 11 digits. Take out 1"),
        ("943 476 591O", "only digits, and this has “O”"),
        ("999 123 4567", "Check the last digit"),
        ("943 476 5918", "Check the last digit"),
        ("9990000000", "Check the last digit"),
        ("000 000 0000", "never one digit repeated"),
        ("111 111 1111", "never one digit repeated"),
        ("5555555555", "never one digit repeated"),
    ],
)
def test_what_is_wrong_is_said(typed: str, said: str) -> None:
    """The NHS manual's own example (999 123 4567) fails the check; all zeros would pass it."""
    with pytest.raises(NotAnNhsNumber, match=re.escape(said)):
        parse(typed)
    assert not is_nhs_number(typed)


def test_shown_three_three_four() -> None:
    assert display(parse("9434765919")) == "943 476 5919"


@given(nine_digits)
def test_what_is_shown_can_be_read_again(nine: str) -> None:
    number = number_from(nine)
    assert parse(display(number)) == number


@given(nine_digits, st.integers(0, 9), st.integers(1, 9))
def test_any_one_wrong_digit_is_refused(nine: str, place: int, shift: int) -> None:
    number = number_from(nine)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(NotAnNhsNumber):
        parse(wrong)


@given(nine_digits, st.integers(0, 8))
def test_two_neighbours_swapped_are_refused(nine: str, place: int) -> None:
    number = number_from(nine)
    assume(number[place] != number[place + 1])
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    with pytest.raises(NotAnNhsNumber):
        parse(wrong)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        read = parse(text)
    except NotAnNhsNumber as refused:
        read = str(refused)
    assert len(read) == 10 or " " in read
