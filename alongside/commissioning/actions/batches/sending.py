"""Sending people of a waiting list to an agency: a bulk operation, previewed, reconciled and undone like the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from alongside.casework import bulk
from alongside.casework.bulk import Line, Named, Target
from alongside.casework.queries import giving
from alongside.commissioning import access
from alongside.commissioning.actions.batches import keeping
from alongside.commissioning.models import Batch, BatchItem
from alongside.commissioning.queries.batches import choosing
from alongside.commissioning.rules import batches as rules
from alongside.forms.models import FilledForm
from alongside.messages.models import Message
from alongside.pathways.models import Journey
from alongside.people.models import Organisation
from alongside.records import clock, grants
from alongside.records.actors import Actor
from alongside.records.models import Record
from alongside.web import formats
from alongside.web.errors import Refused


class SendBatch:
    """Send journeys to an agency in one batch, made with the first of them."""

    name = "send-batch"
    one = "person"
    many = "people"

    def may(self, actor: Actor) -> bool:
        """Whoever allocates."""
        return access.send(actor)

    def title(self, count: int, target: Target) -> str:
        """ "Send 40 people to Northfield Reviews"."""
        to = (
            Organisation.objects.filter(pk=int(target["organisation"])).values_list("name", flat=True).first()
        )
        return f"Send {formats.count(count, self.one, self.many)} to {to or 'an agency'}"

    def refuse(self, count: int, target: Target) -> None:  # noqa: ARG002 as every kind is asked
        """Nothing goes to an agency without a name, a purpose, a day and an agreement that still holds on it."""
        for field, sentence in choosing.faults(target, clock.today()):
            raise Refused(sentence, field)

    def look(self, keys: Sequence[int], target: Target, *, by: Actor) -> list[Line]:
        """Each as it would be sent."""
        return choosing.lines(keys, target, by=by)

    def do(self, key: int, target: Target, *, by: Actor, at: datetime) -> dict[str, Any]:
        """Put one into the batch."""
        batch = _batch(target, by, at)
        item = _send(key, batch, by, at)
        return {"item": item.pk}

    def undo(self, key: int, kept: Mapping[str, Any], *, by: Actor, at: datetime) -> None:  # noqa: ARG002 the item says
        """Take one out again, if the agency has not begun."""
        item = BatchItem.objects.for_system(keeping.WHY).filter(pk=kept["item"]).alone().get()
        written = FilledForm.objects.for_system(keeping.WHY).filter(record_id=item.record_id).exists()
        if item.state != rules.OUT or item.progress != "not-begun" or written:
            raise Refused("The agency has begun with it. Take it back by hand if that is right.")
        journey = keeping.journey_of(item)
        keeping.as_before(item, journey, by=by, at=at)
        keeping.leave(item, rules.TAKEN_BACK, "The sending was undone.", by=by, at=at)
        keeping.say(item, journey, "undone", f"Not sent to {item.batch.organisation.name} after all.")

    def unsay(self, message: Message, *, by: Actor, at: datetime) -> None:
        """Sending writes to nobody."""

    def named(self, keys: Sequence[int], *, by: Actor) -> dict[int, Named]:
        """Person and pathway of each."""
        return giving.named(keys, by)


bulk.register(SendBatch())


def _batch(target: Target, by: Actor, at: datetime) -> Batch:
    said = {
        "name": str(target["name"]).strip(),
        "organisation_id": int(target["organisation"]),
        "agreement_id": int(target["agreement"]),
        "purpose": str(target["purpose"]).strip(),
        "pathway": str(target["pathway"]),
        "shares": [key for key in rules.SHARES if key in target["shares"]],
        "owner": by.own,
        "sent_at": at,
        "sent_by_id": by.worker_id,
        "due_on": date.fromisoformat(str(target["due_on"])),
    }
    found, _new = Batch.objects.get_or_create(token=str(target["token"]), defaults=said)
    if found.closed_at is not None:
        raise Refused("This batch was closed. Make a new one.")
    return found


def _send(key: int, batch: Batch, by: Actor, at: datetime) -> BatchItem:
    journey: Journey = Journey.objects.visible_to(by, at).get(pk=key)
    to = batch.organisation
    planned = keeping.plan(journey, f"Back from {to.name}", batch.due_on, by=by, at=at)
    own = Record.objects.create(kind="batch item")
    item: BatchItem = BatchItem.objects.create(
        record=own, batch=batch, journey=journey, state=rules.OUT, planned=planned
    )
    grants.give(own, to.holder, "batch", at=at, source=f"batch:{batch.pk}")
    keeping.say(item, journey, "sent", f"Sent to {to.name} in the batch “{batch.name}”: {batch.purpose}")
    return item
