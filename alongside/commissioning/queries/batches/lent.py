"""What an agency sees: the people of its open batches, and of each only what the agreement names.

A person whose record is restricted, work that has ended, a batch whose agreement is over: none of them is shown, also
in the minutes before the item itself is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from alongside.commissioning.models import Batch, BatchItem
from alongside.commissioning.queries.batches import results
from alongside.commissioning.rules import batches as rules
from alongside.forms import showing
from alongside.forms.models import FilledForm
from alongside.people.models import Person
from alongside.people.queries import around
from alongside.people.queries.sheet import Sheet, sheet
from alongside.people.queries.words import when
from alongside.records import clock, grants
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Missing

_LENT = "the agreement lets the agency see this of the people in its batch; which, the query that found them checked"
_IN_FORCE = "which items an agreement still lends, to be narrowed to an actor's own"


def items(today: date) -> Any:
    """Items with an agency that it may see at all: not restricted, not ended, under an agreement in force."""
    rows = BatchItem.objects.for_system(_IN_FORCE).filter(
        state__in=rules.OPEN,
        batch__closed_at__isnull=True,
        batch__agreement__starts_on__lte=today,
        batch__agreement__expires_on__gte=today,
        journey__ended_at__isnull=True,
        journey__record__restricted=False,
        journey__person__record__restricted=False,
    )
    ended = Q(batch__agreement__ended_on__isnull=True) | Q(batch__agreement__ended_on__gt=today)
    return rows.filter(ended)


def no_longer() -> Any:
    """Items with an agency that it may not see any more: restricted meanwhile, or the work has ended."""
    restricted = Q(journey__record__restricted=True) | Q(journey__person__record__restricted=True)
    rows = BatchItem.objects.for_system(_IN_FORCE).filter(state__in=rules.OPEN)
    return (
        rows.filter(Q(journey__ended_at__isnull=False) | restricted).select_related("journey").order_by("id")
    )


def _of(actor: Actor) -> Any:
    """Those of them that are this actor's."""
    mine = BatchItem.objects.visible_to(actor).values("pk")
    return items(clock.today()).filter(pk__in=mine).select_related("batch", "batch__organisation", "journey")


@dataclass(frozen=True)
class OurBatch:
    """A batch as the agency sees it."""

    id: int
    name: str
    purpose: str
    due_on: date
    late: bool
    out: int
    sent_back: int
    shares: Sequence[str]


@dataclass(frozen=True)
class OurItem:
    """Somebody in a batch, on the agency's page of it; `record_id` is the person's, for the note that it was shown."""

    id: int
    record_id: int
    name: str
    born: str
    state: str
    progress: str
    progress_code: str
    progress_on: date | None
    note: str
    comment: str
    late: bool
    with_us: bool


@dataclass(frozen=True)
class OurPerson:
    """Everything that the agreement lends of one person."""

    item: OurItem
    batch: OurBatch
    facts: Sequence[tuple[str, str]]
    alerts: Sequence[str]
    plan: Sequence[tuple[str, Sequence[tuple[str, str]]]]


def batches(actor: Actor) -> list[OurBatch]:
    """The open batches of the actor's agency, the first due first."""
    states: dict[int, list[str]] = {}
    for batch, state in _of(actor).order_by("id").values_list("batch_id", "state"):
        states.setdefault(batch, []).append(state)
    rows = Batch.objects.filter(pk__in=list(states)).order_by("due_on", "pk")
    return [_batch(row, states[row.pk]) for row in rows]


def batch(key: int, actor: Actor) -> tuple[OurBatch, list[OurItem]]:
    """One batch with the people in it. Raises Missing for one that is not the actor's agency's, or not any more."""
    rows = list(_of(actor).filter(batch_id=key).order_by("state", "id"))
    if not rows:
        raise Missing
    names = _names(row.journey.person_id for row in rows)
    return _batch(rows[0].batch, [row.state for row in rows]), [_item(row, names) for row in rows]


def form_of(key: int, actor: Actor) -> int | None:
    """The number of the review under way of somebody in a batch of the actor's agency; None where none is."""
    row = _of(actor).filter(pk=key).first()
    return results.open_form(row) if row is not None else None


