"""What changed from one wording of a text to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"


class Piece(NamedTuple):
    """A run of words: `how` is “same”, “gone” or “new”."""

    how: str
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """The later text with what went and what came, in reading order.

    What is same and gone gives `before` again, to the character; what is same and new gives `after`.
    """
    old, new = _words(before), _words(after)
    return list(_joined(_pieces(old, new)))


def _words(text: str) -> list[str]:
    """Words, and the white space between them, which may be what changed."""
    return re.findall(r"\s+|[^\s]+", text)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece(SAME, "".join(old[i:j]))
        else:
            yield Piece(GONE, "".join(old[i:j]))
            yield Piece(NEW, "".join(new[k:m]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.text)
