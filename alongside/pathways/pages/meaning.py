"""What the numbers of a list mean: when its clock starts and stops, and what its target is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from alongside.pathways.language import ENDED, OPENED, Pathway, Wait
from alongside.pathways.queries.journey_moves import label_of
from alongside.pathways.queries.seeing import until_seen


class Meaning(NamedTuple):
    """The terms of a wait, in words what starts and what stops it, and whether that is that the person is seen."""

    terms: Wait
    starts: str
    stops: str
    until_seen: bool


def meaning(pathway: Pathway, wait: str) -> Meaning:
    """Of one list."""
    terms = pathway.waits[wait]
    starts, stops = (_said(pathway, names) for names in (terms.starts, terms.stops))
    return Meaning(terms, starts, stops, until_seen(pathway, wait))


def _said(pathway: Pathway, names: Sequence[str]) -> str:
    """The moments at which a clock starts or stops, for a reader."""
    words = {OPENED: "it is asked for", ENDED: "the work ends"}
    return " or ".join(
        words.get(name) or (f"“{label_of(pathway, name)}”" if name in pathway.moves else name)
        for name in names
    )
