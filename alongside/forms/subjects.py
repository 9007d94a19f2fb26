"""Where a form leads on to: the page of the thing it is filled in for (“journey:12”). Rooms above register theirs.

subjects.leads("journey", lambda person_id, key: link("pathways.outcomes", person_id=person_id, journey_id=key))
"""

from __future__ import annotations

from collections.abc import Callable

Address = Callable[[int, int], str]

_leads: dict[str, Address] = {}


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
