"""A list as a file: comma-separated, UTF-8, one heading a column. It is right throughout, or refused whole.

Read as a stream: a file ten times as long takes ten times as long and no more memory.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from alongside.council.faults import did_you_mean, listed

MB = 1024 * 1024
_CHUNK = 64 * 1024
_WORKBOOK, _OLD_WORKBOOK, _UTF16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
_SAVE = "In Excel: Save as, “CSV UTF-8 (comma delimited)”"
# What a spreadsheet would work out or fetch when it opens the file. A lone dash or a number says nothing bad.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\s\d.,]*$)")


class Broken(Exception):
    """A file cannot be used at all. The message says what is wrong, where, and how to mend it."""


@dataclass(frozen=True)
class Sheet:
    """A file that is right throughout: the hash of its bytes, how many rows it has below the headings, and the
    headings for which the mapping has no use."""

    sha256: str
    rows: int
    unused: tuple[str, ...]


Row = tuple[int, dict[str, str]]
"""A row's number as a spreadsheet counts (the headings are row 1), and its cells by what they are for."""


def check(stream: BinaryIO, headings: Mapping[str, str], at_most: int) -> Sheet:
    """Read the whole file and change nothing. Raises Broken. `at_most` is in bytes."""
    digest = _digest(stream, at_most)
    stream.seek(0)
    rows = 0
    reader = _Reader(stream)
    places = reader.places(headings)
    for _number, _cells in reader.rows():
        rows += 1
    reader.leave()
    if not rows:
        raise Broken("The file has headings and no rows. Check that the whole list was exported.")
    unused = [each for place, each in enumerate(reader.headings) if place not in places.values()]
    return Sheet(digest, rows, tuple(unused))


def rows(stream: BinaryIO, headings: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a file that was checked, in its order; cells without blanks around them."""
    stream.seek(0)
    reader = _Reader(stream)
    places = reader.places(headings)
    for number, cells in reader.rows():
        yield number, {name: cells[place].strip() for name, place in places.items()}
    reader.leave()


def _digest(stream: BinaryIO, at_most: int) -> str:
    stream.seek(0)
    hashed, size, first = hashlib.sha256(), 0, b""
    while chunk := stream.read(_CHUNK):
        first = first or chunk[:4]
        size += len(chunk)
        if size > at_most:
            raise Broken(
                f"The file is larger than {at_most // MB} MB, the most that this council takes at once. "
                "Export it in parts, or raise `import megabytes` in the council's access rules."
            )
        if b"\x00" in chunk and not first.startswith((_WORKBOOK, _OLD_WORKBOOK, *_UTF16)):
            raise Broken(f"The file holds bytes that are no text. {_SAVE}.")
        hashed.update(chunk)
    if not size:
        raise Broken("The file is empty. Export the list again.")
    if first.startswith((_WORKBOOK, _OLD_WORKBOOK)):
        raise Broken(f"This is a spreadsheet, not comma-separated text. {_SAVE}.")
    if first.startswith(_UTF16):
        raise Broken(f"The file is written in UTF-16, not in UTF-8. {_SAVE}.")
    return hashed.hexdigest()


class _Reader:
    """Reads a file row by row and refuses it at the first row that cannot be right."""

    def __init__(self, stream: BinaryIO) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        self._csv = csv.reader(self._text, strict=True)
        self._number = 0
        self.headings = [each.strip() for each in self._next() or ()]

    def leave(self) -> None:
        """Give the stream back: it is the caller's to close."""
        self._text.detach()

    def places(self, headings: Mapping[str, str]) -> dict[str, int]:
        """In which place each column of the mapping stands. Raises Broken."""
        found = [each.casefold() for each in self.headings]
        self._refuse_headings(found)
        for heading in headings.values():
            if heading.casefold() not in found:
                self._missing(heading)
        return {name: found.index(heading.casefold()) for name, heading in headings.items()}

    def _refuse_headings(self, found: list[str]) -> None:
        if len(found) < 2 and any(mark in "".join(found) for mark in ";\t|"):
            raise Broken(f"The columns are not parted by commas. {_SAVE}.")
        twice = sorted({each for each in self.headings if each and found.count(each.casefold()) > 1})
        if twice:
            raise Broken(
                f"Row 1 has the heading {listed(f'“{each}”' for each in twice)} twice. "
                "Rename one of the columns, or take it out, so that nobody has to guess which one is meant."
            )

    def _missing(self, heading: str) -> None:
        mend = did_you_mean(heading, self.headings, f"The file has: {listed(self.headings, 20)}.")
        raise Broken(
            f"Row 1 has no heading “{heading}”, which the mapping asks for. {mend} "
            "Check that this mapping belongs to this file."
        )

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row below the headings that is not an empty line. Raises Broken."""
        wide = len(self.headings)
        while (cells := self._next()) is not None:
            if not cells:
                continue
            if len(cells) != wide:
                raise Broken(
                    f"Row {self._number} has {len(cells)} cells, and there are {wide} headings. "
                    "Look for a comma or a quotation mark too many, or a row that was cut off."
                )
            self._refuse_formulas(cells)
            yield self._number, cells

    def _refuse_formulas(self, cells: list[str]) -> None:
        for heading, cell in zip(self.headings, cells, strict=True):
            if cell and cell[0] in "=@+-\t\r" and _FORMULA.match(cell):
                raise Broken(
                    f"Row {self._number}, column “{heading}”, holds a formula: {cell[:40]!r}. "
                    "A list holds values: export it anew, or copy the column and paste it as values."
                )

    def _next(self) -> list[str] | None:
        try:
            cells = next(self._csv, None)
        except UnicodeDecodeError as error:
            raise Broken(f"After row {self._number} there are bytes that are not UTF-8. {_SAVE}.") from error
        except csv.Error as error:
            raise Broken(
                f"After row {self._number} the file cannot be read as comma-separated text ({error}). "
                "Look for a quotation mark that is never closed."
            ) from error
        self._number += cells is not None
        return cells
