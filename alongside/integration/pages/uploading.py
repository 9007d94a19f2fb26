"""Bringing a list in through a page: sent, looked at, confirmed."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

from django.http import HttpResponse

from alongside import council
from alongside.integration import access, library
from alongside.integration.actions import uploads as actions
from alongside.integration.queries import runs as queries
from alongside.integration.queries.reading import List
from alongside.integration.rules.fates import TITLES
from alongside.integration.rules.sheet import MB, Broken
from alongside.people.rules.written import from_text
from alongside.web.door import ActorRequest, page, redirect
from alongside.web.errors import Refused
from alongside.web.forms import Date, File, Form, Radios, exact_date
from alongside.web.render import render
from alongside.web.tables import Column

FIRST = 5
ROWS = (
    Column("number", "Row", kind="number"),
    Column("name", "Name", header=True),
    Column("born", "Born", show=lambda born: str(from_text(born)) if born else "Not known"),
    Column("since", "Waiting since", kind="date"),
    Column("completed", "Completed", kind="date", missing="Waiting"),
    Column("priority", "Priority", missing="Not set"),
)
TOLD = (
    Column("number", "Row", kind="number"),
    Column("reference", "Reference", header=True),
    Column("fate", "What would become of it"),
    Column("why", "Why"),
)


class _Told(NamedTuple):
    """A row with something to say."""

    number: int
    reference: str
    fate: str
    why: str


class Send(Form):
    """A list of another system."""

    file = File("Which file?")
    mapping = Radios("Which list is it?", lambda: [(each.key, each.title) for each in library.usable()])
    as_at = Date("On which day was it exported?", hint="Rows dated later are refused", clean=exact_date)


class Confirm(Form):
    """The list as it was looked at is to be brought in."""


class PutAside(Form):
    """The list is not to be brought in after all."""


@page("imports/new/", may=access.bring_lists_in, title="Bring a list in")
def send(request: ActorRequest) -> HttpResponse:
    """Send a file. It is read whole, and nothing of it is written until it is confirmed."""
    form = Send.of(request)
    at_most = council.current().access.import_megabytes
    form.fields["file"].help_text = f"Comma-separated text in UTF-8, at most {at_most} MB"
    if form.is_valid() and (kept := _kept(form, at_most, request)) is not None:
        return redirect(preview, upload_id=kept)
    return render(request, "integration/send.jinja", form=form)


def _kept(form: Send, at_most: int, request: ActorRequest) -> int | None:
    told = form.answers
    file: Any = told["file"]
    try:
        if file.size > at_most * MB:
            raise Broken(f"The file is larger than {at_most} MB, the most that this council takes at once.")
        mapping = library.load(told["mapping"])
        what = List(io.BytesIO(file.read()), file.name, mapping, told["as_at"])
        return actions.keep(by=request.actor, key=form.key, what=what)
    except Broken as broken:
        form.refuse(Refused(f"The file was refused whole. {broken}", "file"))
        return None


@page("imports/new/<int:upload_id>/", may=access.bring_lists_in, title="Look before it comes in")
def preview(request: ActorRequest, upload_id: int) -> HttpResponse:
    """What would become of each row, and the decision."""
    found = queries.upload(upload_id, request.actor)
    if found.run_id is not None:
        return redirect("integration.run", run_id=found.run_id)
    aside, form = PutAside.of(request), Confirm.of(request)
    if aside.is_valid():
        actions.put_aside(by=request.actor, key=aside.key, upload_id=upload_id)
        return redirect("integration.runs")
    if form.is_valid():
        run_id = actions.confirm(by=request.actor, key=form.key, upload_id=upload_id)
        return redirect("integration.run", run_id=run_id)
    return render(
        request,
        "integration/preview.jinja",
        found=found,
        counts=[(found.preview["counts"][fate], title) for fate, title in TITLES.items()],
        first=queries.first_rows(upload_id, request.actor, FIRST),
        rows=ROWS,
        told_columns=TOLD,
        told=[_Told(*each) for each in found.preview["told"]],
        there=queries.same(found),
        form=form,
        aside=aside,
    )
