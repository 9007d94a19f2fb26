"""A table of results as an agency sends it: read whole or refused whole, before any row is looked at."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

REFERENCE, NAME, REASON, KNOWN = "Reference", "Name", "Given back because", "What you know"
BIGGEST, MOST = 1_000_000, 500
"""Bytes of a file, and rows in it."""
FORMULA = ("=", "+", "@", "\t", "\r")


class WrongTable(Exception):
    """The file cannot be read as a table of results; the message says why, for whoever sent it."""


@dataclass(frozen=True)
class Row:
    """One line of the file: whose it is, the answers by the keys of their questions, or why they are given back."""

    number: int
    reference: str
    answers: Mapping[str, str]
    reason: str
    known: str

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return not self.answers and not self.reason


def written(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for a spreadsheet: no cell of it is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([[_plain(cell) for cell in row] for row in rows])
    return "\ufeff" + out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*FORMULA, "-")) else cell


def read(content: bytes, asks: Mapping[str, str]) -> list[Row]:
    """The rows of a file. `asks` are the questions that may be columns: key and words. Raises WrongTable."""
    if len(content) > BIGGEST:
        raise WrongTable(f"The file is larger than {BIGGEST // 1_000_000} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongTable("The file is not in UTF-8. Save it as “CSV UTF-8”.") from None
    lines = [line for line in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in line)]
    if not lines:
        raise WrongTable("The file is empty.")
    columns = _columns([cell.strip() for cell in lines[0]], asks)
    if len(lines) == 1:
        raise WrongTable("The file has headings and no rows.")
    if len(lines) - 1 > MOST:
        raise WrongTable(f"The file has more than {MOST} rows.")
    return [_row(number, columns, line) for number, line in enumerate(lines[1:], 2)]


def _columns(headings: Sequence[str], asks: Mapping[str, str]) -> list[str]:
    keys = {words.casefold(): key for key, words in asks.items()} | {key: key for key in asks}
    own = {words.casefold(): words for words in (REFERENCE, NAME, REASON, KNOWN)}
    known = keys | own
    strange = [each for each in headings if each.casefold() not in known]
    if strange:
        raise WrongTable(
            f"There is no question “{strange[0]}”. Leave the headings as they were in the table."
        )
    columns = [known[each.casefold()] for each in headings]
    twice = [each for each in columns if columns.count(each) > 1]
    if twice:
        raise WrongTable(f"The column “{twice[0]}” is there twice.")
    if REFERENCE not in columns:
        raise WrongTable(f"The column “{REFERENCE}” is missing.")
    return columns


def _row(number: int, columns: Sequence[str], line: Sequence[str]) -> Row:
    if len(line) > len(columns):
        raise WrongTable(f"Row {number} has more cells than there are headings.")
    said = {name: cell.strip() for name, cell in zip(columns, line, strict=False) if cell.strip()}
    reference, reason, known = (said.pop(each, "") for each in (REFERENCE, REASON, KNOWN))
    said.pop(NAME, None)
    return Row(number, reference, said, reason, known)


def formula(row: Row) -> bool:
    """Whether a cell would be taken for a formula: such a row is written by nobody who types an answer."""
    return any(cell.startswith(FORMULA) for cell in (*row.answers.values(), row.known))
