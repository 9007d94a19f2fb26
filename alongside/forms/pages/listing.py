"""The forms about a person: those that are open, those that are done, and beginning another."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.forms import access, actions, library
from alongside.forms.pages.filling import form
from alongside.forms.queries import filled as queries
from alongside.forms.queries.filled import Filled
from alongside.people.pages.about import about, draw, tab
from alongside.people.queries.sheet import Sheet
from alongside.web import formats
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.forms import Form, Select
from alongside.web.tables import Column


class Begin(Form):
    """Which form is begun."""

    form = Select("Which form?", [])


STATES = {"open": "Being filled in", "complete": "Completed", "discarded": "Set aside"}


@about("forms/", may=access.see, title="Forms")
def forms(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Every form about a person, the newest first."""
    asked = Begin.of(request)
    asked.offer("form", [(key, library.current(key).title) for key in library.known()])
    if asked.is_valid():
        made = actions.begin(person.id, by=request.actor, key=asked.key, form=asked.answers["form"])
        return redirect(form, person_id=person.id, form_id=made)
    rows = queries.of_person(person.record_ids, request.actor)
    may_fill = access.fill(request.actor)
    return draw(
        request,
        "forms/forms.jinja",
        person,
        title="Forms",
        form=asked,
        may_fill=may_fill,
        rows=[_Row(each, person) for each in rows],
        columns=COLUMNS,
    )


class _Row:
    """One form as the list shows it."""

    def __init__(self, filled: Filled, person: Sheet) -> None:
        self.title = filled.title
        self.href = link(form, person_id=person.id, form_id=filled.id)
        self.state = STATES[filled.state]
        self.begun = f"{formats.short_day(filled.begun_at)}, {filled.begun_by}"
        self.closed = f"{formats.short_day(filled.closed_at)}, {filled.closed_by}" if filled.closed_at else ""
        self.why = filled.closed_why


COLUMNS = (
    Column("title", "Form", link="href", header=True),
    Column("state", "State"),
    Column("begun", "Begun"),
    Column("closed", "Finished"),
    Column("why", "Why"),
)

tab("Forms", forms, order=65)
