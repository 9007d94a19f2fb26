"""Writing to many people about their wait: a bulk operation, so that nobody who was chosen is passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from alongside.casework import access, bulk
from alongside.casework.bulk import Line, Named, Target
from alongside.casework.queries import about_waits, giving
from alongside.casework.rules import about_waits as rules
from alongside.messages.actions.ending import WAITING
from alongside.messages.models import Message
from alongside.messages.queries.lists import STATES
from alongside.pathways.actions.about_waiting import write_about_waiting
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Refused

_WHY = "the letter that the operation wrote, of a journey that its doer may see"


class WriteAboutWaits:
    """Write to people who wait how long it takes; `days` in the target: who had a letter within so many is left out."""

    name = "write-about-waits"
    one = "person"
    many = "people"

    def may(self, actor: Actor) -> bool:
        """Whoever shares out the work of a team answers for its list, and for what is said about it."""
        return access.allocate(actor)

    def title(self, count: int, target: Target) -> str:  # noqa: ARG002 as every kind is asked
        """ "Write to 12 people about their wait"."""
        return f"Write to {formats.count(count, self.one, self.many)} about their wait"

    def refuse(self, count: int, target: Target) -> None:  # noqa: ARG002 as every kind is asked
        """Nobody is written to twice within a few days because somebody chose no number."""
        if target.get("days") not in rules.LATELY:
            raise Refused("Choose who is left out.", "days")

    def look(self, keys: Sequence[int], target: Target, *, by: Actor) -> list[Line]:
        """Each as they would be written to."""
        return [each.line for each in about_waits.look(keys, int(target["days"]), by=by)]

    def do(self, key: int, target: Target, *, by: Actor, at: datetime) -> dict[str, Any]:  # noqa: ARG002 `look` has seen to the days
        """Write to one. A letter that the gate stops is not written: of many, nobody would look at each."""
        message = write_about_waiting(key, by=by)
        written = Message.objects.for_system(_WHY).get(pk=message)
        if written.state == "held":
            raise Refused(" ".join(sentence for _code, sentence in written.stopped))
        return {"message": message}

    def undo(self, key: int, kept: Mapping[str, Any], *, by: Actor, at: datetime) -> None:  # noqa: ARG002 the letter says
        """A letter that has not left is taken back with the operation's other messages; one that has, stays."""
        letter = Message.objects.for_system(_WHY).get(pk=kept["message"])
        if letter.state not in (*WAITING, "cancelled"):
            raise Refused(f"The letter is not here any more: {STATES[letter.state][0].lower()}.")

    def unsay(self, message: Message, *, by: Actor, at: datetime) -> None:
        """Nothing hangs on a letter that has not gone: what it would have kept is owed as before."""

    def named(self, keys: Sequence[int], *, by: Actor) -> dict[int, Named]:
        """Person and pathway of each."""
        return giving.named(keys, by)


bulk.register(WriteAboutWaits())
