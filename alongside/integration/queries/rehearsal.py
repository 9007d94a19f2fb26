"""What a dry run says of each row, in the shape in which a run says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alongside.integration.queries.runs import LineRow
from alongside.integration.rules.deciding import Decision
from alongside.integration.rules.fates import REFUSED
from alongside.integration.rules.rows import Refusal


def rehearsed(decided: Iterable[Decision | Refusal]) -> Iterator[LineRow]:
    """The fate that each row would have; a person who would be new has no number yet."""
    for each in decided:
        if isinstance(each, Refusal):
            yield LineRow(each.number, each.reference, REFUSED, each.why, None, None)
        else:
            there = each.person if each.person > 0 else None
            entry = each.entry
            yield LineRow(entry.number, entry.reference, each.fate, each.said, there, each.journey or None)
