"""The ledger of a respite entitlement: what was granted, booked, used, left, and asked for in vain (G-09)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BOOKED, USED, CANCELLED, UNMET = "booked", "used", "cancelled", "unmet"
STATES = (BOOKED, USED, CANCELLED, UNMET)


@dataclass(frozen=True)
class Ledger:
    """All in hundredths of a night or an hour. `left` may be less than nought: more was given than granted."""

    granted: int
    booked: int
    used: int
    unmet: int

    @property
    def left(self) -> int:
        """What may still be booked."""
        return self.granted - self.booked - self.used

    def takes(self, amount: int) -> bool:
        """Whether so much more may be booked."""
        return amount <= self.left


def ledger(granted: int, entries: Iterable[tuple[str, int]]) -> Ledger:
    """Add up entries of (state, amount)."""
    sums = dict.fromkeys(STATES, 0)
    for state, amount in entries:
        sums[state] += amount
    return Ledger(granted, sums[BOOKED], sums[USED], sums[UNMET])