def item(key: int, batch_id: int, actor: Actor) -> OurPerson:
    """One person of a batch. Raises Missing for anybody else."""
    row = _of(actor).filter(pk=key, batch_id=batch_id).first()
    if row is None:
        raise Missing
    names = _names([row.journey.person_id])
    found = sheet(names[row.journey.person_id or 0][2], SYSTEM)
    if not isinstance(found, Sheet):
        raise Missing
    today, shares = clock.today(), frozenset(row.batch.shares)
    return OurPerson(
        _item(row, names),
        _batch(row.batch, [row.state]),
        list(_facts(found, shares, today)),
        _alerts(found) if "alerts" in shares else (),
        _plan(found) if "plan" in shares else (),
    )


def _names(person_ids: Iterable[int]) -> Mapping[int, tuple[str, str, int]]:
    """Name, date of birth and number of the record each is shown under."""
    rows = Person.objects.for_system(_LENT).filter(pk__in=list(person_ids)).order_by("pk")
    columns = ("pk", "root_id", "root__name", "root__born")
    return {pk: (name, born, root or pk) for pk, root, name, born in rows.values_list(*columns)}


def _batch(row: Batch, states: Sequence[str]) -> OurBatch:
    return OurBatch(
        id=row.pk,
        name=row.name,
        purpose=row.purpose,
        due_on=row.due_on,
        late=rules.OUT in states and row.due_on < clock.today(),
        out=states.count(rules.OUT),
        sent_back=states.count(rules.SENT_BACK),
        shares=[rules.SHARES[key] for key in row.shares if key in rules.SHARES],
    )


def _item(row: BatchItem, names: Mapping[int, tuple[str, str, int]]) -> OurItem:
    name, born, root = names[row.journey.person_id or 0]
    return OurItem(
        id=row.pk,
        record_id=root,
        name=name,
        born=when(born) if born else "",
        state=rules.OURS[row.state],
        progress=rules.PROGRESS[row.progress],
        progress_code=row.progress,
        progress_on=row.progress_on,
        note=row.note,
        comment=row.comment if row.state == rules.OUT else "",
        late=rules.late(row.state, row.batch.due_on, clock.today()),
        with_us=row.state == rules.OUT,
    )


def _facts(of: Sheet, shares: frozenset[str], on: date) -> Iterable[tuple[str, str]]:
    if "address" in shares:
        for place in around.places(of, on):
            where = "Confidential: ask the council" if place.confidential else _where(place)
            yield place.purpose, where
    if "contact" in shares:
        for way in around.ways(of, on):
            yield way.kind, "; ".join(part for part in (way.value, way.safe, way.note) if part)
    if "needs" in shares:
        for need in around.needs(of, on):
            if need.may_share != "no":
                yield need.title, "; ".join(part for part in (need.value, need.detail) if part)


def _where(place: around.Place) -> str:
    unsafe = f"Not safe to write to: {place.unsafe_why}" if place.unsafe_why else ""
    return ", ".join(part for part in (*place.lines, place.postcode, unsafe) if part)


def _alerts(of: Sheet) -> list[str]:
    return [row.b for row in of.said.get("alert", ()) if row.a in rules.VISITING]


def _plan(of: Sheet) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """The plan last completed: what is needed, wanted and what if; no amounts, nothing of the unpaid carer's."""
    rows = FilledForm.objects.for_system(_LENT).filter(
        record_id__in=of.record_ids, form="support-plan", state="complete"
    )
    last = rows.order_by("-closed_at", "-id").first()
    if last is None:
        return ()
    wanted = results.titles(last, rules.PLAN_SECTIONS)
    return [(title, said) for title, said in showing.lines(last.pk) if title in wanted]


def _due_now(_at: datetime) -> Iterable[grants.Due]:
    rows = BatchItem.objects.for_system(_IN_FORCE).filter(state__in=rules.OPEN).order_by("id")
    for row in rows.select_related("batch__organisation"):
        yield grants.Due(row.record_id, row.batch.organisation.holder, "batch", f"batch:{row.batch_id}", None)


grants.sources["batch"] = _due_now
