"""What the numbers of a list mean: when its clock starts and stops, and what its target is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from alongside.pathways.language import ENDED, OPENED, Pathway, Wait
from alongside.pathways.queries.journey_moves import label_of


class Meaning(NamedTuple):
    """The terms of a wait, and in words what starts and what stops it."""

    terms: Wait
    starts: str
    stops: str


def meaning(pathway: Pathway, wait: str) -> Meaning:
    """Of one list."""
    terms = pathway.waits[wait]
    return Meaning(terms, _said(pathway, terms.starts), _said(pathway, terms.stops))


def _said(pathway: Pathway, names: Sequence[str]) -> str:
    """The moments at which a clock starts or stops, for a reader."""
    words = {OPENED: "it is asked for", ENDED: "the work ends"}
    return " or ".join(
        words.get(name) or (f"“{label_of(pathway, name)}”" if name in pathway.moves else name)
        for name in names
    )
