"""What a person lets be shared with which organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside.people.models import Organisation, SharingDecision
from alongside.people.rules import sharing as rules
from alongside.people.rules.written import from_text
from alongside.records.actors import Actor


@dataclass(frozen=True)
class DecisionRow:
    """One decision for one organisation."""

    id: int
    organisation_id: int
    organisation: str
    code: str
    decision: str
    meaning: str
    basis: str
    reason: str
    minimum: str
    told: str
    told_code: str
    told_why_not: str
    starts_on: str
    ends_on: str
    told_by: str
    recorded_at: datetime
    recorded_by: str
    withdrawn_why: str
    stands: bool


def decisions(record_ids: Sequence[int], actor: Actor) -> list[DecisionRow]:
    """Every decision on these records that the actor may see, by organisation, the newest first."""
    found = SharingDecision.objects.visible_to(actor).filter(person_id__in=record_ids)
    rows = found.select_related("organisation", "recorded_by").order_by("organisation__name", "-id")
    return [_row(each) for each in rows]


def _row(each: SharingDecision) -> DecisionRow:
    return DecisionRow(
        id=each.pk,
        organisation_id=each.organisation_id,
        organisation=each.organisation.name,
        code=each.decision,
        decision=rules.DECISIONS.get(each.decision, each.decision),
        meaning=rules.MEANING.get(each.decision, ""),
        basis=rules.BASES.get(each.basis, each.basis),
        reason=each.reason,
        minimum=each.minimum,
        told=rules.TOLD.get(each.person_told, each.person_told),
        told_code=each.person_told,
        told_why_not=each.person_told_why_not,
        starts_on=str(from_text(each.starts_on)),
        ends_on=str(from_text(each.ends_on)) if each.ends_on else "",
        told_by=each.told_by,
        recorded_at=each.recorded_at,
        recorded_by=each.recorded_by.name if each.recorded_by else "Alongside itself",
        withdrawn_why=each.withdrawn_why if each.withdrawn_at else "",
        stands=each.withdrawn_at is None and not each.ends_on,
    )


def organisations_to_choose() -> list[tuple[str, str]]:
    """Organisations that work with the council now, by name."""
    rows = Organisation.objects.filter(ended_on__isnull=True).order_by("name", "pk")
    return [(str(key), name) for key, name in rows.values_list("pk", "name")]
