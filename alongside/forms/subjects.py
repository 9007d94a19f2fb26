"""The thing that a form is filled in for (“journey:12”): where the form leads on to, and who reads it while it is
written. Rooms above register theirs.

subjects.leads("journey", lambda person_id, key: link("pathways.outcomes", person_id=person_id, journey_id=key))
subjects.drafts("journey", lambda key, form, actor: actor.own == owner_of(key))
"""

from __future__ import annotations

from collections.abc import Callable

from alongside.records.actors import SYSTEM, Actor

Address = Callable[[int, int], str]
Reads = Callable[[int, str, Actor], bool]

_leads: dict[str, Address] = {}
_drafts: dict[str, Reads] = {}


def leads(word: str, address: Address) -> None:
    """Register where forms for things of this word lead: given the person's number and the thing's, an address.

    Raises TypeError when the word is taken.
    """
    if word in _leads:
        raise TypeError(f"Forms for “{word}” lead somewhere already.")
    _leads[word] = address


def onward(person_id: int, subject: str) -> str:
    """Where a form for this subject leads; blank where it is a form of its own."""
    word, _colon, key = subject.partition(":")
    return _leads[word](person_id, int(key)) if word in _leads else ""


def drafts(word: str, reads: Reads) -> None:
    """Register who reads a form while it is written: given the thing's number, the form's key and the reader.

    Raises TypeError when the word is taken.
    """
    if word in _drafts:
        raise TypeError(f"Who reads drafts for “{word}” is said already.")
    _drafts[word] = reads


def may_read_draft(subject: str, form: str, actor: Actor) -> bool:
    """Whether somebody who sees the record may read this form before it is finished."""
    word, _colon, key = subject.partition(":")
    return actor is SYSTEM or word not in _drafts or _drafts[word](int(key), form, actor)
