"""Communication needs and reasonable adjustments, in the six steps of the Accessible Information Standard (DAPB1605):
identify, record, flag, share, meet, review. Equality Act 2010 s20 for the adjustments."""

from __future__ import annotations

from datetime import date, datetime

from alongside.people import access
from alongside.people.actions import dated
from alongside.people.actions.identity import in_list, label
from alongside.people.actions.showing import touch
from alongside.people.models import Need, Person
from alongside.people.rules.needs import KINDS, MAY_SHARE, MET, review_day
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("people.record need", on=Person, may=access.change)
def record_need(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    code: str,
    detail: str = "",
    identified_on: date | None = None,
    flagged: bool = True,
    may_share: str = "not asked",
    review_on: date | None = None,
    told_by: str = "",
) -> int:
    """Record a need that was identified; it is flagged on every page and looked at again within a year."""
    if kind not in KINDS:
        raise Refused("Select what kind of need it is.", "kind")
    in_list(KINDS[kind].codes, code, "code", at)
    _one_of(may_share, MAY_SHARE, "may_share")
    identified = _not_ahead(identified_on or dated.today(at), at, "identified_on")
    row = dated.append(
        Need,
        person,
        by=by,
        at=at,
        kind=kind,
        code=code,
        detail=dated.line(detail, "detail"),
        identified_on=identified,
        starts_on=identified.isoformat(),
        flagged=flagged,
        may_share=may_share,
        review_on=_review(review_on, at),
        told_by=told_by,
    )
    touch(person)
    record(
        person.pk, "people.need recorded", f"{_said(row)} recorded.", need=row.pk, need_kind=kind, code=code
    )
    return int(row.pk)


@action("people.share need", on=Person, may=access.change)
def share_need(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    need_id: int,
    may_share: str,
    shared_with: str = "",
    flagged: bool = True,
) -> None:
    """Say whether a need may be told to others, and who has been told."""
    row = dated.one(Need, person, need_id)
    _one_of(may_share, MAY_SHARE, "may_share")
    with_whom = dated.line(shared_with, "shared_with")
    if with_whom and may_share == "no":
        raise Refused(
            "The person does not want this shared. Leave out whom it was shared with.", "shared_with"
        )
    row.may_share, row.shared_with, row.flagged = may_share, with_whom, flagged
    row.save(update_fields=["may_share", "shared_with", "flagged"])
    touch(person)
    told = f", shared with {with_whom}" if with_whom else ""
    record(person.pk, "people.need shared", f"{_said(row)}: may be shared: {may_share}{told}.", need=row.pk)


@action("people.meet need", on=Person, may=access.change)
def meet_need(person: Person, *, by: Actor, at: datetime, need_id: int, met: str, met_how: str = "") -> None:
    """Say whether a need is met, and how or why not."""
    row = dated.one(Need, person, need_id)
    _one_of(met, MET, "met")
    how = dated.line(
        met_how, "met_how", "" if met == "yes" else "Say what is missing, so that somebody can mend it."
    )
    row.met, row.met_how = met, how
    row.save(update_fields=["met", "met_how"])
    touch(person)
    record(
        person.pk, "people.need met", f"{_said(row)}: met: {met}{f' ({how})' if how else ''}.", need=row.pk
    )


@action("people.review need", on=Person, may=access.change)
def review_need(
    person: Person, *, by: Actor, at: datetime, need_id: int, review_on: date | None = None
) -> None:
    """Note that the person was asked and the need is still as recorded; sets the next review."""
    row = dated.one(Need, person, need_id)
    row.reviewed_on, row.review_on = dated.today(at), _review(review_on, at)
    row.save(update_fields=["reviewed_on", "review_on"])
    touch(person)
    record(person.pk, "people.need reviewed", f"{_said(row)}: reviewed, still right.", need=row.pk)


@action("people.end need", on=Person, may=access.change)
def end_need(person: Person, *, by: Actor, at: datetime, need_id: int, ends_on: str) -> None:
    """Say from when somebody no longer has a need."""
    row = dated.one(Need, person, need_id)
    dated.end(row, by=by, at=at, on=ends_on)
    touch(person)
    record(person.pk, "people.need ended", f"{_said(row)}: no longer needed.", need=row.pk)


@action("people.withdraw need", on=Person, may=access.change)
def withdraw_need(person: Person, *, by: Actor, at: datetime, need_id: int, why: str) -> None:
    """Take back a need that was recorded by mistake."""
    row = dated.one(Need, person, need_id)
    dated.withdraw(row, by=by, at=at, why=why)
    touch(person)
    record(person.pk, "people.need withdrawn", f"{_said(row)} withdrawn: {row.withdrawn_why}", need=row.pk)


def _said(row: Need) -> str:
    return f"{KINDS[row.kind].title}: {label(KINDS[row.kind].codes, row.code)}"


def _review(asked: date | None, at: datetime) -> date:
    today = dated.today(at)
    if asked is None:
        return review_day(today)
    if not today < asked <= review_day(today):
        raise Refused("The review has to be after today and within a year.", "review_on")
    return asked


def _not_ahead(day: date, at: datetime, field: str) -> date:
    if day > dated.today(at):
        raise Refused("The date must be today or in the past.", field)
    return day


def _one_of(word: str, words: tuple[str, ...], field: str) -> None:
    if word not in words:
        raise Refused(f"Select one of: {', '.join(words)}.", field)
