"""A postcode is understood however it is typed, and never guessed at."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.council import load, tidy_postcode

LETTER, DIGIT = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), st.sampled_from("0123456789")


def shaped(pattern: str) -> st.SearchStrategy[str]:
    """Make texts of a shape: A stands for a letter, 9 for a digit."""
    return st.tuples(*(LETTER if sign == "A" else DIGIT for sign in pattern)).map("".join)


OUTWARD = st.one_of(*(shaped(pattern) for pattern in ("A9", "A99", "A9A", "AA9", "AA99", "AA9A")))
POSTCODES = st.tuples(OUTWARD, shaped("9AA")).map(" ".join)
NOISE = st.sampled_from(["", " ", "  ", "\t", "-", ".", " ", "–"])


@given(POSTCODES)
def test_a_tidy_postcode_stays_as_it_is(postcode: str) -> None:
    """What is tidy is not changed again."""
    assert tidy_postcode(postcode) == postcode


@given(POSTCODES, st.lists(NOISE, min_size=9, max_size=9), st.booleans())
def test_spaces_dots_and_small_letters_do_not_matter(postcode: str, noise: list[str], small: bool) -> None:
    """The same postcode is found through however many ways of typing it."""
    signs = postcode.replace(" ", "")
    typed = noise[-1] + "".join(sign + between for sign, between in zip(signs, noise, strict=False))
    assert tidy_postcode(typed.lower() if small else typed) == postcode


@given(st.text())
def test_any_text_is_a_postcode_or_is_not(text: str) -> None:
    """Nothing that can be typed breaks it, and what it accepts it accepts again unchanged."""
    tidy = tidy_postcode(text)
    assert tidy is None or tidy_postcode(tidy) == tidy


@pytest.mark.parametrize(
    "text", ["", "N12", "9KM", "N12 9K", "N12 9KMM", "NN12N 9KM", "12 9KM", "N12 AKM", "N12/9KM", "ТN1 9KM"]
)
def test_what_has_not_the_shape_is_refused(text: str) -> None:
    """Too short, too long, a digit where a letter belongs, a Cyrillic letter."""
    assert tidy_postcode(text) is None


def test_girobank_is_a_postcode() -> None:
    """The one real postcode without a digit in its first half."""
    assert tidy_postcode("gir0aa") == "GIR 0AA"


def test_a_postcode_elsewhere_has_no_place(councils: Path) -> None:
    """A postcode the directory does not hold, and a text that is none, have no place: neither is guessed."""
    council = load("loamshire", councils)
    assert council.place("SW1A 1AA") is None
    assert council.place("somewhere near the river") is None
