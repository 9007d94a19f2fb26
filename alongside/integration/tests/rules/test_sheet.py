"""A file is right throughout or refused whole: what, where, how to mend it."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.integration.rules import sheet

HEADINGS = {"family_name": "Surname", "since": "Ref Rcvd"}
GOOD = "Surname,Ref Rcvd,Notes\nGupta,06/04/2024,\nLevy,30/05/2024,calls back\n"


def check(content: bytes, at_most: int = sheet.MB) -> sheet.Sheet:
    return sheet.check(io.BytesIO(content), HEADINGS, at_most)


def test_a_good_file_is_counted_and_told_what_is_not_used() -> None:
    """What the mapping leaves out is said, so that nobody thinks it came along."""
    for start in ("", "\ufeff"):
        found = check((start + GOOD).encode())
        assert (found.rows, found.unused) == (2, ("Notes",))
    assert list(sheet.rows(io.BytesIO(GOOD.encode()), HEADINGS)) == [
        (2, {"family_name": "Gupta", "since": "06/04/2024"}),
        (3, {"family_name": "Levy", "since": "30/05/2024"}),
    ]


BROKEN: list[tuple[bytes, str]] = [
    (b"", "The file is empty"),
    (GOOD.splitlines()[0].encode(), "has headings and no rows"),
    (GOOD.encode("utf-16"), "written in UTF-16"),
    (GOOD.encode("utf-16-le"), "written in UTF-16"),
    (GOOD.replace("Levy", "Lévy").encode("cp1252"), "Line 3 is not written in UTF-8, near “Lévy"),
    (b"%PDF-1.4 and so on", "This is a PDF"),
    (b"\r\n<html><table>", "This is a web page"),
    (b"\n\n", "Row 1 is empty"),
    (f"Waiting list,,\n,,\n{GOOD}".encode(), "The headings stand in row 3"),
    (f"sep=,\n{GOOD}".encode(), "The headings stand in row 2"),
    (GOOD.replace("Levy", "L" * 200_000).encode(), "After row 2 a cell is longer than 131,072"),
    (
        GOOD.replace("Surname", "Family").encode(),
        "no heading “Surname”.*The file has: Family, Notes, Ref Rcvd",
    ),
    (b"PK\x03\x04" + bytes(50), "This is a spreadsheet"),
    (GOOD.replace("Gupta", "Gup\x00ta").encode(), "bytes that are no text"),
    (GOOD.replace(",", ";").encode(), "not parted by commas"),
    (GOOD.replace("Ref Rcvd", "Ref Rcv").encode(), "no heading “Ref Rcvd”.*Did you mean “Ref Rcv”"),
    (GOOD.replace("Notes", "surname").encode(), "the heading “Surname”, “surname” twice"),
    (GOOD.replace("calls back", "=HYPERLINK(1)").encode(), "Row 3, column “Notes”, holds a formula"),
    (GOOD.replace("Gupta", " =1+1").encode(), "Row 2, column “Surname”, holds a formula"),
    (GOOD.replace("Gupta", "+cmd|x").encode(), "Row 2, column “Surname”, holds a formula"),
    (GOOD.replace("Levy,", "Levy").encode(), "Row 3 has 2 cells, and there are 3 headings"),
    (GOOD.replace("Gupta", '"Gupta').encode(), "a quotation mark that is never closed"),
]


@pytest.mark.parametrize(("content", "said"), BROKEN, ids=[said[:30] for _content, said in BROKEN])
def test_a_broken_file_is_refused_whole(content: bytes, said: str) -> None:
    """With a sentence that somebody without a programmer beside them can act on."""
    with pytest.raises(sheet.Broken, match=said) as refused:
        check(content)
    assert len(str(refused.value).split(". ")) > 1


def test_a_file_over_the_councils_limit_is_refused() -> None:
    """Without reading it to its end."""
    with pytest.raises(sheet.Broken, match="larger than 1 MB"):
        check(GOOD.encode() * 30_000)


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_no_bytes_make_it_fall_over(content: bytes) -> None:
    """Whatever comes is either a list or refused with a sentence."""
    with suppress(sheet.Broken):
        assert check(content).rows > 0


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("Ann\u00a0 Mary", "Ann Mary"),
        ("\u200bAda\u202e", "Ada"),
        ("A\x1b[31mda", "A [31mda"),
        ("\u0645\u06cc\u200c\u0631", "\u0645\u06cc\u200c\u0631"),
        ("\u200b\u200d", ""),
    ],
)
def test_what_nobody_sees_is_in_no_name(cell: str, read: str) -> None:
    """A blank of another kind is one, a mark without a shape is left out, and what joins letters stays."""
    [(_number, cells)] = sheet.rows(io.BytesIO(f"Surname,Ref Rcvd\n{cell},06/04/2024\n".encode()), HEADINGS)
    assert cells["family_name"] == read


@pytest.mark.parametrize(
    "cell", ["-", "-1", "- 2", "+44 20 7946 0000", "O'Brien", "5-Apr-24", "- lives alone", "@ home"]
)
def test_what_only_looks_like_a_formula_is_taken(cell: str) -> None:
    """A dash for nothing, a number below nought and a telephone number do nothing in a spreadsheet."""
    assert check(GOOD.replace("calls back", cell).encode()).rows == 2
