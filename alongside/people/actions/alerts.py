"""What everybody who visits or rings must know first: raised with an owner, looked at again, ended with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from alongside.people import access
from alongside.people.actions import dated
from alongside.people.actions.identity import in_list, label
from alongside.people.actions.showing import touch
from alongside.people.models import Alert, Person
from alongside.people.queries.owners import can_own
from alongside.people.rules.needs import review_day
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web.errors import Refused

TOLD = ("yes", "not yet", "not safe to tell")
"""Whether the person knows that the alert is on their record."""


@action("people.raise alert", on=Person, may=access.change)
def raise_alert(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    text: str,
    owner: str,
    review_on: date,
    person_told: str = "not yet",
) -> int:
    """Put up an alert. `owner` is a holder (`worker:12`, `team:mash`) who looks at it again by `review_on`."""
    in_list("alert-kind", kind, "kind", at)
    said = dated.line(text, "text", "Say what a visitor or caller must know, and what to do.")
    if person_told not in TOLD:
        raise Refused("Select whether the person has been told.", "person_told")
    alert = Alert.objects.create(
        person=person,
        kind=kind,
        text=said,
        owner=_owner(owner),
        review_on=_review(review_on, at),
        person_told=person_told,
        recorded_at=at,
        recorded_by_id=by.worker_id,
    )
    touch(person)
    record(person.pk, "people.alert raised", f"{label('alert-kind', kind)} alert: {said}", alert=alert.pk)
    return int(alert.pk)


@action("people.review alert", on=Person, may=access.change)
def review_alert(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    alert_id: int,
    text: str,
    owner: str,
    review_on: date,
    person_told: str,
) -> None:
    """Look at an alert again: still right, perhaps in other words; sets owner and the next review."""
    alert = _open(person, alert_id)
    if person_told not in TOLD:
        raise Refused("Select whether the person has been told.", "person_told")
    said = dated.line(text, "text", "Say what a visitor or caller must know, and what to do.")
    alert.owner, alert.review_on, alert.person_told = _owner(owner), _review(review_on, at), person_told
    changed = said != alert.text
    alert.text, alert.version = said, alert.version + 1
    alert.save(update_fields=["owner", "review_on", "person_told", "text", "version"])
    touch(person)
    now = f"now reads: {said}" if changed else "reviewed, still right."
    record(
        person.pk, "people.alert reviewed", f"{label('alert-kind', alert.kind)} alert: {now}", alert=alert.pk
    )


@action("people.end alert", on=Person, may=access.change)
def end_alert(person: Person, *, by: Actor, at: datetime, alert_id: int, why: str) -> None:
    """Take an alert down, saying why it is no longer needed; it stays in the history."""
    alert = _open(person, alert_id)
    alert.ended_why = dated.line(why, "why", "Say why the alert is no longer needed.")
    alert.ended_at, alert.ended_by_id = at, by.worker_id
    alert.save(update_fields=["ended_at", "ended_by", "ended_why"])
    touch(person)
    said = f"{label('alert-kind', alert.kind)} alert ended: {alert.ended_why}"
    record(person.pk, "people.alert ended", said, alert=alert.pk)


def hand_over(keys: Sequence[int], to: str, *, by: Actor, at: datetime) -> None:
    """Put these alerts into other hands, within the action under way: their owner leaves."""
    rows = Alert.objects.for_system("whoever leaves hands over what is theirs, whomever it is about")
    for alert in rows.filter(pk__in=keys).select_related("person").order_by("id").alone():
        alert.owner, alert.version = to, alert.version + 1
        alert.save(update_fields=["owner", "version"])
        touch(alert.person)
        said = f"{label('alert-kind', alert.kind)} alert: somebody else looks at it again."
        record(alert.person_id, "people.alert passed on", said, alert=alert.pk, owner=to)


def _open(person: Person, alert_id: int) -> Alert:
    rows = Alert.objects.for_system("the action loaded the person as the actor may see them")
    alert: Alert | None = rows.filter(pk=alert_id, person__root_id=person.root_id).first()
    if alert is None:
        raise Refused("That alert is not on this record. Open the person again.")
    if alert.ended_at is not None:
        raise Refused("Somebody has ended this alert already.")
    return alert


def _owner(holder: str) -> str:
    if not can_own(holder):
        raise Refused(
            "Select a worker or a team with somebody in it, who will look at the alert again.", "owner"
        )
    return holder


def _review(asked: date, at: datetime) -> date:
    today = dated.today(at)
    if not today < asked <= review_day(today):
        raise Refused(
            "An alert is looked at again after today and within a year. Check the date.", "review_on"
        )
    return asked
