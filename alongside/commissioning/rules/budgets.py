"""The three amounts of a personal budget (Care Act 2014 s26(1)): what meeting the needs costs the council, what the
person must pay, and what the council pays. The first is the sum of the others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """Pence a week. `pays` and `council` are None while the contribution is not yet assessed."""

    cost: int
    pays: int | None
    council: int | None


def statement(cost: int, contribution: int | None, *, full: bool = False) -> Statement:
    """What the statement says. Nobody pays more than it costs; `full` is the whole cost, whatever that is.

    Raises ValueError for an amount below nothing.
    """
    if cost < 0 or (contribution or 0) < 0:
        raise ValueError("An amount of money is not below nothing.")
    if contribution is None and not full:
        return Statement(cost, None, None)
    pays = cost if full else min(contribution or 0, cost)
    return Statement(cost, pays, cost - pays)
