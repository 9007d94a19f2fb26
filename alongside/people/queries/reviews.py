"""Needs and alerts with how far they have come, and those of one's people that are to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.people.models import Alert, Need
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label
from alongside.people.rules.needs import KINDS
from alongside.people.rules.standing import holds
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names
from alongside.web.formats import day

SOON = timedelta(days=31)
AT_MOST = 500
Step = tuple[str, str]


@dataclass(frozen=True)
class NeedSteps:
    """One need through the six steps of the standard: identify, record, flag, share, meet, review."""

    id: int
    title: str
    value: str
    detail: str
    met: str
    met_how: str
    may_share: str
    shared_with: str
    flagged: bool
    late: bool
    steps: Sequence[Step]


def needs_of(of: Sheet, actor: Actor, on: date) -> list[NeedSteps]:
    """Needs that hold, in the order of their kinds."""
    rows = Need.objects.visible_to(actor).filter(person_id__in=of.record_ids, withdrawn_at__isnull=True)
    standing = [row for row in rows.select_related("recorded_by").order_by("id") if holds(row, on)]
    order = list(KINDS)
    return [_steps(row, on) for row in sorted(standing, key=lambda row: order.index(row.kind))]


def _steps(row: Need, on: date) -> NeedSteps:
    by = row.recorded_by.name if row.recorded_by else "Alongside itself"
    late = row.review_on < on
    reviewed = f"; last on {day(row.reviewed_on)}" if row.reviewed_on else ""
    steps = [
        ("Identified", day(row.identified_on)),
        ("Recorded", f"{by}, {day(row.recorded_at)}{f', told by {row.told_by}' if row.told_by else ''}"),
        ("Flagged", "On every page about the person" if row.flagged else "Only on this page"),
        (
            "Shared",
            f"May be shared: {row.may_share}{f'. Told: {row.shared_with}' if row.shared_with else ''}",
        ),
        ("Met", f"{row.met.capitalize()}{f': {row.met_how}' if row.met_how else ''}"),
        ("Reviewed", f"{'Was due' if late else 'Due'} {day(row.review_on)}{reviewed}"),
    ]
    kind = KINDS[row.kind]
    return NeedSteps(
        row.pk, kind.title, label(kind.codes, row.code), row.detail, row.met, row.met_how, row.may_share,
        row.shared_with, row.flagged, late, steps,
    )  # fmt: skip


@dataclass(frozen=True)
class AlertRow:
    """One alert with its owner, its review and whether the person knows."""

    id: int
    kind: str
    text: str
    holder: str
    owner: str
    told: str
    review_on: date
    late: bool
    raised: str
    ended: str

    @property
    def facts(self) -> list[Step]:
        """What is recorded of it, for the page that changes it."""
        return [
            ("Alert", self.text),
            ("Owner", self.owner),
            ("The person knows", self.told.capitalize()),
            ("Review", f"{'Was due' if self.late else 'Due'} {day(self.review_on)}"),
            ("Raised by", self.raised),
        ]


def alerts_of(of: Sheet, actor: Actor, on: date) -> tuple[list[AlertRow], list[AlertRow]]:
    """Alerts that stand, and those that were ended, the newest first."""
    found = Alert.objects.visible_to(actor).filter(person_id__in=of.record_ids)
    rows = list(found.select_related("recorded_by", "ended_by").order_by("-id"))
    owners = holder_names(row.owner for row in rows)
    made = [(row.ended_at is None, _alert(row, owners[row.owner], on)) for row in rows]
    return [alert for stands, alert in made if stands], [alert for stands, alert in made if not stands]


def _alert(row: Alert, owner: str, on: date) -> AlertRow:
    ended = ""
    if row.ended_at:
        ended = f"{row.ended_by.name if row.ended_by else 'Alongside itself'}, {day(row.ended_at)}: {row.ended_why}"
    by = row.recorded_by.name if row.recorded_by else "Alongside itself"
    return AlertRow(
        row.pk, label("alert-kind", row.kind), row.text, row.owner, owner, row.person_told, row.review_on,
        row.review_on < on, f"{by}, {day(row.recorded_at)}", ended,
    )  # fmt: skip


@dataclass(frozen=True)
class ReviewRow:
    """One thing to be looked at again."""

    id: int
    due_on: date
    late: bool
    person_id: int
    person: str
    what: str
    state: str


def needs_due(actor: Actor, on: date) -> list[ReviewRow]:
    """Needs of the people the actor can see that are to be reviewed within a month, the longest overdue first."""
    rows = Need.objects.held_by(actor).filter(withdrawn_at__isnull=True, ends_on="", review_on__lte=on + SOON)
    here = rows.filter(person__died="", person__merged_into__isnull=True).select_related("person")
    return [
        ReviewRow(
            row.pk,
            row.review_on,
            row.review_on < on,
            row.person_id,
            row.person.name,
            f"{KINDS[row.kind].title}: {label(KINDS[row.kind].codes, row.code)}",
            row.met.capitalize(),
        )
        for row in here.order_by("review_on", "id")[:AT_MOST]
    ]


def alerts_due(actor: Actor, on: date) -> list[ReviewRow]:
    """Alerts of the people the actor can see that are to be reviewed within a month, the longest overdue first."""
    rows = Alert.objects.held_by(actor).filter(ended_at__isnull=True, review_on__lte=on + SOON)
    found = list(rows.select_related("person").order_by("review_on", "id")[:AT_MOST])
    owners = holder_names(row.owner for row in found)
    return [
        ReviewRow(
            row.pk,
            row.review_on,
            row.review_on < on,
            row.person_id,
            row.person.name,
            f"{label('alert-kind', row.kind)}: {row.text}",
            owners[row.owner],
        )
        for row in found
    ]
