"""The number on an emergency card: eight digits that tell nothing, and a ninth that finds a slip of the tongue or pen.

The ninth is Damm's check digit: every single wrong digit and every two neighbours that changed places are noticed.
"""

from __future__ import annotations

import re

DIGITS = 8
# H. Michael Damm, Total anti-symmetrische Quasigruppen (2004), the table of order 10.
_TABLE = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def check_digit(digits: str) -> str:
    """The digit that belongs after these."""
    state = 0
    for digit in digits:
        state = int(_TABLE[state][int(digit)])
    return str(state)


def number(digits: str) -> str:
    """The whole number from its first eight digits."""
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise ValueError("A card's number begins with eight digits.")
    return digits + check_digit(digits)


def read(typed: str) -> str:
    """The number as kept from what somebody typed or heard. Raises ValueError with a sentence."""
    digits = re.sub(r"[\s.-]", "", typed)
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise ValueError("A card’s number has nine digits")
    if check_digit(digits[:DIGITS]) != digits[DIGITS:]:
        raise ValueError("This is no card’s number. Ask for it again, digit by digit")
    return digits


def shown(kept: str) -> str:
    """The number as it stands on the card, in threes."""
    return " ".join(kept[at : at + 3] for at in range(0, len(kept), 3))
