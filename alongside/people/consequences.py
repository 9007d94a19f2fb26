"""What else happens when somebody dies, moves away or comes back.

A room registers what it does then and how to take that back when the report was wrong; all of it runs in the
transaction of the one act that people.actions.life performs, so that a death is never half recorded.

    def send_letters_again(person, kept, *, by, at): ...

    @consequence("death", "stop letters", undo=send_letters_again)
    def stop_letters(person, *, by, at):
        \"\"\"Letters that are waiting to be sent are stopped.\"\"\"
        return …  # plain JSON that the undoing needs

What must go on (safeguarding, a debt, a complaint) registers nothing and goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from alongside.people.models import Person
from alongside.records.actors import Actor

KINDS = ("death", "move away", "return")


class Do(Protocol):
    """What a room does; answers plain JSON for the undoing."""

    __doc__: str | None

    def __call__(self, person: Person, /, *, by: Actor, at: datetime) -> Any: ...


class Undo(Protocol):
    """How it takes that back; `kept` is what was answered."""

    def __call__(self, person: Person, kept: Any, /, *, by: Actor, at: datetime) -> None: ...


@dataclass(frozen=True)
class Consequence:
    """Something registered. `sentence` is told on the page before the act is done: what the function says of itself."""

    of: str
    name: str
    sentence: str
    do: Do
    undo: Undo


_registered: list[Consequence] = []
Made = TypeVar("Made", bound=Do)


def consequence(of: str, name: str, *, undo: Undo) -> Callable[[Made], Made]:
    """Register a function. Raises TypeError for an unknown kind, a name taken, or a function without a sentence."""

    def register(do: Made) -> Made:
        if of not in KINDS:
            raise TypeError(f"There is no life event “{of}”: it is one of {', '.join(KINDS)}.")
        if not do.__doc__:
            raise TypeError(f"“{name}” has no sentence to tell before it is done.")
        if any((each.of, each.name) == (of, name) for each in _registered):
            raise TypeError(f"Two consequences of {of} are named “{name}”.")
        _registered.append(Consequence(of, name, do.__doc__.strip(), do, undo))
        return do

    return register


def of_kind(of: str) -> list[Consequence]:
    """Everything that follows from this kind of life event, in the order it was registered."""
    return [each for each in _registered if each.of == of]
