"""Happenings: what rooms can say has happened, and what keeps promises and stops waits beside the moves themselves.

Rooms say them inside their actions: `saying.heard(journey, FIRST_CONTACT, by=by, at=at)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_happenings: dict[str, str] = {}
happenings: Mapping[str, str] = MappingProxyType(_happenings)
"""What may be said, each with the sentence that the chronology shows."""


def happening(name: str, sentence: str) -> str:
    """Register a happening. Raises TypeError when the name is taken."""
    if name in _happenings:
        raise TypeError(f"Two happenings are named “{name}”.")
    _happenings[name] = sentence
    return name


FIRST_CONTACT = happening("first human contact", "Somebody of the council spoke with the person.")
IN_TOUCH = happening("kept in touch", "The person was told how things stand, or told us how they are.")
RISK_REVIEWED = happening("risk reviewed", "The risk while waiting was looked at again.")
ACKNOWLEDGED = happening(
    "acknowledged to the referrer", "Whoever referred was told that it arrived or what came of it."
)
CONTINGENCY = happening(
    "contingency written down", "It is written who steps in when the usual help fails, and when."
)
APPROVED_AFTERWARDS = happening(
    "approved afterwards", "What was agreed urgently was approved by somebody who may."
)
PAGE_ACKNOWLEDGED = happening("page acknowledged", "Somebody on duty has seen it and has it in hand.")
WORKER_LEFT = happening("worker left", "The worker whom the person knew has left or changed.")
CONTACT_NAMED = happening("new contact named", "The person was told whom to ring now.")
for _outcome in ("issued", "declined", "unsafe to send"):
    happening(f"copy {_outcome}", f"The copy for the person: {_outcome}.")
