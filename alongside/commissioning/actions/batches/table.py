"""A table of results sent by the agency: each row is taken like a review written on its page, or told why it is not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from alongside.commissioning import access
from alongside.commissioning.actions.batches import agency
from alongside.commissioning.models import Batch, BatchItem
from alongside.commissioning.queries.batches import lent, table
from alongside.commissioning.rules import results_table as rules
from alongside.forms.definition import FormDefinition
from alongside.records import clock
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Missing, Refused

SENT_BACK, GIVEN_BACK, LEFT, REFUSED = "Sent back", "Given back", "Left: nothing was written", "Refused"
Fates = list[dict[str, Any]]
"""Of each row its number, its reference, its fate and why."""


@action("commissioning.take results", on=Batch, may=access.review_for_council)
def take_results(batch: Batch, *, by: Actor, at: datetime, content: bytes) -> Fates:
    """Take a table of results; the fate of every row. Raises Refused for a file that cannot be read as one, and Missing
    for a batch of which nobody is the actor's agency's."""
    if not lent.items(clock.day_of(at)).filter(batch=batch, pk__in=_mine(by)).exists():
        raise Missing
    form = table.form_of(batch)
    asks = {key: each.ask for key, each in table.questions(form).items()}
    try:
        rows = rules.read(content, asks)
    except rules.WrongTable as wrong:
        raise Refused(str(wrong), "table") from wrong
    fates = [_fate(row, batch, form, by) for row in rows]
    sent = sum(each["fate"] == SENT_BACK for each in fates)
    came = f"{formats.count(len(rows), 'row')}, {sent} of them reviews"
    said = f"A table of results of “{batch.name}”: {came}."
    record(None, "commissioning.batch results taken", said, subject=f"batch:{batch.pk}", batch=batch.pk)
    return fates


def _mine(by: Actor) -> Any:
    return BatchItem.objects.visible_to(by).values("pk")


def _fate(row: rules.Row, batch: Batch, form: FormDefinition, by: Actor) -> dict[str, Any]:
    fate, why = LEFT, ""
    try:
        with transaction.atomic():
            if not row.blank:
                fate = _take(row, batch, form, by)
    except Refused as problem:
        fate, why = REFUSED, problem.message
    except Missing:
        fate, why = REFUSED, "Nobody of this reference is with you in this batch."
    return {"row": row.number, "reference": row.reference, "fate": fate, "why": why}


def _take(row: rules.Row, batch: Batch, form: FormDefinition, by: Actor) -> str:
    if rules.formula(row):
        raise Refused("A cell begins like a formula. Write the answer as text.")
    key = int(row.reference) if row.reference.isascii() and row.reference.isdigit() else 0
    if not BatchItem.objects.visible_to(by).filter(pk=key, batch=batch).exists():
        raise Missing
    if row.reason:
        agency.give_back(key, by=by, code=table.reason(row.reason), note=row.known)
        return GIVEN_BACK
    sent = [{"question": name, "value": table.coded(form, name, cell)} for name, cell in row.answers.items()]
    agency.write_results(key, by=by, sent=sent)
    agency.send_back(key, by=by)
    return SENT_BACK
