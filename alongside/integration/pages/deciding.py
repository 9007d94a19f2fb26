"""What imports left to decide: mostly, whether two records are one person's."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup, escape

from alongside.integration import access
from alongside.integration.actions import taking_back as actions
from alongside.integration.queries import doubts as queries
from alongside.integration.queries.doubts import DoubtRow
from alongside.integration.queries.runs import row as run_row
from alongside.people.queries.finding import FoundRow
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Form, TextArea
from alongside.web.render import render
from alongside.web.tables import Column


class Settle(Form):
    """How it was settled."""

    why = TextArea(
        "What did you find out?",
        hint="For example: two people, I rang both. If they are one person, join the two records instead.",
        look={"rows": 3},
    )


def _who(row: FoundRow | None) -> Markup:
    """Somebody as search shows them."""
    if row is None:
        return Markup('<span class="app-quiet">A restricted record</span>')
    words = Markup('<a class="govuk-link" href="{}">{}</a> <span class="app-quiet">{}</span>')
    return words.format(link("people.show", person_id=row.id), row.name, row.born)


def _step(row: DoubtRow) -> Markup:
    """What the reader can do about it: compare, open what is not open yet, settle."""
    steps = []
    if row.person is not None and not row.person.is_open:
        steps.append((link("people.open_person", person_id=row.person.id), "Say why you need the record"))
    elif row.two and row.person is not None and row.other is not None:
        if row.other.is_open:
            address = link("people.merge_two", person_id=row.person.id, other_id=row.other.id)
            steps.append((address, "Compare the two"))
        else:
            steps.append((link("people.open_person", person_id=row.other.id), "Open the other record first"))
    if row.person is not None and row.person.is_open:
        steps.append((link(settle, doubt_id=row.id), "Settle"))
    words = Markup(
        '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> (row {})</span></a>'
    )
    return Markup("<span>{}</span>").format(
        Markup(" · ").join(words.format(*step, row.number) for step in steps)
    )


COLUMNS = (
    Column("number", "Row", kind="number"),
    Column("person", "Who", show=_who, header=True),
    Column("", "Perhaps the same as", show=lambda row: _who(row.other) if row.two else escape("")),
    Column("why", "Why it is asked"),
    Column("", "What to do", show=_step),
)


@page("imports/<int:run_id>/decide/", may=access.decide, title="For you to decide", methods=("GET", "HEAD"))
def decide(request: ActorRequest, run_id: int) -> HttpResponse:
    """Everything that the import could not know."""
    found = run_row(run_id)
    rows = queries.still_open(run_id, request.actor)
    people = [each.id for row in rows for each in (row.person, row.other) if each is not None]
    saw(request.actor, "integration.decide", people, what="search")
    return render(request, "integration/decide.jinja", found=found, rows=rows, columns=COLUMNS)


@page("imports/doubts/<int:doubt_id>/", may=access.decide, title="Settle it")
def settle(request: ActorRequest, doubt_id: int) -> HttpResponse:
    """Say what was found out."""
    row = queries.one(doubt_id, request.actor)
    form = Settle.of(request)
    if form.is_valid():
        actions.settle(doubt_id, by=request.actor, key=form.key, **form.answers)
        return redirect(decide, run_id=row.run)
    saw(request.actor, "integration.settle", [row.person.id] if row.person else [])
    return render(request, "integration/settle.jinja", row=row, form=form)
