"""Named facts: the only conditions that pathway definitions, forms and rules may speak of.

A fact is a small pure function of what is known, with a sentence that a practice lead can read. Rooms register the
facts they can say; a fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from alongside.web.errors import Refused


@dataclass(frozen=True)
class Fact:
    """A statement that is true, false or not known (None) of what it is asked about."""

    name: str
    sentence: str
    about: str
    holds: Callable[[Any], bool | None]


_facts: dict[str, Fact] = {}
facts: Mapping[str, Fact] = MappingProxyType(_facts)


def fact(name: str, sentence: str, *, about: str) -> Callable[[Callable[[Any], bool | None]], Fact]:
    """Register a function as the fact `name`; `about` says what it is asked about (“person”)."""

    def register(holds: Callable[[Any], bool | None]) -> Fact:
        if name in _facts:
            raise TypeError(f"Two facts are named “{name}”.")
        _facts[name] = Fact(name, sentence, about, holds)
        return _facts[name]

    return register


def ask(name: str, of: Any) -> bool | None:
    """The answer of a fact; a name that nobody registered is refused with its nearest neighbours."""
    from difflib import get_close_matches

    if name not in _facts:
        near = get_close_matches(name, _facts, n=1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        raise Refused(f"There is no fact “{name}”.{hint}")
    return _facts[name].holds(of)
