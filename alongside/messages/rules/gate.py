"""The safe-address gate: deny by default. It opens only if every single fact is known, and known to be good.

Most letters that did harm were right in every word and went to the wrong place: a new address in a note, a former
partner in the house, a safe address on the envelope. So what is not known stops a letter as well, and a stopped one
goes only when two people have looked, each with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

SETTLED_DAYS = 14
"""How many days an address has to stand before a letter goes there unseen: who flees, or is found, has just moved."""

POST, EMAIL, HAND = "post", "email", "hand"


@dataclass(frozen=True)
class Facts:
    """What is known when a message is about to go. True is good, None is not known.

    Each is a statement whose truth lets the message pass; its two sentences stand in `REASONS`.
    """

    recipient_alive: bool | None = None
    about_alive: bool | None = None
    not_restricted: bool | None = None
    recipient_may_have_it: bool | None = None
    can_take_it_in: bool | None = None
    place_known: bool | None = None
    place_not_confidential: bool | None = None
    place_safe: bool | None = None
    contact_safe: bool | None = None
    nobody_to_keep_away: bool | None = None
    place_settled: bool | None = None
    nothing_came_back: bool | None = None
    format_ready: bool | None = None


REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "recipient_alive": (
            "The recipient has died.",
            "It is not known whether the recipient is alive.",
        ),
        "about_alive": (
            "The person it is about has died.",
            "It is not known whether the person it is about is alive.",
        ),
        "not_restricted": (
            "The record is restricted.",
            "It is not known whether the record is restricted.",
        ),
        "recipient_may_have_it": (
            "The recipient is somebody who must not be contacted.",
            "It is not known whether the recipient may be told.",
        ),
        "can_take_it_in": (
            "The person lacks the capacity to deal with this letter, and nobody with authority to act is on record.",
            "It is not known whether the person can deal with this letter or needs somebody to act.",
        ),
        "place_known": (
            "There is no address to send it to.",
            "It is not known where to send it.",
        ),
        "place_not_confidential": (
            "The address is confidential.",
            "It is not known whether the address is confidential.",
        ),
        "place_safe": (
            "It is not safe to write to this address.",
            "It is not known whether it is safe to write to this address.",
        ),
        "contact_safe": (
            "The person has asked not to be contacted this way, or it is not safe.",
            "Nobody has asked whether it is safe to reach the person this way.",
        ),
        "nobody_to_keep_away": (
            "Somebody who must be kept away may live at this address.",
            "It is not known whether somebody who must be kept away lives at this address.",
        ),
        "place_settled": (
            f"The address was changed in the last {SETTLED_DAYS} days.",
            "It is not known when the address was last changed.",
        ),
        "nothing_came_back": (
            "A letter to this address came back.",
            "It is not known whether letters to this address arrive.",
        ),
        "format_ready": (
            "The letter cannot be made in the format or script the person needs.",
            "It is not known in which format the person needs it.",
        ),
    }
)
"""For each fact the sentence when it is false, and the one when it is not known."""

# What is not asked when somebody hands the letter over and has the person before them.
_BY_HAND = (
    "place_known",
    "place_not_confidential",
    "place_safe",
    "contact_safe",
    "nobody_to_keep_away",
    "place_settled",
    "nothing_came_back",
)


@dataclass(frozen=True)
class Answer:
    """Whether a message may go; when not, the codes of what stops it and a sentence for each."""

    stopped: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Nothing stops it."""
        return not self.stopped


def ask(known: Facts, channel: str) -> Answer:
    """Whether a message may go by this channel: post, email or hand."""
    if channel == HAND:
        known = replace(known, **dict.fromkeys(_BY_HAND, True))
    said = [
        (each.name, REASONS[each.name][getattr(known, each.name) is None])
        for each in fields(known)
        if getattr(known, each.name) is not True
    ]
    return Answer(tuple(code for code, _ in said), tuple(sentence for _, sentence in said))


MENDED_ONLY = frozenset({"place_known", "format_ready", "recipient_may_have_it"})
"""What nobody can release: there is nothing to send, nowhere to send it, or nobody who may have it."""


def releasable(stopped: Iterable[str]) -> bool:
    """Whether two people may let a letter go that these reasons stop."""
    return not MENDED_ONLY & set(stopped)


def may_pass(answer: Answer, released: Iterable[str]) -> bool:
    """Whether two people have released exactly what stops it now; a reason that came up since stops it again."""
    return set(answer.stopped) <= set(released)
