"""`alongside check`: nobody is lost. Every open journey has an owner at work and a next step; what is stored is what
its events say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from alongside import council
from alongside.pathways import library
from alongside.pathways.actions import keeping
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import owed, past
from alongside.records import clock, grants
from alongside.records.check import check

_WHY = "alongside check looks at everything"


@check("pathway definitions", "Mend the file that the sentence names, then start again.")
def _definitions() -> Iterable[str]:
    try:
        library.load(council.current(), clock.today())
    except library.DefinitionError as error:
        return error.problems
    return ()


@check(
    "stored journeys",
    "Find out what wrote past the actions, then run `alongside rebuild`.",
    lost=True,
)
def _rebuilt() -> Iterator[str]:
    for journey in Journey.objects.for_system(_WHY).order_by("id").iterator(chunk_size=500):
        for said in differences(journey):
            yield f"Journey {journey.pk}: {said}"
    yield from _of_persons()


def differences(journey: Journey) -> Iterator[str]:
    """What is stored of a journey and is not what its events say."""
    state = past.state(journey.pk)
    if state is None:
        yield "it has no beginning in the history."
        return
    for name, value in keeping.columns_of(state).items():
        if getattr(journey, name) != value:
            yield f"{name} is stored as “{getattr(journey, name)}”, its events say “{value}”."
    yield from _rows("wait", Wait, journey, {(w.name, w.event): keeping.wait_row(w) for w in state.waits})
    yield from _rows(
        "promise", Promise, journey, {(p.name, p.event): keeping.promise_row(p) for p in state.promises}
    )


def _rows(
    what: str, table: Any, journey: Journey, due: dict[tuple[str, int], dict[str, Any]]
) -> Iterator[str]:
    there = {(row.name, row.event): row for row in table.objects.for_system(_WHY).filter(journey=journey)}
    yield from _compared(what, there, due)


def _compared(what: str, there: dict[Any, Any], due: dict[Any, dict[str, Any]]) -> Iterator[str]:
    for key in sorted(there.keys() - due.keys()):
        yield f"the {what} “{key[0]}” is stored and follows from nothing."
    for key in sorted(due.keys() - there.keys()):
        yield f"the {what} “{key[0]}” is missing."
    for key in sorted(there.keys() & due.keys()):
        for name, value in due[key].items():
            if getattr(there[key], name) != value:
                yield f"the {what} “{key[0]}” has {name} “{getattr(there[key], name)}” and should have “{value}”."


def _of_persons() -> Iterator[str]:
    alone = Promise.objects.for_system(_WHY).filter(journey__isnull=True)
    for person_id in alone.order_by("person_id").values_list("person_id", flat=True).distinct():
        there = {(row.pathway, row.event): row for row in alone.filter(person_id=person_id)}
        due = {key: keeping.promise_row(each) for key, each in owed.of_person(person_id).items()}
        for said in _compared("promise", there, due):
            yield f"Person {person_id}: {said}"


def due_now(_at: datetime) -> Iterator[grants.Due]:
    """For `alongside check`: every grant that a journey gives."""
    rows = Journey.objects.for_system(_WHY).select_related("record").order_by("id")
    for journey in rows.iterator(chunk_size=500):
        state = past.state(journey.pk)
        files = [file for file in keeping.opened_by(journey) if not file.restricted]
        for holder in keeping.holders(state) if state else ():
            for file in files:
                yield grants.Due(file.pk, holder, "", past.subject(journey.pk), None)


grants.sources["journey"] = due_now


@check(
    "calendar",
    "Add the bank holidays that GOV.UK has published since to councils/england/bank-holidays.yaml.",
)
def _calendar() -> Iterator[str]:
    until = council.current().bank_holidays_until
    if (until - clock.today()).days < 180:
        yield f"Bank holidays are known until {until:%-d %B %Y} only; clocks beyond that are too short."
