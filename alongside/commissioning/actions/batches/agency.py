"""The agency's work on the people of a batch: how far it has come, what it found, whom it gives back and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from alongside.commissioning import access
from alongside.commissioning.actions.batches import keeping
from alongside.commissioning.models import BatchItem
from alongside.commissioning.queries.batches import results
from alongside.commissioning.rules import batches as rules
from alongside.forms import actions as forms
from alongside.forms.actions.answering import Sent
from alongside.forms.models import FilledForm
from alongside.pathways.models import Journey
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.acting import action, inside
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("commissioning.note progress", on=BatchItem, may=access.review_for_council)
def note_progress(
    item: BatchItem,
    *,
    by: Actor,
    at: datetime,
    progress: str,
    progress_on: date | None = None,
    note: str = "",
) -> None:
    """Say how far the agency has come with somebody; for an agreed day or a visit, which day."""
    keeping.theirs(item, at)
    if progress not in rules.PROGRESS:
        raise Refused("Choose how far it has come.", "progress")
    if progress in ("booked", "seen") and progress_on is None:
        raise Refused("Say on which day.", "progress_on")
    item.progress, item.progress_on, item.note = progress, progress_on, note.strip()
    keeping.save(item, "progress", "progress_on", "note")


@action("commissioning.begin results", on=BatchItem, may=access.review_for_council)
def begin_results(item: BatchItem, *, by: Actor, at: datetime) -> int:
    """Begin the review of somebody in the batch, or open it again when it was returned; the number of the form."""
    return int(_form(item, keeping.theirs(item, at)).pk)


@action("commissioning.write results", on=BatchItem, may=access.review_for_council)
def write_results(
    item: BatchItem, *, by: Actor, at: datetime, sent: Iterable[Mapping[str, Any] | Sent]
) -> dict[str, Any]:
    """Write answers into the review of somebody in the batch; what became of each, as `forms.save_answers` says it."""
    journey = keeping.theirs(item, at)
    saved: dict[str, Any] = inside(forms.save_answers, _form(item, journey), sent=list(sent))
    return saved


@action("commissioning.send results back", on=BatchItem, may=access.review_for_council)
def send_back(item: BatchItem, *, by: Actor, at: datetime) -> None:
    """Say that somebody's review is finished: the council looks at it, and nothing changes before it accepts."""
    journey = keeping.theirs(item, at)
    form = _form(item, journey)
    _in_its_time(item, results.seen_on(item), at)
    inside(forms.complete, form)
    item.state, item.answered_at, item.comment = rules.SENT_BACK, at, ""
    keeping.save(item, "state", "answered_at", "comment")
    to, worried = item.batch.organisation.name, results.worries(results.of_item(item))
    step = (
        f"{to} is worried about abuse or neglect: read it now"
        if worried
        else f"Accept or return what {to} sent"
    )
    keeping.plan(journey, step, keeping.working_days(0 if worried else 5, at), by=by, at=at)
    keeping.say(item, journey, "sent back", f"{to} sent a review back, to be accepted or returned.")


@action("commissioning.give back", on=BatchItem, may=access.review_for_council)
def give_back(item: BatchItem, *, by: Actor, at: datetime, code: str, note: str) -> None:
    """The agency cannot do it, and says why: the person is the council's again at once, with a next step."""
    journey = keeping.theirs(item, at)
    if code not in rules.REASONS:
        raise Refused("Choose the reason.", "code")
    if not note.strip():
        raise Refused("Say what you know, for whoever goes on with it.", "note")
    item.reason, item.note, item.answered_at = code, note.strip(), at
    keeping.save(item, "reason", "note", "answered_at")
    keeping.leave(item, rules.GIVEN_BACK, rules.REASONS[code], by=by, at=at)
    said = f"{item.batch.organisation.name} gave them back: {rules.REASONS[code].lower()}"
    on = keeping.working_days(0 if code in rules.AT_ONCE else 2, at)
    keeping.plan(journey, said, on, by=by, at=at)
    keeping.say(item, journey, "given back", f"{said}. {note.strip()}")


def _form(item: BatchItem, journey: Journey) -> FilledForm:
    """The review of this item, kept on the item's own record; begun with the first answer, open again when returned."""
    key, rows = results.form_of(item), FilledForm.objects.for_system(keeping.WHY)
    found = rows.filter(subject=results.subject(item.pk), form=key).order_by("-id").first()
    if found is None:
        person = Person.objects.for_system(keeping.WHY).get(pk=journey.person_id)
        about = {"form": key, "subject": results.subject(item.pk), "record_id": item.record_id}
        made = inside(forms.begin, person, **about)
        found = rows.get(pk=made)
    if found.state == "complete":
        inside(forms.reopen, found, why="Returned by the council")
    return found


def _in_its_time(item: BatchItem, day: date | None, at: datetime) -> None:
    if day is None:
        return
    if day > clock.day_of(at):
        raise Refused("The day of the conversation is still to come. Check the date.", results.SEEN_ON)
    if day < clock.day_of(item.batch.sent_at):
        raise Refused(
            "The day of the conversation is before the batch was sent. Check the date.", results.SEEN_ON
        )
