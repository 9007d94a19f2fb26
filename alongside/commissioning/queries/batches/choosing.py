"""Sending people to an agency, before it is done: under which agreement, to whom, and who of them cannot go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from alongside.casework.bulk import Line, Where
from alongside.commissioning.models import BatchItem
from alongside.commissioning.rules import batches as rules
from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.people.models import Agreement, SharingDecision
from alongside.people.queries import lending
from alongside.people.rules import agreements
from alongside.records import clock
from alongside.records.actors import Actor, duties_of
from alongside.records.models import Post
from alongside.records.queries.naming import holder_names
from alongside.web import formats

_WHY = "whether somebody can be sent: with an agency already, or objecting to it; said to whoever may see the journey"


def can_be_sent(pathway: Pathway) -> bool:
    """Whether work of this kind can be done by an agency: its definition says how the council accepts it."""
    return rules.ACCEPT in pathway.moves


def agencies(today: date) -> list[tuple[str, str]]:
    """Agreements under which somebody of an agency signs in to review, as choices: “5”, “Northfield Reviews: title”."""
    signing_in = _reviewing()
    rows = Agreement.objects.select_related("organisation").order_by("organisation__name", "title", "pk")
    return [
        (str(row.pk), f"{row.organisation.name}: {row.title}")
        for row in rows
        if row.organisation.holder in signing_in and not _over(row, today)
    ]


def _over(row: Agreement, today: date) -> bool:
    terms = lending.terms_of(row)
    ended = row.organisation.ended_on is not None and row.organisation.ended_on <= today
    lends = row.kind in agreements.LENDING
    return ended or not lends or not terms.starts_on <= today < terms.stops_on


def _reviewing() -> set[str]:
    posts = Post.objects.held_at(clock.now()).filter(holder__startswith="org:", worker__is_active=True)
    return {
        holder
        for holder, role in posts.order_by("id").values_list("holder", "role")
        if "external reviewer" in duties_of((role,))
    }


def faults(target: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """Why a batch cannot be sent like this: (field, sentence)."""
    row = (
        Agreement.objects.select_related("organisation").filter(pk=int(target.get("agreement") or 0)).first()
    )
    if row is None or str(row.organisation_id) != str(target.get("organisation")) or _over(row, today):
        yield "agreement", "Choose an agreement that is in force."
        return
    if row.organisation.holder not in _reviewing():
        yield "agreement", f"Nobody of {row.organisation.name} signs in as a reviewer. Add one first."
    if not str(target.get("name", "")).strip():
        yield "name", "Give the batch a name, such as “Reviews, June”."
    if not str(target.get("purpose", "")).strip():
        yield "purpose", "Say what the agency is to do."
    due = date.fromisoformat(str(target["due_on"]))
    if due <= today:
        yield "due_on", "The day on which it is due back must be still to come."
    elif due > row.expires_on:
        yield "due_on", f"The agreement ends on {formats.day(row.expires_on)}: choose a day before that."
    if not set(target.get("shares", ())) <= set(rules.SHARES):
        yield "shares", "Choose what the agency sees from the list."


def lines(keys: Sequence[int], target: Mapping[str, Any], *, by: Actor) -> list[Line]:
    """Each journey of these that the actor may see, as it would be sent."""
    rows = Journey.objects.visible_to(by).filter(pk__in=list(keys)).select_related("person", "record")
    found = {row.pk: row for row in rows.select_related("person__record").order_by("pk")}
    journeys = [found[key] for key in keys if key in found]
    with_whom = _with_agencies(keys)
    objecting = _objecting([row.person_id for row in journeys], int(target["organisation"]))
    names = holder_names(row.owner for row in journeys)
    to = dict(agencies(clock.today())).get(str(target["agreement"]), "")
    due = formats.short_day(date.fromisoformat(str(target["due_on"])))
    made = []
    for row in journeys:
        pathway = definitions.of_hash(row.definition)
        stops = with_whom.get(row.pk) or _stops(row, pathway, str(target["pathway"]))
        if not stops and row.person_id in objecting:
            stops = "They object to being known to this agency."
        now = f"{pathway.stages[row.stage].title}, {names[row.owner]}"
        made.append(_line(row, pathway, now, f"{to.partition(':')[0]}, back by {due}", stops))
    return made


def _line(row: Journey, pathway: Pathway, now: str, then: str, stops: str) -> Line:
    person = row.person
    at = Where("pathways.journey", {"person_id": person.pk, "journey_id": row.pk}) if person else None
    name = person.name if person is not None else ""
    return Line(row.pk, row.record_id, row.version, name, pathway.title, now, then, stops, at)


def _stops(row: Journey, pathway: Pathway, wanted: str) -> str:
    if row.ended_at is not None:
        return "It has ended."
    if row.pathway != wanted:
        return "It is another kind of work. A batch holds one kind."
    return _of_person(row) or _of_work(row, pathway)


def _of_person(row: Journey) -> str:
    if row.person is None:
        return "It is about no person."
    restricted = row.record.restricted or row.person.record.restricted
    return "Their record is restricted: it is not for an agency." if restricted else ""


def _of_work(row: Journey, pathway: Pathway) -> str:
    if row.hold_until_on is not None:
        return f"It is on hold until {formats.day(row.hold_until_on)}: {row.hold_reason}"
    if not can_be_sent(pathway):
        newer = can_be_sent(library.current().pathways[row.pathway].pathway)
        return (
            "It follows an older definition. Adopt that of today first."
            if newer
            else "No agency does this work."
        )
    if row.stage not in pathway.origins(pathway.moves[rules.ACCEPT]):
        return f"It is too far on: {pathway.stages[row.stage].title}."
    return ""


def _with_agencies(keys: Sequence[int]) -> dict[int, str]:
    rows = BatchItem.objects.for_system(_WHY).filter(journey_id__in=list(keys), state__in=rules.OPEN)
    found = rows.order_by("id").values_list("journey_id", "batch__name", "batch__organisation__name")
    return {key: f"It is with {agency} already, in “{name}”." for key, name, agency in found}


def _objecting(person_ids: Sequence[int | None], organisation: int) -> set[int]:
    ids = [key for key in person_ids if key is not None]
    rows = SharingDecision.objects.for_system(_WHY).filter(
        person_id__in=ids, organisation_id=organisation, withdrawn_at__isnull=True, ends_on=""
    )
    newest: dict[int, str] = dict(rows.order_by("id").values_list("person_id", "decision"))
    return {key for key, decision in newest.items() if decision == "objection"}


def organisation_of(agreement: int) -> int:
    """Whose agreement it is; 0 for one that is not there."""
    return Agreement.objects.filter(pk=agreement).values_list("organisation_id", flat=True).first() or 0
