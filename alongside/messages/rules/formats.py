"""In which form a letter is made, from what the person needs to read it (Accessible Information Standard, DAPB1605).

The codes are those of the list `communication-format`. What we cannot make ourselves (Braille, audio, British Sign
Language) becomes an order: somebody has to place it, and the letter waits in the print queue with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

PDF, HTML, TEXT = "pdf", "html", "text"
STANDARD, EASY_READ, ELECTRONIC = "standard", "easy-read", "electronic"


@dataclass(frozen=True)
class Format:
    """How one format is made: the medium, the size of its type in points, and whether the easy-read words are used."""

    code: str
    medium: str = PDF
    points: int = 12
    easy: bool = False


_MADE = (
    Format(EASY_READ, points=16, easy=True),
    Format("large-print-24", points=24),
    Format("large-print-18", points=18),
    Format("large-print-16", points=16),
    Format(ELECTRONIC, HTML, 14),
    Format("large-text-email", HTML, 20),
    Format("email", TEXT),
    Format("plain-words"),
    Format("coloured-paper"),
    Format("pictures"),
    Format(STANDARD),
)

FORMATS: Mapping[str, Format] = MappingProxyType({each.code: each for each in _MADE})
"""What we make ourselves, the one that asks most of us first: who needs several is given the first."""

_ORDERS: Mapping[str, str] = MappingProxyType(
    {
        "braille-1": "Order it in uncontracted Braille (grade 1).",
        "braille-2": "Order it in contracted Braille (grade 2).",
        "moon": "Order it in Moon.",
        "audio": "Have it recorded as audio.",
        "bsl-video": "Have it signed in British Sign Language on video.",
        "translated": "Have it translated into the language the person reads.",
        "read-aloud": "Arrange for somebody to read it to the person.",
        "coloured-paper": "Print it on the coloured paper the person needs.",
        "pictures": "Add the pictures or symbols the person uses.",
    }
)

KNOWN = frozenset(FORMATS) | frozenset(_ORDERS)
ENGLISH = frozenset({"", "en", "eng", "not-known"})
"""Codes with which a letter in English needs no translation."""


@dataclass(frozen=True)
class Chosen:
    """The format to make, what to order besides, and whether the person's needs are met with that."""

    format: str
    orders: tuple[str, ...]
    ready: bool


def choose(needs: Sequence[str], *, easy_words: bool, reads: str = "", language: str = "") -> Chosen:
    """From the codes a person needs. `easy_words`: the letter has an easy-read text. `reads` is the code of the
    language they read, `language` its name."""
    orders = [_ORDERS[code] for code in _ORDERS if code in needs]
    if reads not in ENGLISH and _ORDERS["translated"] not in orders:
        orders.append(f"Have it translated into {language or reads}.")
    wanted = next((code for code in FORMATS if code in needs), STANDARD)
    ready = set(needs) <= KNOWN and (easy_words or wanted != EASY_READ)
    return Chosen(wanted if ready else STANDARD, tuple(orders), ready)


def given(code: str, *, easy_words: bool) -> bool:
    """Whether a format that somebody asked for by name can be made."""
    return code in FORMATS and (easy_words or not FORMATS[code].easy)


def channels(code: str, offered: Collection[str]) -> tuple[str, ...]:
    """The channels by which a format can go, of those the letter may take: a file is no use in an envelope."""
    if FORMATS[code].medium in {HTML, TEXT}:
        return tuple(channel for channel in offered if channel in {"email", "hand"})
    return tuple(offered)
