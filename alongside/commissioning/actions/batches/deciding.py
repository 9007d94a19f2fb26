"""What the council does with a batch: accepts or returns each result, takes people back, closes the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from alongside.commissioning import access
from alongside.commissioning.actions import lines
from alongside.commissioning.actions.batches import keeping
from alongside.commissioning.models import Batch, BatchItem
from alongside.commissioning.queries.batches import results
from alongside.commissioning.rules import batches as rules
from alongside.forms import actions as forms
from alongside.forms.queries.filled import filled_of
from alongside.pathways.actions import course, moving
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules.calendar import LONDON
from alongside.records import clock, grants
from alongside.records.acting import action, reason_given, record
from alongside.records.actors import Actor
from alongside.records.models import Record
from alongside.web import formats
from alongside.web.errors import Refused

_COUNCIL = "the grant is the agency's: the council sees the people of a batch by their journeys, checked in each deed"


@action("commissioning.accept from an agency", on=BatchItem, may=access.decide, unseen=_COUNCIL)
def accept(
    item: BatchItem, *, by: Actor, at: datetime, comment: str = "", change: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Accept a review: its answers become the council's, the step is taken on the day of the conversation, and the
    next review is planned for the day it names.

    `change` gives one service line other terms: `line_id`, `effective_on` (the provider's day, which may have gone
    by) and what differs. Answers what the step answers.
    """
    journey = keeping.seen(item, by, at)
    _sent_back(item)
    answers, day = results.of_item(item), results.seen_on(item)
    _copied(item, journey, by)
    moved: dict[str, Any] = moving.move(
        journey.pk, by=by, move=rules.ACCEPT, happened_at=_moment(day, journey, at), comment=comment
    )
    _next_one(moved["opened"], results.day(answers, results.AGAIN_ON), by, at)
    if change:
        said = {name: value for name, value in change.items() if value not in (None, "")}
        lines.change_line(said.pop("line_id"), by=by, why=f"Review by {item.batch.organisation.name}", **said)
    item.comment = comment.strip()
    keeping.save(item, "comment")
    keeping.leave(item, rules.ACCEPTED, comment.strip(), by=by, at=at)
    keeping.say(item, journey, "accepted", f"The review by {item.batch.organisation.name} was accepted.")
    return moved


@action("commissioning.return to an agency", on=BatchItem, may=access.decide, unseen=_COUNCIL)
def return_(item: BatchItem, *, by: Actor, at: datetime, comment: str) -> None:
    """Return a review to the agency, saying what is missing; the person stays on the list."""
    journey = keeping.seen(item, by, at)
    _sent_back(item)
    if not comment.strip():
        raise Refused("Say what is missing, so that the agency can mend it.", "comment")
    item.state, item.comment = rules.OUT, comment.strip()
    keeping.save(item, "state", "comment")
    to = item.batch.organisation.name
    due = max(item.batch.due_on, clock.day_of(at))
    keeping.plan(journey, f"Back from {to}", due, by=by, at=at)
    keeping.say(item, journey, "returned", f"The review was returned to {to}: {comment.strip()}")


@action("commissioning.take back from an agency", on=BatchItem, may=access.send, unseen=_COUNCIL)
def take_back(item: BatchItem, *, by: Actor, at: datetime, why: str) -> None:
    """Take somebody out of the batch: the agency sees nothing of them from now on."""
    journey = keeping.seen(item, by, at)
    if item.state not in rules.OPEN:
        raise Refused("This is not in the batch any more.")
    if not why.strip():
        raise Refused("Say why, for whoever looks at this later.", "why")
    _taken_back(item, journey, why.strip(), by, at)


@action("commissioning.put off a batch", on=Batch, may=access.send)
def put_off(batch: Batch, *, by: Actor, at: datetime, due_on: date) -> None:
    """Agree another day on which a batch is due back; needs a reason."""
    _is_open(batch)
    if due_on <= clock.day_of(at) or due_on > batch.agreement.expires_on:
        raise Refused("Choose a day still to come, on which the agreement still holds.", "due_on")
    if not reason_given().strip():
        raise Refused("Say why it is put off.", "reason")
    batch.due_on = due_on
    _save(batch, "due_on")
    for item in _of(batch, [rules.OUT]):
        journey = keeping.journey_of(item)
        step = f"Back from {batch.organisation.name}"
        if journey.next_step == step:
            item.planned = keeping.plan(journey, step, due_on, by=by, at=at)
            keeping.save(item, "planned")
    _said(batch, "put off", f"“{batch.name}” is due back on {formats.day(due_on)}.")


@action("commissioning.close a batch", on=Batch, may=access.send)
def close(batch: Batch, *, by: Actor, at: datetime) -> dict[str, int]:
    """Close a batch: whoever is still with the agency is taken back, and everybody sent is accounted for.

    Refused while something that came back has not been looked at. Answers the account.
    """
    _is_open(batch)
    if wrong := rules.cannot_close(_account(batch)):
        raise Refused(wrong)
    if not reason_given().strip():
        raise Refused("Say why it is closed.", "reason")
    for item in _of(batch, [rules.OUT]):
        _taken_back(item, keeping.journey_of(item), "The batch was closed.", by, at)
    batch.closed_at, batch.closed_by_id, batch.closed_why = at, by.worker_id, reason_given().strip()
    _save(batch, "closed_at", "closed_by", "closed_why")
    tally = _account(batch)
    if tally.open or not tally.adds_up:
        raise RuntimeError(f"batch {batch.pk} does not account for everybody")
    done = f"{tally.accepted} accepted, {tally.given_back} given back, {tally.taken_back} taken back"
    _said(batch, "closed", f"“{batch.name}” was closed: {tally.sent} sent, {done}.", **vars(tally))
    return {"sent": tally.sent, "accepted": tally.accepted, "given_back": tally.given_back}


