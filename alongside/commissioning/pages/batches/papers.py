"""A batch as a table: taken, filled in elsewhere, sent back; every row is told what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from alongside.commissioning import access
from alongside.commissioning.actions.batches import table as actions
from alongside.commissioning.pages.batches.ours import our_batch, our_batches
from alongside.commissioning.queries.batches import lent, table
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link, page
from alongside.web.forms import File, Form
from alongside.web.render import render
from alongside.web.tables import Column

FATES = (
    Column("row", "Row", kind="number"),
    Column("reference", "Reference", header=True),
    Column("fate", "What became of it"),
    Column("why", "Why"),
)


class Results(Form):
    """The table, filled in."""

    table = File("Table of results", hint="A CSV file in UTF-8, as it was taken from here")


class _Row:
    """A fate as a row of a table."""

    def __init__(self, fate: dict[str, Any]) -> None:
        self.row, self.reference = fate["row"], fate["reference"]
        self.fate, self.why = fate["fate"], fate["why"]


@page(
    "our-batches/<int:batch_id>/table.csv",
    may=access.review_for_council,
    title="Table",
    methods=("GET", "HEAD"),
)
def batch_table(request: ActorRequest, batch_id: int) -> HttpResponse:
    """The table of a batch, with a row for each person still with the agency."""
    text, shown = table.table(batch_id, request.actor)
    saw(request.actor, batch_table.name, shown, what="export")
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="batch-{batch_id}.csv"'
    return response


@page("our-batches/<int:batch_id>/results/", may=access.review_for_council, title="Send results back")
def batch_results(request: ActorRequest, batch_id: int) -> HttpResponse:
    """The table comes back."""
    found = [each for each in lent.batches(request.actor) if each.id == batch_id]
    name = lent.batch(batch_id, request.actor)[0].name if not found else found[0].name
    form, fates = Results.of(request), []
    if form.is_valid():
        content = form.answers["table"].read()
        fates = actions.take_results(batch_id, by=request.actor, key=form.key, content=content)
    still = [each for each in lent.batches(request.actor) if each.id == batch_id]
    return render(
        request,
        "commissioning/batch_results.jinja",
        title="Send results back",
        name=name,
        form=form,
        rows=[_Row(each) for each in fates],
        columns=FATES,
        back=link(our_batch, batch_id=batch_id) if still else link(our_batches),
    )
