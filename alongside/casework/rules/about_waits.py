"""Who of many people gets a letter about their wait, and why the others do not: each for one reason, the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LATELY = (7, 14, 28, 56)
"""Within how many days of the last letter somebody may be left out."""
USUAL = 28

LETTER, GATE, TOLD, UNKNOWN, OVER = "letter", "gate", "told", "unknown", "over"
WORDS = {
    LETTER: "Letters",
    TOLD: "Left out: written to already",
    GATE: "Stopped by the safe-address gate",
    UNKNOWN: "Too few were seen lately for an honest letter",
    OVER: "Not waiting any more",
}
"""What may become of each, in the order in which it is told."""
REFUSING = frozenset({"unsafe", "declined", "held"})
"""What the last letter came to that is a reason not to write another, however long ago."""


@dataclass(frozen=True)
class Fate:
    """What becomes of one, and the sentences that say why where there is no letter."""

    word: str
    whys: tuple[str, ...] = ()


def is_lately(written_on: date, today: date, days: int) -> bool:
    """Whether a letter of that day is too near for another."""
    return today - written_on < timedelta(days=days)


def counted(fates: Sequence[Fate]) -> list[tuple[str, int, Sequence[tuple[str, int]]]]:
    """How many of each, every fate that there is with the reasons in it, the commonest first.

    One person may have several reasons: the counts of fates add up to everybody, those of reasons need not.
    """
    many = Counter(fate.word for fate in fates)
    return [(word, many[word], _reasons(fates, word)) for word in WORDS if many[word] or word == LETTER]


def _reasons(fates: Iterable[Fate], word: str) -> list[tuple[str, int]]:
    if word != GATE:
        return []
    return Counter(why for fate in fates if fate.word == word for why in fate.whys).most_common()
