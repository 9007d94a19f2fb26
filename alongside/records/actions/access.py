"""Opening, restricting and breaking the glass."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from alongside import council
from alongside.records import access, clock, grants, rules
from alongside.records.acting import action, reason_given, record
from alongside.records.actors import Actor
from alongside.records.models import BlindMatch, GlassBroken, Grant, Record, Restriction
from alongside.web.errors import Refused


@action("records.open", on=Record, may=access.open_or_cover)
def open_record(file: Record, *, by: Actor, at: datetime) -> None:
    """Open an ordinary record: a grant for some hours, for the reason given or the shift under way."""
    if by.shift_id is not None:
        why = reason_given() or "On emergency duty"
        source = f"shift:{by.shift_id}"
        grants.give(file, by.own, "emergency duty", at=at, until=by.shift_ends_at, source=source, reason=why)
        return
    if not reason_given():
        raise Refused("Say why you need to open this record.", "reason")
    until = at + timedelta(hours=council.current().access.open_hours)
    grants.give(file, by.own, "opened with a reason", at=at, until=until, reason=reason_given())


@action("records.break glass", on=Record, may=access.break_glass)
def break_glass(file: Record, *, by: Actor, at: datetime, category: str) -> int:
    """Open a restricted record in an emergency: time-limited, told at once, always reviewed."""
    if not file.restricted:
        raise Refused("This record is not restricted. Open it with a reason; there is no glass to break.")
    if len(reason_given().strip()) < 10:
        raise Refused("Say in a sentence what the emergency is. Every reason is reviewed.", "reason")
    here = council.current().access
    until = at + timedelta(hours=here.break_glass_hours)
    grant = grants.give(file, by.own, "glass broken", at=at, until=until, reason=reason_given(), named=True)
    broken = GlassBroken.objects.create(
        record=file,
        worker_id=by.worker,
        grant=grant,
        category=category,
        reason=reason_given(),
        broken_at=at,
        review_due_on=rules.working_days_after(clock.today(), here.review_working_days),
    )
    record(
        file.pk, "records.glass broken", f"{by.name} broke the glass.", category=category, broken=broken.pk
    )
    return int(broken.pk)


@action("records.review glass", on=GlassBroken, may=access.review_not_own)
def review_glass(broken: GlassBroken, *, by: Actor, at: datetime, finding: str, note: str = "") -> None:
    """Say whether breaking the glass was right; finding that it was not ends the access at once."""
    if broken.reviewed_at is not None:
        raise Refused("Somebody has reviewed this already.")
    broken.reviewed_at, broken.reviewed_by_id, broken.finding, broken.note = at, by.worker_id, finding, note
    broken.save()
    if finding != "justified":
        grants.end([broken.grant], at=at, why="the review did not find it justified")
    record(
        broken.record_id,
        "records.glass reviewed",
        f"Breaking the glass was reviewed: {finding}.",
        broken=broken.pk,
    )


@action("records.restrict", on=Record, may=access.restrict)
def restrict(
    file: Record,
    *,
    by: Actor,
    at: datetime,
    category: str,
    named: list[str],
    review_on: date,
    source: str = "",
) -> int:
    """Close a record to everyone but the named holders. Whoever else could see it loses sight of it at once."""
    if file.restricted and not source:
        raise Refused("This record is restricted already.")
    if not reason_given():
        raise Refused("Say why the record has to be restricted.", "reason")
    if not named:
        raise Refused("Name at least one worker or team, so that somebody can act for the person.", "named")
    restriction = Restriction.objects.create(
        record=file,
        category=category,
        reason=reason_given(),
        source=source,
        starts_at=at,
        review_on=review_on,
    )
    for grant in Grant.objects.open_at(at).filter(record=file, named=False).order_by("id"):
        grant.set_aside_by = restriction
        grant.save(update_fields=["set_aside_by"])
    file.restricted = True
    file.save(update_fields=["restricted"])
    for holder in named:
        _name(file, restriction, holder, at)
    grants.follow([file.pk], at)
    record(file.pk, "records.restricted", "The record was restricted.", category=category, named=named)
    return int(restriction.pk)


@action("records.name on restricted", on=Restriction, may=access.restrict)
def name_on_restricted(restriction: Restriction, *, by: Actor, at: datetime, holder: str) -> None:
    """Add a worker or team to those who may see a restricted record."""
    if restriction.ended_at is not None:
        raise Refused("The restriction has been lifted.")
    _name(restriction.record, restriction, holder, at)
    record(
        restriction.record_id,
        "records.named on restricted",
        "Somebody was named on the record.",
        holder=holder,
    )


def _name(file: Record, restriction: Restriction, holder: str, at: datetime) -> None:
    source = f"restriction:{restriction.pk}"
    why = restriction.reason
    grants.give(
        file,
        grants.holder_of_work(holder, "named"),
        "named on a restricted record",
        at=at,
        source=source,
        reason=why,
        named=True,
    )


@action("records.lift restriction", on=Restriction, may=access.restrict)
def lift(restriction: Restriction, *, by: Actor, at: datetime) -> None:
    """Lift a restriction: the grants it set aside come back, those of its named holders end."""
    if restriction.ended_at is not None:
        raise Refused("The restriction has been lifted already.")
    if not reason_given():
        raise Refused("Say why the restriction can be lifted.", "reason")
    restriction.ended_at, restriction.ended_why = at, reason_given()
    restriction.save(update_fields=["ended_at", "ended_why"])
    file = restriction.record
    others = Restriction.objects.filter(record=file, ended_at__isnull=True).order_by("id")
    heir = others.first()
    for grant in Grant.objects.filter(set_aside_by=restriction).order_by("id"):
        grant.set_aside_by = heir
        grant.save(update_fields=["set_aside_by"])
    grants.end(
        Grant.objects.open_at(at).filter(source=f"restriction:{restriction.pk}"),
        at=at,
        why="restriction lifted",
    )
    file.restricted = heir is not None
    file.save(update_fields=["restricted"])
    grants.follow([file.pk], at)
    record(file.pk, "records.restriction lifted", "The restriction was lifted.")


@action("records.report blind match", on=Record, may=access.holding("find people"))
def report_blind_match(file: Record, *, by: Actor, at: datetime, message: str, callback: str = "") -> int:
    """Tell the restricted-records officer now that this person may be in touch; nothing is revealed."""
    match = BlindMatch.objects.create(
        record=file, worker_id=by.worker, message=message, callback=callback, made_at=at
    )
    record(file.pk, "records.blind match", "A contact may concern this person.", match=match.pk)
    return int(match.pk)


@action("records.answer blind match", on=BlindMatch, may=access.see_restricted)
def answer_blind_match(match: BlindMatch, *, by: Actor, at: datetime, answer: str) -> None:
    """The officer says what was done about a contact that may concern a restricted person."""
    if match.answered_at is not None:
        raise Refused("Somebody has answered this already.")
    if not answer.strip():
        raise Refused("Say what you did, so that whoever took the contact knows.", "answer")
    match.answered_at, match.answered_by_id, match.answer = at, by.worker_id, answer
    match.save(update_fields=["answered_at", "answered_by", "answer"])
    record(match.record_id, "records.blind match answered", "The contact was answered by the officer.")
