"""Organisations, the agreements with them, and who belongs to them.

What an organisation's people may see is written onto their posts by `_lend`, which every action here ends with: the
moment at which it lapses stands there beforehand, so that an expiry bites in the middle of a session.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from alongside import council
from alongside.people import access
from alongside.people.models import Agreement, Membership, Organisation
from alongside.people.queries import lending
from alongside.people.rules import agreements as rules
from alongside.records import clock
from alongside.records.acting import action, reason_given, record
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.jobs import every
from alongside.records.models import Worker
from alongside.web.errors import Refused


@action("people.add organisation", may=access.keep_organisations)
def add_organisation(
    *, by: Actor, at: datetime, name: str, kind: str, code: str = "", contact: str = ""
) -> int:
    """Enter an organisation into the register; its people see nothing before there is an agreement."""
    organisation = Organisation(name=name.strip(), kind=kind, code=code.strip(), contact=contact.strip())
    _save(organisation)
    _said(organisation, "added", f"{organisation.name} was added to the organisations.")
    return int(organisation.pk)


@action("people.change organisation", on=Organisation, may=access.keep_organisations)
def change_organisation(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    name: str,
    kind: str,
    code: str = "",
    contact: str = "",
) -> None:
    """Correct what is known of an organisation."""
    organisation.name, organisation.kind = name.strip(), kind
    organisation.code, organisation.contact = code.strip(), contact.strip()
    organisation.version += 1
    _save(organisation)
    _said(organisation, "changed", f"What is known of {organisation.name} was changed.")
    _lend(by, at, [organisation.pk])


def _save(organisation: Organisation) -> None:
    if organisation.kind not in council.current().lists.get("organisation-kind"):
        raise Refused("Choose what kind of organisation it is.", "kind")
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as taken:
        said = f"There is an organisation called “{organisation.name}” already. Use that one, or tell them apart."
        raise Refused(said, "name") from taken


@action("people.end organisation", on=Organisation, may=access.keep_organisations)
def end_organisation(organisation: Organisation, *, by: Actor, at: datetime, ended_on: date) -> None:
    """An organisation no longer works with the council: from that day its people see nothing."""
    if rules.is_the_council(organisation.kind, organisation.code, council.current().la_code):
        raise Refused("This is the council that runs Alongside. It cannot be ended.")
    if organisation.ended_on is not None:
        raise Refused(f"{organisation.name} has been ended already.")
    _needs_reason("Say why it no longer works with the council.")
    organisation.ended_on = ended_on
    organisation.version += 1
    organisation.save(update_fields=["ended_on", "version"])
    _said(organisation, "ended", f"{organisation.name} no longer works with the council.")
    _lend(by, at, [organisation.pk])


@action("people.take back organisation's end", on=Organisation, may=access.keep_organisations)
def reopen_organisation(organisation: Organisation, *, by: Actor, at: datetime) -> None:
    """The ending was a mistake, or the organisation is back: its agreements count again."""
    if organisation.ended_on is None:
        raise Refused(f"{organisation.name} has not been ended.")
    organisation.ended_on = None
    organisation.version += 1
    organisation.save(update_fields=["ended_on", "version"])
    _said(organisation, "taken back", f"{organisation.name} works with the council again.")
    _lend(by, at, [organisation.pk])


@action("people.make agreement", on=Organisation, may=access.keep_organisations)
def make_agreement(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    title: str,
    purpose: str,
    owner_id: int,
    signed_by: str,
    starts_on: date,
    expires_on: date,
    kind: str = "memorandum",
    review_on: date | None = None,
) -> int:
    """Enter a signed agreement (or a privacy notice, which lends nothing) into the register."""
    if kind not in rules.KINDS:
        raise Refused("Choose what kind of agreement it is.", "kind")
    _check_days(starts_on, expires_on, review_on)
    made = Agreement.objects.create(
        organisation=organisation,
        kind=kind,
        title=title.strip(),
        purpose=purpose.strip(),
        owner=_owner(owner_id),
        signed_by=signed_by.strip(),
        starts_on=starts_on,
        expires_on=expires_on,
        review_on=review_on,
    )
    _said(
        organisation,
        "agreement made",
        f"“{made.title}” was made with {organisation.name}.",
        agreement=made.pk,
    )
    _lend(by, at, [organisation.pk])
    return int(made.pk)


@action("people.renew agreement", on=Agreement, may=access.keep_organisations)
def renew_agreement(
    agreement: Agreement,
    *,
    by: Actor,
    at: datetime,
    signed_by: str,
    expires_on: date,
    review_on: date | None = None,
) -> None:
    """An agreement was signed again: it runs on until the new day, and access that had lapsed comes back."""
    if agreement.ended_on is not None:
        raise Refused("This agreement was ended early. Make a new one.")
    if expires_on <= agreement.expires_on:
        raise Refused("A renewed agreement has to run longer than before. Check the day.", "expires_on")
    _check_days(agreement.starts_on, expires_on, review_on)
    agreement.signed_by, agreement.expires_on, agreement.review_on = signed_by.strip(), expires_on, review_on
    agreement.edition += 1
    _saved(agreement, "signed_by", "expires_on", "review_on", "edition")
    _about(agreement, "renewed", f"“{agreement.title}” was renewed.", expires_on=expires_on.isoformat())
    _lend(by, at, [agreement.organisation_id])


@action("people.end agreement", on=Agreement, may=access.keep_organisations)
def end_agreement(agreement: Agreement, *, by: Actor, at: datetime, ended_on: date) -> None:
    """End an agreement before it expires: from that day it lends nothing."""
    if agreement.ended_on is not None:
        raise Refused("This agreement has been ended already.")
    if ended_on > agreement.expires_on:
        raise Refused("It expires before that day. Check the day.", "ended_on")
    _needs_reason("Say why it ends early.")
    agreement.ended_on = ended_on
    _saved(agreement, "ended_on")
    _about(agreement, "ended", f"“{agreement.title}” was ended early.", ended_on=ended_on.isoformat())
    _lend(by, at, [agreement.organisation_id])


@action("people.hand on agreement", on=Agreement, may=access.keep_organisations)
def hand_on_agreement(agreement: Agreement, *, by: Actor, at: datetime, owner_id: int) -> None:
    """Somebody else looks after an agreement from now on, and is the one to ring."""
    agreement.owner = _owner(owner_id)
    _saved(agreement, "owner")
    said = f"{agreement.owner.name} looks after “{agreement.title}” now."
    _about(agreement, "handed on", said, owner=owner_id)
    _lend(by, at, [agreement.organisation_id])


@action("people.review agreement", on=Agreement, may=access.keep_organisations)
def review_agreement(agreement: Agreement, *, by: Actor, at: datetime, review_on: date) -> None:
    """An agreement was looked at again and stands: the next review is on this day."""
    _needs_reason("Say what the review found.")
    _check_days(agreement.starts_on, agreement.expires_on, review_on)
    agreement.review_on = review_on
    _saved(agreement, "review_on")
    _about(agreement, "reviewed", f"“{agreement.title}” was reviewed.", review_on=review_on.isoformat())


@action("people.join organisation", on=Organisation, may=access.keep_workers)
def add_membership(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    worker_id: int,
    role: str,
    until_on: date | None = None,
) -> int:
    """A worker acts for an organisation from now on: a post that its agreements lend access to."""
    today = clock.day_of(at)
    if organisation.ended_on is not None and organisation.ended_on <= today:
        raise Refused(f"{organisation.name} no longer works with the council.")
    if until_on is not None and until_on < today:
        raise Refused("The last day is past. Check the day.", "until_on")
    theirs = Membership.objects.filter(organisation=organisation, worker_id=worker_id, post__role=role)
    if theirs.filter(post__ends_at__isnull=True).exists():
        raise Refused("This worker has that role in the organisation already.", "role")
    until = lending.start_of(date.fromordinal(until_on.toordinal() + 1)) if until_on else None
    post = workers.appoint(worker_id, by=by, role=role, holder=organisation.holder, until=until)
    made = Membership.objects.create(
        organisation=organisation, worker_id=worker_id, post_id=post, starts_on=today, ends_on=until_on
    )
    _lend(by, at, [organisation.pk])
    return int(made.pk)


@action("people.leave organisation", on=Membership, may=access.keep_workers)
def end_membership(membership: Membership, *, by: Actor, at: datetime) -> None:
    """A worker no longer acts for an organisation; the post ends with it."""
    workers.end_post(membership.post_id, by=by)
    membership.ends_on = clock.day_of(at)
    membership.save(update_fields=["ends_on"])


@action("people.work out access by agreements", may=access.keep_organisations)
def lend_anew(*, by: Actor, at: datetime) -> int:
    """Write onto every post of an organisation what its agreements lend: gives back what a new agreement, begun
    today, lends. Answers how many posts were not as they should be."""
    return _lend(by, at, None)


@every("work out access by agreements", minutes=15)
def _lend_due() -> None:
    lend_anew(by=SYSTEM)


def _lend(by: Actor, at: datetime, organisations: Iterable[int] | None) -> int:
    """Write onto the posts of these organisations from when they give no access; the one place that does so."""
    wrong = [row for row in lending.lent(at, organisations) if not row.stands]
    for row in wrong:
        workers.suspend_post(row.post_id, by=by, from_at=row.from_at, why=row.why)
    return len(wrong)


def _check_days(starts_on: date, expires_on: date, review_on: date | None) -> None:
    if expires_on <= starts_on:
        raise Refused("It ends before it begins. Check the two days.", "expires_on")
    if review_on is not None and not starts_on <= review_on <= expires_on:
        raise Refused("The review has to lie between its first and its last day.", "review_on")


def _owner(owner_id: int) -> Worker:
    owner = Worker.objects.filter(pk=owner_id, is_active=True).first()
    if owner is None:
        raise Refused("Choose somebody at work to look after it.", "owner_id")
    return owner


def _needs_reason(sentence: str) -> None:
    if not reason_given().strip():
        raise Refused(sentence, "reason")


def _saved(agreement: Agreement, *fields: str) -> None:
    agreement.version += 1
    agreement.save(update_fields=[*fields, "version"])


def _about(agreement: Agreement, what: str, sentence: str, **content: Any) -> None:
    _said(agreement.organisation, f"agreement {what}", sentence, agreement=agreement.pk, **content)


def _said(organisation: Organisation, what: str, sentence: str, **content: Any) -> None:
    record(None, f"people.organisation {what}", sentence, organisation=organisation.pk, **content)
