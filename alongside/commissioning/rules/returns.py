"""What the national return (Client Level Data, module Service) wants of a line, and what a line still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

LONG_TERM = ("long-community", "long-residential", "long-nursing", "long-prison")
CARERS = ("carer-direct", "carer-cared-for")
COSTED = ("short-residential", "short-nursing", "carer-respite")
COMMISSIONED = "commissioned"


def wants_cost(service_type: str, component: str, mechanism: str) -> bool:
    """Whether unit cost, frequency and planned units are mandatory (DHSC's data quality rule of November 2023)."""
    return mechanism != COMMISSIONED and (service_type in (*LONG_TERM, *CARERS) or component in COSTED)


def lacking(
    *, service_type: str, component: str, mechanism: str, pence: int, units: int | None, location: bool
) -> Iterator[str]:
    """What is missing in a line, each in a sentence for whoever can mend it."""
    if not mechanism:
        yield "How it is delivered: without it nobody is counted as having a direct payment or a managed budget."
    if wants_cost(service_type, component, mechanism):
        if not pence:
            yield "What it costs."
        if units is None:
            yield "How much is planned a week."
    if not location and component in (
        "long-residential",
        "long-nursing",
        "short-residential",
        "short-nursing",
    ):
        yield "The home’s location number with the Care Quality Commission."


def in_period(
    first: date, last: date | None, died_on: date | None, *, begins: date, ends: date
) -> tuple[date, date | None] | None:
    """The first and last day with which a service is returned for a period, or None when it does not belong.

    It belongs when it began by the period's end and had not ended before its beginning. A death within it is its last
    day; a service that began after a death, and everything of somebody who died before the period, is left out.
    """
    if died_on is not None:
        if died_on < begins or died_on < first:
            return None
        last = died_on if last is None or died_on < last else last
    if first > ends or (last is not None and last < begins):
        return None
    return first, last