@action("commissioning.hand on a batch", on=Batch, may=access.send)
def hand_on(batch: Batch, *, by: Actor, at: datetime, owner: str) -> None:
    """Somebody else here answers for a batch."""
    batch.owner = grants.holder_of_work(owner, "owner")
    _save(batch, "owner")
    _said(batch, "handed on", f"“{batch.name}” is looked after by somebody else.")


@action("commissioning.take back what an agency may not see", on=BatchItem, may=access.nobody)
def withdraw(item: BatchItem, *, by: Actor, at: datetime, why: str) -> None:
    """Take somebody out of a batch because their record was restricted, or the work ended otherwise."""
    if item.state in rules.OPEN:
        _taken_back(item, keeping.journey_of(item), why, by, at)


def hand_over(keys: Iterable[int], to: str, *, by: Actor, at: datetime) -> None:
    """Put batches into other hands, within the action under way: whoever answered for them has left."""
    for batch in Batch.objects.filter(pk__in=list(keys)).order_by("pk"):
        batch.owner = to
        _save(batch, "owner")


def undone(journey: Journey, event: int) -> None:
    """The step by which work was accepted is about to be taken back: the work is to be looked at again."""
    [taken] = [each for each in past.events(journey.pk) if each.id == event]
    if taken.content.get("move") != rules.ACCEPT:
        return
    rows = BatchItem.objects.for_system(keeping.WHY).filter(journey=journey, state=rules.ACCEPTED)
    item = rows.select_related("batch__organisation").order_by("-closed_at", "-id").alone().first()
    if item is None:
        return
    if item.batch.closed_at is not None:
        raise Refused("The batch in which this was accepted is closed.")
    item.state, item.closed_at, item.closed_by, item.closed_why = rules.SENT_BACK, None, None, ""
    keeping.save(item, "state", "closed_at", "closed_by", "closed_why")
    grants.give(
        Record.objects.get(pk=item.record_id),
        item.batch.organisation.holder,
        "batch",
        at=clock.now(),
        source=f"batch:{item.batch_id}",
    )


course.taken_back.append(undone)


def _sent_back(item: BatchItem) -> None:
    if item.state != rules.SENT_BACK:
        raise Refused("There is nothing to decide: it is with the agency, or was decided already.")


def _copied(item: BatchItem, journey: Journey, by: Actor) -> None:
    """The agency's answers as a form of the council's journey, completed by whoever accepts them."""
    about, key = past.subject(journey.pk), results.form_of(item)
    own = filled_of(about, key)
    if own is not None and own.is_open:
        raise Refused("Somebody here has begun the same form. Set that aside first, or return this one.")
    made = forms.begin(journey.person_id, by=by, form=key, subject=about)
    forms.save_answers(made, by=by, sent=results.as_sent(item))
    forms.complete(made, by=by)


def _moment(day: date | None, journey: Journey, at: datetime) -> datetime | None:
    """Noon of the day of the conversation; now for today or where nobody said."""
    if day is None or day == clock.day_of(at):
        return None
    return max(datetime.combine(day, time(12), LONDON), journey.opened_at)


def _next_one(opened: list[int], on: date | None, by: Actor, at: datetime) -> None:
    """The next review falls due on the day that this one names."""
    if on is None or on < clock.day_of(at):
        return
    for key in opened:
        following = Journey.objects.for_system("the next review, begun by this step").get(pk=key)
        stage = definitions.of_hash(following.definition).stages[following.stage]
        if stage.then is not None:
            keeping.plan(following, str(stage.next), on, by=by, at=at)


def _taken_back(item: BatchItem, journey: Journey, why: str, by: Actor, at: datetime) -> None:
    if item.state == rules.SENT_BACK:
        step = f"Do what {item.batch.organisation.name} did not finish"
        keeping.plan(journey, step, keeping.working_days(2, at), by=by, at=at)
    else:
        keeping.as_before(item, journey, by=by, at=at)
    keeping.leave(item, rules.TAKEN_BACK, why, by=by, at=at)
    keeping.say(item, journey, "taken back", f"Taken back from {item.batch.organisation.name}. {why}")


def _is_open(batch: Batch) -> None:
    if batch.closed_at is not None:
        raise Refused("This batch is closed.")


def _of(batch: Batch, states: Iterable[str]) -> list[BatchItem]:
    rows = BatchItem.objects.for_system(keeping.WHY).filter(batch=batch, state__in=list(states))
    return list(rows.select_related("batch__organisation").order_by("id").alone())


def _account(batch: Batch) -> rules.Account:
    rows = BatchItem.objects.for_system("everybody in a batch is counted").filter(batch=batch)
    return rules.account(rows.order_by("id").values_list("state", flat=True))


def _save(batch: Batch, *fields: str) -> None:
    batch.version += 1
    batch.save(update_fields=[*fields, "version"])


def _said(batch: Batch, what: str, sentence: str, **content: Any) -> None:
    record(
        None, f"commissioning.batch {what}", sentence, subject=f"batch:{batch.pk}", batch=batch.pk, **content
    )
