"""Sums of money as people write and read them."""

from __future__ import annotations

import re

_WRITTEN = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,10})(?:\.(\d{2}))?")


def pence(text: str) -> int:
    """The pence in “21.50”, “£1,234” or “£1,234.50”. Raises ValueError with a sentence."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ValueError("Enter an amount in pounds and pence, like 21.50")
    pounds, rest = found.groups()
    return int(pounds.replace(",", "")) * 100 + int(rest or 0)


def pounds(amount: int) -> str:
    """`£1,234.50` of pence; a debt as `−£3.00`."""
    whole, rest = divmod(abs(amount), 100)
    return f"{'−' if amount < 0 else ''}£{whole:,}.{rest:02}"


def hundredths(text: str) -> int:
    """How many hundredths there are in “7”, “10.5” or “0.25”. Raises ValueError with a sentence."""
    found = re.fullmatch(r"(\d{1,5})(?:\.(\d{1,2}))?", text.strip())
    if found is None:
        raise ValueError("Enter a number with no more than two decimal places, like 10.5")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def plain(amount: int) -> str:
    """`10.5` of 1050 hundredths, `7` of 700."""
    whole, rest = divmod(amount, 100)
    return f"{whole:,}" + (f".{rest:02}".rstrip("0") if rest else "")
