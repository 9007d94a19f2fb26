"""Batches as the council sees them: every batch with its account, the people in one, what came back of somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from alongside.casework import doing
from alongside.commissioning.models import Batch, BatchItem
from alongside.commissioning.queries.batches import results
from alongside.commissioning.queries.batches.results import FROM_WHEN
from alongside.commissioning.rules import batches as rules
from alongside.pathways import library
from alongside.pathways.models import Journey
from alongside.pathways.queries.listing import people
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names
from alongside.web.errors import Missing

_COUNT = "everybody in a batch is counted, whoever may see whom"
_OWN = "the people of a batch, to be narrowed to the journeys that the reader may see"


@dataclass(frozen=True)
class BatchRow:
    """One batch, with what has become of everybody in it."""

    id: int
    name: str
    agency: str
    agreement: str
    purpose: str
    shares: Sequence[str]
    owner: str
    sent_at: datetime
    sent_by: str
    due_on: date
    late: int
    account: rules.Account
    closed_at: datetime | None
    closed_why: str
    version: int


@dataclass(frozen=True)
class ItemRow:
    """Somebody in a batch. Without a name where the reader may see the work and not the record."""

    id: int
    record_id: int
    person: str
    person_id: int | None
    journey_id: int
    state: str
    code: str
    progress: str
    says: str
    answered_at: datetime | None
    late: bool


@dataclass(frozen=True)
class Result:
    """What came back of somebody, to be accepted or returned."""

    item: ItemRow
    batch: BatchRow
    told: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    seen_on: date | None
    from_when: date | None
    changes: bool
    worried: bool
    version: int


def batches(*, closed: bool = False) -> list[BatchRow]:
    """Every open batch (or every closed one), the first due first. A batch names nobody."""
    rows = Batch.objects.filter(closed_at__isnull=not closed).order_by("due_on", "pk")
    order = ("-closed_at", "-pk") if closed else ("due_on", "pk")
    return _rows(list(rows.order_by(*order)[:200]))


def batch(key: int, actor: Actor) -> tuple[BatchRow, list[ItemRow], int]:
    """One batch, those in it whom the reader may see, and how many others there are. Raises Missing."""
    row = Batch.objects.filter(pk=key).first()
    if row is None:
        raise Missing
    [told] = _rows([row])
    found = _items(row, actor)
    return told, found, told.account.sent - len(found)


def result(key: int, actor: Actor) -> Result:
    """What came back of one person. Raises Missing where their journey is not the reader's to see."""
    rows = BatchItem.objects.for_system(_OWN).filter(pk=key)
    row = (
        rows.filter(journey__in=Journey.objects.visible_to(actor)).select_related("batch", "journey").first()
    )
    if row is None:
        raise Missing
    [told] = _rows([row.batch])
    [item] = _named([row], actor)
    answers = results.of_item(row)
    return Result(
        item,
        told,
        results.in_words(row),
        results.seen_on(row),
        results.day(answers, FROM_WHEN),
        results.changes_support(answers),
        results.worries(answers),
        row.version,
    )


def _rows(found: Sequence[Batch]) -> list[BatchRow]:
    keys = [row.pk for row in found]
    states: dict[int, list[str]] = {key: [] for key in keys}
    everybody = BatchItem.objects.for_system(_COUNT).filter(batch_id__in=keys).order_by("id")
    for key, state in everybody.values_list("batch_id", "state"):
        states[key].append(state)
    names = holder_names(row.owner for row in found)
    related = Batch.objects.filter(pk__in=keys).select_related("organisation", "agreement", "sent_by")
    by_key = {row.pk: row for row in related.order_by("pk")}
    return [_row(by_key[key], states[key], names) for key in keys]


def _row(row: Batch, states: Sequence[str], names: Mapping[str, str]) -> BatchRow:
    today = clock.today()
    return BatchRow(
        id=row.pk,
        name=row.name,
        agency=row.organisation.name,
        agreement=row.agreement.title,
        purpose=row.purpose,
        shares=[rules.SHARES[key] for key in row.shares if key in rules.SHARES],
        owner=names[row.owner],
        sent_at=row.sent_at,
        sent_by=row.sent_by.name if row.sent_by else "Alongside itself",
        due_on=row.due_on,
        late=sum(rules.late(state, row.due_on, today) for state in states) if row.closed_at is None else 0,
        account=rules.account(states),
        closed_at=row.closed_at,
        closed_why=row.closed_why,
        version=row.version,
    )


def _items(row: Batch, actor: Actor) -> list[ItemRow]:
    rows = BatchItem.objects.for_system(_OWN).filter(batch=row)
    mine = rows.filter(journey__in=Journey.objects.visible_to(actor)).select_related("batch", "journey")
    order = [rules.SENT_BACK, rules.OUT, rules.GIVEN_BACK, rules.TAKEN_BACK, rules.ACCEPTED]
    return sorted(_named(list(mine.order_by("id")), actor), key=lambda each: order.index(each.code))


def _named(rows: Sequence[BatchItem], actor: Actor) -> list[ItemRow]:
    known = people((row.journey.person_id for row in rows), actor)
    made = []
    for row in rows:
        named = known.get(row.journey.person_id or 0)
        made.append(
            ItemRow(
                id=row.pk,
                record_id=row.journey.record_id,
                person=named.name if named else "",
                person_id=named.id if named else None,
                journey_id=row.journey_id,
                state=rules.STATES[row.state],
                code=row.state,
                progress=rules.PROGRESS[row.progress] if row.state == rules.OUT else "",
                says=_says(row),
                answered_at=row.answered_at,
                late=rules.late(row.state, row.batch.due_on, clock.today()),
            )
        )
    return made


def _says(row: BatchItem) -> str:
    if row.state == rules.GIVEN_BACK:
        return f"{rules.REASONS[row.reason]}. {row.note}"
    if row.state == rules.TAKEN_BACK:
        return row.closed_why
    return ". ".join(part for part in (row.note, row.comment and f"Returned: {row.comment}") if part)


def kinds() -> list[tuple[str, str]]:
    """The pathways whose work can be sent to an agency."""
    every = library.current().pathways
    return [(key, each.pathway.title) for key, each in every.items() if rules.ACCEPT in each.pathway.moves]


@doing.elsewhere
def by_agencies(journey_ids: Sequence[int]) -> Mapping[int, str]:
    """By which agency work was done that the council accepted."""
    rows = BatchItem.objects.for_system(_COUNT).filter(journey_id__in=list(journey_ids), state=rules.ACCEPTED)
    return dict(rows.order_by("id").values_list("journey_id", "batch__organisation__name"))
