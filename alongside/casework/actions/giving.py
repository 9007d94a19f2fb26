"""Giving work to somebody, one piece or many: the first kind of bulk operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from alongside.casework import access, bulk
from alongside.casework.bulk import Line, Named, Target
from alongside.casework.queries import giving, load
from alongside.messages.models import Message
from alongside.pathways.actions import course, keeping, moving, passing_on
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules import history
from alongside.records import grants
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names
from alongside.web import formats
from alongside.web.errors import Refused

_WHY = "the operation gave it away: whoever may undo that need not see it any more"
_BEARS = (history.MOVED, history.GIVEN, history.STOPPED, history.ADOPTED)


class GiveJourneys:
    """Give journeys to a worker or a team: allocated where they wait for that, passed on otherwise."""

    name = "give-journeys"
    one = "piece of work"
    many = "pieces of work"

    def may(self, actor: Actor) -> bool:
        """Whoever allocates."""
        return access.allocate(actor)

    def title(self, count: int, target: Target) -> str:
        """ "Give 12 pieces of work to Priya Nair"."""
        to = str(target["owner"])
        return f"Give {formats.count(count, self.one, self.many)} to {holder_names([to])[to]}"

    def refuse(self, count: int, target: Target) -> None:
        """Nobody is given work who is not there, or, without a reason, more than was agreed."""
        to = grants.holder_of_work(str(target.get("owner", "")), "owner")
        now = load.load_of(to)
        if now is not None and now.with_more(count).above and not str(target.get("over", "")).strip():
            name, open_ = holder_names([to])[to], formats.count(now.open + count, self.one, self.many)
            raise Refused(
                f"{name} would have {open_}, and {now.agreed} are agreed. Say why that is right.", "over"
            )

    def look(self, keys: Sequence[int], target: Target, *, by: Actor) -> list[Line]:
        """Each as it would be given."""
        return giving.lines(keys, str(target["owner"]), by=by)

    def do(self, key: int, target: Target, *, by: Actor, at: datetime) -> dict[str, Any]:
        """Allocate it or pass it on."""
        to = str(target["owner"])
        journey = Journey.objects.visible_to(by, at).get(pk=key)
        step = giving.allocating(definitions.of_hash(journey.definition), journey.stage)
        if step and to.startswith("worker:"):
            moving.move(key, by=by, move=step, owner=to)
        else:
            course.give(key, by=by, owner=to)
        return {"event": past.events(key)[-1].id}

    def undo(self, key: int, kept: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
        """Take the giving back, if nothing has been done with it since."""
        journey = Journey.objects.for_system(_WHY).filter(pk=key).alone().get()
        standing = [each for each in course.history_standing(key) if each.kind in _BEARS]
        if not standing or standing[-1].id != kept["event"]:
            raise Refused("Something was done with it since. Give it back by hand if that is right.")
        said = f"{definitions.of_hash(journey.definition).title}: as it was before it was passed on."
        keeping.write(journey, history.TAKEN_BACK, said, at=at, event=kept["event"], by=by.worker_id)
        keeping.leave_with_nobody_gone(journey, by=by, at=at)

    def unsay(self, message: Message, *, by: Actor, at: datetime) -> None:
        """The person keeps their worker: nothing is owed about a new one."""
        passing_on.untell(message, by=by, at=at)

    def named(self, keys: Sequence[int], *, by: Actor) -> dict[int, Named]:
        """Person and pathway of each."""
        return giving.named(keys, by)


bulk.register(GiveJourneys())
