"""What changed between two wordings, told without losing a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alongside.casework.rules.wordings import GONE, NEW, SAME, changes

TEXTS = st.text(st.sampled_from("ab \n,"), max_size=40)


@given(TEXTS, TEXTS)
def test_both_wordings_can_be_read_out_of_it(before: str, after: str) -> None:
    """Same and gone is the old text, same and new the new one: nothing is left out, nothing made up."""
    pieces = changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.how != NEW) == before
    assert "".join(piece.text for piece in pieces if piece.how != GONE) == after


def test_a_word_is_marked_and_not_the_whole_text() -> None:
    """One date put right in a long note is one word gone and one come."""
    pieces = changes("She fell on Monday at home.", "She fell on Tuesday at home.")
    assert [(piece.how, piece.text) for piece in pieces if piece.how != SAME] == [
        (GONE, "Monday"),
        (NEW, "Tuesday"),
    ]
