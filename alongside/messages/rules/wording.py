"""What a letter says: its words with the gaps filled. The words hold no code, and what fills a gap is never markup.

A letter is headings, paragraphs, lists and tables, with `**bold**` and `{{ gaps }}`. A paragraph one of whose gaps
may be empty, and is, is left out; so is a heading with nothing under it. That is all a letter can decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

GAP = re.compile(r"\{\{\s*([a-z][a-z0-9 _-]*?)\s*\}\}")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_OWN_LINE = re.compile(r"^(#{1,3} +\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"(#{1,3}) +(\S.*)")

KINDS = ("line", "words", "list", "table")
"""What a gap may be filled with: a text within a sentence, paragraphs, a list of texts, a table with its headings."""

Run = tuple[str, bool]
"""A piece of text, and whether it is bold."""


@dataclass(frozen=True)
class Block:
    """A part of a letter: `heading` (level 1 to 3), `text`, `list` or `table` (its first row are the headings)."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    items: tuple[tuple[Run, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON, for whatever draws it."""
        return {
            "kind": self.kind,
            "level": self.level,
            "runs": [list(run) for run in self.runs],
            "items": [[list(run) for run in item] for item in self.items],
            "rows": [list(row) for row in self.rows],
        }


def gaps(body: str) -> list[str]:
    """The names of all gaps, in the order in which they come, each once."""
    return list(dict.fromkeys(GAP.findall(body)))


def fill(body: str, said: Mapping[str, Any], *, line_by_line: bool = False) -> list[Block]:
    """The letter. `said` has a value for every gap; an empty one leaves its paragraph out.

    `line_by_line` makes each line a paragraph, as easy read has it: one idea, one line.
    """
    apart = _OWN_LINE.sub(r"\n\n\1\n\n", body)
    parts = [part for part in re.split(r"\n\s*\n", apart.strip()) if part.strip()]
    if line_by_line:
        parts = [line for part in parts for line in _lines(part)]
    return list(_with_something_under(block for part in parts for block in _block(part, said)))


def _lines(part: str) -> Iterator[str]:
    """A list stays together; of other parts each line stands alone."""
    lines = part.strip().splitlines()
    if all(line.startswith("- ") for line in lines):
        yield part
    else:
        yield from lines


def _block(part: str, said: Mapping[str, Any]) -> Iterator[Block]:
    part = part.strip()
    alone = GAP.fullmatch(part)
    if alone is not None:
        yield from _filled(said[alone[1]])
    elif part.startswith("- "):
        lines = [line.removeprefix("- ") for line in part.splitlines() if _has_all(line, said)]
        if lines:
            yield Block("list", items=tuple(_runs(line, said) for line in lines))
    elif _has_all(part, said):
        heading = _HEADING.fullmatch(part)
        if heading:
            yield Block("heading", _runs(heading[2], said), level=len(heading[1]))
        else:
            yield Block("text", _runs(" ".join(part.split()), said))


def _filled(value: Any) -> Iterator[Block]:
    """What stands for a gap that is a paragraph of its own."""
    if isinstance(value, str):
        for paragraph in re.split(r"\n\s*\n", value.strip()):
            if text := " ".join(paragraph.split()):
                yield Block("text", ((text, False),))
    elif isinstance(value, Mapping):
        rows = tuple(tuple(str(cell) for cell in row) for row in value["rows"])
        if rows:
            yield Block("table", rows=(tuple(value["columns"]), *rows))
    elif value:
        yield Block("list", items=tuple(((str(item), False),) for item in value))


def _has_all(part: str, said: Mapping[str, Any]) -> bool:
    return all(str(said[name]).strip() for name in GAP.findall(part))


def _runs(text: str, said: Mapping[str, Any]) -> tuple[Run, ...]:
    """Bold is read off the letter's own words before anything is filled in."""
    pieces = _BOLD.split(text)
    runs = ((_say(piece, said), bool(number % 2)) for number, piece in enumerate(pieces))
    return tuple(run for run in runs if run[0])


def _say(text: str, said: Mapping[str, Any]) -> str:
    return GAP.sub(lambda gap: " ".join(str(said[gap[1]]).split()), text)


def _with_something_under(blocks: Iterable[Block]) -> Iterator[Block]:
    """Without headings that the next one of their own level or above follows at once, or the end of the letter."""
    waiting: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            waiting = [each for each in waiting if each.level < block.level] + [block]
        else:
            yield from waiting
            waiting = []
            yield block


def text(blocks: Iterable[Block]) -> str:
    """The letter as plain text, for an e-mail and for whoever puts it into Braille or records it."""
    return "\n\n".join(_as_text(block) for block in blocks) + "\n"


def _as_text(block: Block) -> str:
    if block.kind == "list":
        return "\n".join(f"- {_joined(item)}" for item in block.items)
    if block.kind == "table":
        columns, *rows = block.rows
        return "\n\n".join(
            "\n".join(f"{column}: {cell}" for column, cell in zip(columns, row, strict=True)) for row in rows
        )
    return _joined(block.runs)


def _joined(runs: Iterable[Run]) -> str:
    return "".join(piece for piece, _bold in runs)
