"""What a person lets be shared with an organisation; corrected by appending, never written over."""

from __future__ import annotations

from datetime import datetime

from alongside.people import access
from alongside.people.actions import dated
from alongside.people.actions.showing import touch
from alongside.people.models import Organisation, Person, SharingDecision
from alongside.people.rules import sharing as rules
from alongside.people.rules.written import from_text
from alongside.records.acting import action, reason_given, record
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("people.decide sharing", on=Person, may=access.share)
def decide_sharing(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    organisation_id: int,
    decision: str,
    minimum: str = "",
    basis: str = "",
    person_told: str = "not yet",
    person_told_why_not: str = "",
    starts_on: str = "",
    told_by: str = "",
) -> int:
    """Record what was decided for one organisation; what was decided for it before ends on that day.

    An override carries the law (`basis`, a key of rules.sharing.BASES) and the reason of this action.
    """
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        raise Refused("Choose the organisation.", "organisation_id")
    basis = basis if decision == "override" else ""
    for field, sentence in rules.faults(
        decision=decision,
        minimum=minimum,
        basis=basis,
        reason=reason_given(),
        told=person_told,
        told_why_not=person_told_why_not,
    ):
        raise Refused(sentence, field)
    from_on = starts_on or dated.today(at).isoformat()
    dated.past(from_on, at, "starts_on", "The day of the decision")
    for before in _standing(person, organisation):
        if from_text(before.starts_on).earliest() > from_text(from_on).latest():
            said = f"A later decision stands for {organisation.name}. If it is wrong, withdraw it first."
            raise Refused(said, "starts_on")
        dated.end(before, by=by, at=at, on=from_on, why="decided anew")
    made = dated.append(
        SharingDecision,
        person,
        by=by,
        at=at,
        starts_on=from_on,
        told_by=told_by,
        organisation=organisation,
        decision=decision,
        basis=basis,
        reason=reason_given().strip(),
        minimum=dated.block(minimum),
        person_told=person_told,
        person_told_why_not=person_told_why_not.strip() if person_told == "no" else "",
    )
    touch(person)
    said = f"Sharing with {organisation.name}: {rules.DECISIONS[decision].lower()}."
    record(person.pk, "people.sharing decided", said, decision=made.pk, organisation=organisation.pk)
    return int(made.pk)


def _standing(person: Person, organisation: Organisation) -> list[SharingDecision]:
    """What stands for this organisation, on this record and those merged into it."""
    rows = SharingDecision.objects.for_system("the action loaded the person as the actor may see them")
    theirs = rows.filter(person__root_id=person.root_id or person.pk, organisation=organisation)
    return list(theirs.filter(withdrawn_at__isnull=True, ends_on="").order_by("id"))


@action("people.tell of sharing", on=Person, may=access.share)
def tell_of_sharing(person: Person, *, by: Actor, at: datetime, decision_id: int) -> int:
    """The person has been told of a decision now; the decision is appended again with that."""
    before = dated.one(SharingDecision, person, decision_id)
    if before.person_told == "yes":
        raise Refused("It is recorded already that the person has been told.")
    dated.end(before, by=by, at=at, on=dated.today(at).isoformat(), why="the person was told")
    made = dated.append(
        SharingDecision,
        person,
        by=by,
        at=at,
        starts_on=dated.today(at).isoformat(),
        told_by=before.told_by,
        organisation=before.organisation,
        decision=before.decision,
        basis=before.basis,
        reason=before.reason,
        minimum=before.minimum,
        person_told="yes",
    )
    touch(person)
    said = f"The person was told what is shared with {before.organisation.name}."
    record(person.pk, "people.told of sharing", said, decision=made.pk)
    return int(made.pk)


@action("people.withdraw sharing decision", on=Person, may=access.share)
def withdraw_sharing(person: Person, *, by: Actor, at: datetime, decision_id: int) -> None:
    """A decision was recorded by mistake; it stays in the history with the reason."""
    row = dated.one(SharingDecision, person, decision_id)
    if not reason_given().strip():
        raise Refused("Say what was wrong, so that others can tell a mistake from a change.", "reason")
    dated.withdraw(row, by=by, at=at, why=reason_given())
    touch(person)
    said = f"A sharing decision for {row.organisation.name} was withdrawn as a mistake."
    record(person.pk, "people.sharing withdrawn", said, decision=row.pk)
