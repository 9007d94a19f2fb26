"""A list as a file: comma-separated, UTF-8, one heading a column. It is right throughout, or refused whole.

Read as a stream: a file ten times as long takes ten times as long and no more memory.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from alongside.council.faults import did_you_mean, listed

MB = 1024 * 1024
_CHUNK = 64 * 1024
# What a file begins with that is something else, whatever it is called.
_OTHERS = {
    b"PK\x03\x04": "a spreadsheet", b"\xd0\xcf\x11\xe0": "a spreadsheet", b"%PDF": "a PDF", b"<": "a web page",
}  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ABOVE = 20
"""How many rows are looked at for headings that do not stand in the first."""
_JOINERS = "\u200c\u200d"
"""Characters that are not seen and belong to names in some scripts."""
_SAVE = "In Excel: Save as, “CSV UTF-8 (comma delimited)”"
# What a spreadsheet would work out or fetch when it opens the file. A lone dash or a number says nothing bad.
_SUSPECT = "=@+-\t\r "
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
        yield number, {name: _tidy(cells[place]) for name, place in places.items()}
    reader.leave()


def _tidy(cell: str) -> str:
    """Without blanks around it, and without what nobody sees: it would be in a name and in no search for it."""
    if cell.isprintable():
        return cell.strip()
    kinds = ((each, unicodedata.category(each)) for each in cell)
    seen = (" " if kind == "Cc" else each for each, kind in kinds if kind != "Cf" or each in _JOINERS)
    return " ".join("".join(seen).split()).strip(f" {_JOINERS}")


def _digest(stream: BinaryIO, at_most: int) -> str:
    stream.seek(0)
    hashed, size, first = hashlib.sha256(), 0, b""
    while chunk := stream.read(_CHUNK):
        first = first or _refuse_others(chunk)
        size += len(chunk)
        if size > at_most:
            raise Broken(
                f"The file is larger than {at_most // MB} MB, the most that this council takes at once. "
                "Export it in parts, or raise `import megabytes` in the council's access rules."
            )
        if b"\x00" in chunk:
            raise Broken(f"The file holds bytes that are no text. {_SAVE}.")
        hashed.update(chunk)
    if not size:
        raise Broken("The file is empty. Export the list again.")
    return hashed.hexdigest()


def _refuse_others(first: bytes) -> bytes:
    """Refuse a file that is no comma-separated text in UTF-8 from its beginning on."""
    for beginning, what in _OTHERS.items():
        if first.lstrip().startswith(beginning):
            raise Broken(f"This is {what}, not comma-separated text. {_SAVE}.")
    start = first[:20]
    if start.startswith(_UTF16) or (len(start) > 3 and not (any(start[::2]) and any(start[1::2]))):
        raise Broken(f"The file is written in UTF-16, not in UTF-8. {_SAVE}.")
    return first


class _Reader:
    """Reads a file row by row and refuses it at the first row that cannot be right."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._used = stream, set[int]()
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        self._csv = csv.reader(self._text, strict=True)
        self._number = 0
        self.headings = [each.strip() for each in self._next() or ()]

    def leave(self) -> None:
        """Give the stream back: it is the caller's to close."""
        self._text.detach()

    def places(self, headings: Mapping[str, str]) -> dict[str, int]:
        """In which place each column of the mapping stands. Raises Broken."""
        found, wanted = _folded(self.headings), _folded(headings.values())
        self._refuse_headings(found)
        missing = [heading for heading in headings.values() if heading.casefold() not in found]
        if missing:
            self._refuse_rows_above(wanted)
            self._missing(missing[0], wanted)
        places = {name: found.index(heading.casefold()) for name, heading in headings.items()}
        self._used = set(places.values())
        return places

    def _refuse_headings(self, found: list[str]) -> None:
        if len(found) < 2 and any(mark in "".join(found) for mark in ";\t|"):
            raise Broken(f"The columns are not parted by commas. {_SAVE}.")
        twice = sorted({each for each in self.headings if each and found.count(each.casefold()) > 1})
        if twice:
            raise Broken(
                f"Row 1 has the heading {listed(f'“{each}”' for each in twice)} twice. "
                "Rename one of the columns, or take it out, so that nobody has to guess which one is meant."
            )

    def _refuse_rows_above(self, wanted: Sequence[str]) -> None:
        """Say where the headings stand instead, where they do."""
        for _row in range(_ABOVE):
            if set(wanted) <= set(_folded(self._next() or ())):
                raise Broken(
                    f"The headings stand in row {self._number}, not in row 1. Take out what stands above them."
                )
        if not any(self.headings):
            raise Broken("Row 1 is empty: the headings must stand there. Export the list again.")

    def _missing(self, heading: str, wanted: Sequence[str]) -> None:
        free = [each for each in self.headings if each and each.casefold() not in wanted]
        mend = did_you_mean(heading, free, f"The file has: {listed(filter(None, self.headings), 20)}.")
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
        for place, cell in enumerate(cells):
            if cell and cell[0] in _SUSPECT and _FORMULA.match(bare := cell.lstrip(" ")):
                # Words that begin with a dash work nothing out, and are not taken over from there.
                if bare[0] in "+-@" and place not in self._used:
                    continue
                raise Broken(
                    f"Row {self._number}, column “{self.headings[place]}”, holds a formula: {bare[:40]!r}. "
                    "A list holds values: export it anew, or copy the column and paste it as values."
                )

    def _next(self) -> list[str] | None:
        try:
            cells = next(self._csv, None)
        except UnicodeDecodeError as error:
            raise Broken(f"{_undecoded(self._stream)} {_SAVE}.") from error
        except csv.Error as error:
            if "field limit" in str(error):
                raise Broken(
                    f"After row {self._number} a cell is longer than {csv.field_size_limit():,} characters. "
                    "Look for a quotation mark that is never closed, or export the list again."
                ) from error
            raise Broken(
                f"After row {self._number} the file cannot be read as comma-separated text ({error}). "
                "Look for a quotation mark that is never closed."
            ) from error
        self._number += cells is not None
        return cells


def _undecoded(stream: BinaryIO) -> str:
    """Where the first bytes stand that are not UTF-8, and what they are in what Windows writes by itself."""
    stream.seek(0)
    for number, line in enumerate(stream, 1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            near = line[max(error.start - 15, 0) : error.end + 15].decode("cp1252", "replace").strip()
            return f"Line {number} is not written in UTF-8, near “{near}”: an older encoding of Windows, perhaps."
    return "The file ends within a letter: it was cut off."


def _folded(headings: Iterable[str]) -> list[str]:
    return [each.strip().casefold() for each in headings]
