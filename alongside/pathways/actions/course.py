"""What may be done to a journey besides taking its steps: priority, hold, hands, plan, corrections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from alongside.pathways import access, happenings, library
from alongside.pathways.actions import keeping, saying
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import day_of
from alongside.records import grants
from alongside.records.acting import action, reason_given
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden, Refused


@action("pathways.prioritise", on=Journey, may=access.work)
def prioritise(
    journey: Journey, *, by: Actor, at: datetime, priority: int, why: str, interim_measures: str = ""
) -> None:
    """Set how urgent it is, with the reason; the bands before stay in the history."""
    pathway = _open(journey)
    if by is not SYSTEM and not access.ranks(by, pathway):
        raise Forbidden("How urgent it is, is for whoever triages, allocates or does this work to say.")
    if str(priority) not in pathway.priorities:
        raise Refused("Choose one of the priorities.", "priority")
    if not why.strip():
        raise Refused("Say why, so that others can follow the order of the list.", "why")
    band = pathway.priorities[str(priority)]
    keeping.write(
        journey,
        history.PRIORITISED,
        f"{pathway.title}: priority {band.title}. {why.strip()}",
        at=at,
        priority=priority,
        reason=why.strip(),
        interim_measures=interim_measures.strip(),
        by=by.worker_id,
    )
    if happenings.LOOKED_AGAIN in pathway.hears:
        saying.heard(journey, happenings.LOOKED_AGAIN, by=by, at=at)


@action("pathways.hold", on=Journey, may=access.work)
def hold(journey: Journey, *, by: Actor, at: datetime, why: str, until_on: date, owner: str = "") -> None:
    """Put it on hold, with a reason, a day to look again and whose it is. The clocks go on; the pause is shown."""
    pathway = _open(journey)
    if not why.strip():
        raise Refused("Say why it is on hold.", "why")
    if until_on <= day_of(at):
        raise Refused("The day to look again must be still to come.", "until_on")
    holder = grants.holder_of_work(owner, "owner") if owner else journey.owner
    said = f"{pathway.title}: on hold until {until_on:%-d %B %Y}. {why.strip()}"
    keeping.write(
        journey, history.HELD, said, at=at, reason=why.strip(), until_on=until_on.isoformat(), owner=holder
    )


@action("pathways.release", on=Journey, may=access.work)
def release(journey: Journey, *, by: Actor, at: datetime) -> None:
    """Go on with what was on hold."""
    pathway = _open(journey)
    if journey.hold_until_on is None:
        raise Refused("This is not on hold.")
    keeping.write(journey, history.RELEASED, f"{pathway.title}: no longer on hold.", at=at)


@action("pathways.give", on=Journey, may=access.work)
def give(journey: Journey, *, by: Actor, at: datetime, owner: str) -> None:
    """Put it into other hands: a worker's or a team's. What is owed goes with it."""
    holder = grants.holder_of_work(owner, "owner")
    if holder == journey.owner:
        raise Refused("It is in these hands already.", "owner")
    pathway = definitions.of_hash(journey.definition)
    said = f"{pathway.title}: passed on.{f' {reason_given()}' if reason_given() else ''}"
    team = holder if holder.startswith("team:") else None
    before = journey.owner
    keeping.write(journey, history.GIVEN, said, at=at, owner=holder, team=team, by=by.worker_id)
    for follower in given:
        follower(journey, before, by=by, at=at)


# Told of each journey that changed hands, and whose it was, in the same transaction.
given: list[Callable[..., Any]] = []


@action("pathways.plan", on=Journey, may=access.work)
def plan(journey: Journey, *, by: Actor, at: datetime, step: str, on: date) -> None:
    """Say what happens next and when. A day that has gone is not a next step."""
    pathway = _open(journey)
    if not step.strip():
        raise Refused("Say what happens next.", "step")
    if on < day_of(at):
        raise Refused("The next step must be today or later: what is past has happened or is late.", "on")
    said = f"{pathway.title}: next, {step.strip()} by {on:%-d %B %Y}."
    keeping.write(journey, history.PLANNED, said, at=at, step=step.strip(), on=on.isoformat())


@action("pathways.value", on=Journey, may=access.work)
def value(journey: Journey, *, by: Actor, at: datetime, amount: int) -> None:
    """Say what is to be agreed, in pence a week."""
    pathway = _open(journey)
    if amount < 0:
        raise Refused("Enter an amount of nothing or more.", "amount")
    keeping.write(
        journey, history.VALUED, f"{pathway.title}: £{amount / 100:,.2f} a week.", at=at, amount=amount
    )


@action("pathways.redate", on=Journey, may=access.work)
def redate(
    journey: Journey, *, by: Actor, at: datetime, event: int, happened_at: datetime | None, why: str
) -> None:
    """Put right when a step happened; None: today. The wrong time stays in the history; clocks follow the right one."""
    found = {each.id: each for each in past.events(journey.pk)}
    if event not in found or found[event].kind not in (*history.BEGINNINGS, history.MOVED, history.SAID):
        raise Refused("That step is not one of this work. Open the page again.")
    happened_at = happened_at or _today(event, at)
    if happened_at > at:
        raise Refused("This is still to come. Give the day on which it happened.", "happened_on")
    _after_the_beginning(journey, found[event], happened_at)
    if not why.strip():
        raise Refused("Say what was wrong.", "why")
    pathway = definitions.of_hash(journey.definition)
    said = f"{pathway.title}: the date of a step put right. {why.strip()}"
    keeping.write(journey, history.REDATED, said, at=at, event=event, to=happened_at.isoformat())


def _today(event: int, at: datetime) -> datetime:
    """The moment of a step of today: when it was written down, so that what followed it follows still; else now."""
    written = past.recorded_at(event)
    return written if day_of(written) == day_of(at) else at


def _after_the_beginning(journey: Journey, event: history.Happened, happened_at: datetime) -> None:
    """Refuse a time by which something would have happened before the work began."""
    others = [each for each in history_standing(journey.pk) if each.kind not in history.BEGINNINGS]
    first = min((each.at for each in others), default=happened_at)
    if event.kind not in history.BEGINNINGS:
        if happened_at < journey.opened_at:
            raise Refused("This is before the work began. Check the date.", "happened_on")
    elif happened_at > first:
        raise Refused(
            f"Something happened along it on {first:%-d %B %Y} already. Put that right first.", "happened_on"
        )


@action("pathways.take back", on=Journey, may=access.work)
def take_back(journey: Journey, *, by: Actor, at: datetime, event: int, why: str) -> None:
    """Undo the last step, which was taken by mistake. It stays in the history as taken back."""
    steps = [each for each in history_standing(journey.pk) if each.kind == history.MOVED]
    if not steps or steps[-1].id != event:
        raise Refused("Only the last step can be taken back. Open the page to see what happened since.")
    if not why.strip():
        raise Refused("Say why it is taken back.", "why")
    pathway = definitions.of_hash(journey.definition)
    _there_is_a_way_back(journey, pathway, event)
    _stop_what_it_began(journey, event, by=by, at=at)
    for follower in taken_back:
        follower(journey, event)
    said = f"{pathway.title}: the step “{steps[-1].content['move']}” taken back. {why.strip()}"
    keeping.write(journey, history.TAKEN_BACK, said, at=at, event=event, by=by.worker_id)
    keeping.leave_with_nobody_gone(journey, by=by, at=at)


# Told of each step before it is taken back, in the same transaction: they undo what it caused, or refuse.
taken_back: list[Callable[[Journey, int], None]] = []


def _there_is_a_way_back(journey: Journey, pathway: library.Pathway, event: int) -> None:
    """Refuse to go back to a stage that the definition followed now does not have."""
    before = past.of_events([each for each in past.events(journey.pk) if each.id < event])
    if before is None or before.stage not in pathway.stages:
        raise Refused("The definition that this follows now has no stage to go back to.")


def _stop_what_it_began(journey: Journey, event: int, *, by: Actor, at: datetime) -> None:
    """Work that the step began and nobody has touched ends with it; what somebody went on with must be ended first."""
    began = Journey.objects.for_system("what the step began, told by the name of its pathway")
    for child in began.filter(parent=journey, ended_at__isnull=True).order_by("id"):
        events = past.events(child.pk)
        if past.recorded_at(events[0].id) != past.recorded_at(event):
            continue
        title = definitions.of_hash(child.definition).title
        if len(events) > 1:
            raise Refused(f"This step began “{title}”, and somebody has gone on with it. End that first.")
        said, why = f"{title}: ended, the step that began it was taken back.", "the step was taken back"
        keeping.write(child, history.STOPPED, said, at=at, outcome="taken back", why=why, by=by.worker_id)


def history_standing(journey_id: int) -> list[history.Happened]:
    """The events of a journey that were not taken back."""
    from alongside.pathways.rules.folding import standing

    return standing(past.events(journey_id))


@action("pathways.adopt", on=Journey, may=access.work)
def adopt(journey: Journey, *, by: Actor, at: datetime, why: str) -> None:
    """Go on under the definition now in force: a change of law bites in the middle of the work."""
    _plays(by, "supervisor", "allocator")
    _open(journey)
    resolved = library.current().resolved(journey.pathway)
    if resolved.hash == journey.definition:
        raise Refused("It follows the newest definition already.")
    if journey.stage not in resolved.pathway.stages:
        raise Refused(f"The new definition has no stage “{journey.stage}”. Finish this stage first.")
    if not why.strip():
        raise Refused("Say why it changes in the middle.", "why")
    keeping.keep_version(resolved, at)
    said = f"{resolved.pathway.title}: goes on under the definition of today. {why.strip()}"
    keeping.write(journey, history.ADOPTED, said, at=at, definition=resolved.hash, reason=why.strip())


def _open(journey: Journey) -> library.Pathway:
    if journey.ended_at is not None:
        raise Refused("This has ended. Open the page again.")
    return definitions.of_hash(journey.definition)


def _plays(by: Actor, *duties: str) -> None:
    if by is not SYSTEM and not any(by.plays(duty) for duty in duties):
        raise Forbidden(f"This is for: {', '.join(duties)}.")
