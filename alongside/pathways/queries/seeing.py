"""Which waits are over when somebody is seen: on those, allocated is not yet seen."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from alongside.pathways.happenings import FIRST_CONTACT
from alongside.pathways.language import Pathway


def speaking(pathway: Pathway) -> AbstractSet[str]:
    """What happens when somebody first speaks with the person, by the pathway's own steps or otherwise."""
    return {key for key, move in pathway.moves.items() if FIRST_CONTACT in move.says} | {FIRST_CONTACT}


def until_seen(pathway: Pathway, wait: str) -> bool:
    """Whether a wait ends when the person is first spoken with. Where no wait of a pathway does, its main one stands
    for it; a main one that goes on after they were seen does not."""
    seen = [name for name, each in pathway.waits.items() if speaking(pathway) & {*each.stops}]
    return wait in seen if seen else pathway.waits[wait].headline
