"""The calendar file: read by any diary, and naming nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.casework.rules.calendar_file import AT_A_LINE, Busy, calendar, folded

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_an_entry_says_when_and_what_kind_and_no_more() -> None:
    """A phone on a table shows a visit: the reference leads whoever may see it to the rest."""
    starts = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
    entry = Busy(7, "Home visit; joint", starts, starts + timedelta(hours=1), changed=2, confirmed=True)
    lines = calendar([entry], at=AT).split("\r\n")
    assert lines[-1] == ""
    assert lines[4:-2] == [
        "BEGIN:VEVENT",
        "UID:appointment-7@alongside",
        "SEQUENCE:2",
        "DTSTAMP:20261121T090000Z",
        "DTSTART:20261124T143000Z",
        "DTEND:20261124T153000Z",
        "SUMMARY:Home visit\\; joint (Alongside 7)",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=300))
def test_lines_are_folded_and_can_be_put_together_again(line: str) -> None:
    """RFC 5545 3.1: at most 75 octets, no character cut."""
    pieces = list(folded(line))
    assert all(len(piece.encode()) <= AT_A_LINE for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
