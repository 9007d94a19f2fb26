"""Who may do what to messages, one function for each question; which ones they see at all is a grant on the record."""

from __future__ import annotations

from typing import Any

from alongside.records.access import nobody, signed_in
from alongside.records.actors import Actor

__all__ = ["deliver", "handle", "release", "see", "send", "write"]

see = signed_in
# A letter is written by what causes it, and whoever may do that may cause the letter.
write = signed_in
deliver = nobody


def handle(actor: Actor, _thing: Any = None) -> bool:
    """Say what became of a letter: handed over, declined, not safe, cancelled, come back."""
    return actor.may("change people") or actor.plays("letter sender")


def send(actor: Actor, _thing: Any = None) -> bool:
    """Print letters and post them."""
    return actor.plays("letter sender")


def release(actor: Actor, _thing: Any = None) -> bool:
    """Let a letter go that the gate stopped; two are needed for each."""
    return actor.plays("letter releaser")
