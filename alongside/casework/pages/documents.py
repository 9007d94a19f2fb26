"""Papers of a person: put on the record, saved from it, taken off it where they do not belong."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.casework import access
from alongside.casework.actions import documents as actions
from alongside.casework.pages.entries import entry
from alongside.casework.queries import documents as queries
from alongside.casework.queries.documents import PaperRow
from alongside.casework.queries.notes import work_choices
from alongside.casework.rules.sniffing import AT_MOST, TAKEN
from alongside.people.pages.about import about, draw, offer, tab
from alongside.people.pages.listing import Deed
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.records.actors import Actor
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.errors import Refused
from alongside.web.forms import Date, File, Form, Select, Text, TextArea, exact_date
from alongside.web.tables import Column

MB = 1024 * 1024


class PaperForm(Form):
    """A document from outside."""

    file = File("Which file?", hint=f"A {TAKEN}. At most {AT_MOST // MB} MB")
    title = Text(
        "What is it?", hint="As somebody would look for it. For example: Letter from the memory clinic"
    )
    kind = Select("Kind of document", lambda: choices("document-kind"))
    came_from = Text("Who sent it, or where does it come from?", required=False)
    dated_on = Date("Date on the document", required=False, clean=exact_date)
    about = Select("Which work does it belong to?", [], required=False, empty="To the person alone")


class Withdraw(Form):
    """It does not belong here."""

    why = TextArea("Why does it not belong on this record?", look={"rows": 2})


WITHDRAW = Deed("Wrong record", Withdraw, "Take it off this record", actions.withdraw_paper, warning=True)


def _title(row: PaperRow) -> Markup:
    if row.withdrawn:
        return Markup('<s>{}</s> <span class="app-quiet">withdrawn by {}</span>').format(
            row.title, row.withdrawn
        )
    address = link("records.document", document_id=row.document_id)
    return Markup('<a class="govuk-link" href="{}">{}</a> <span class="app-quiet">({}, {})</span>').format(
        address, row.title, row.what, row.size
    )


def _columns(person: Sheet, may_write: bool) -> tuple[Column, ...]:
    def more(row: PaperRow) -> Markup:
        address = link(paper, person_id=person.id, paper_id=row.id)
        words = Markup(
            '<a class="govuk-link" href="{}">More<span class="govuk-visually-hidden"> on {}</span></a>'
        )
        return words.format(address, row.title)

    shown = (
        Column("", "Document", show=_title, header=True),
        Column("kind", "Kind"),
        Column("came_from", "From"),
        Column("dated_on", "Dated", kind="date"),
        Column("put", "Put here by"),
    )
    return (*shown, Column("", "More", show=more)) if may_write else shown


@about("documents/", may=access.read, title="Documents", methods=("GET", "HEAD"))
def papers(request: ActorRequest, person: Sheet) -> HttpResponse:
    """The person's documents, the last first."""
    may_write = access.write(request.actor)
    return draw(
        request,
        "casework/papers.jinja",
        person,
        title="Documents",
        rows=queries.papers(person, request.actor),
        columns=_columns(person, may_write),
        may_write=may_write,
    )


@about("documents/add/", may=access.write, title="Put a document on the record")
def put_paper(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Put a file on the record."""
    form = PaperForm.of(request)
    form.offer("about", work_choices(person, request.actor))
    if form.is_valid():
        told = form.answers
        actions.put_paper(
            person.id,
            by=request.actor,
            key=form.key,
            title=told["title"],
            kind=told["kind"],
            content=_bytes(told["file"]),
            came_from=told["came_from"],
            dated_on=told["dated_on"],
            subject=told["about"],
        )
        return redirect(papers, person_id=person.id)
    back = link(papers, person_id=person.id)
    return draw(
        request,
        "casework/put_paper.jinja",
        person,
        title="Put a document on the record",
        form=form,
        back=back,
    )


def _bytes(upload: Any) -> bytes:
    """What is in the upload, once it is known not to be too much to hold."""
    if upload.size > AT_MOST:
        raise Refused(f"The file is larger than {AT_MOST // MB} MB. Send it in parts.", "file")
    upload.seek(0)
    content: bytes = upload.read()
    return content


@about("documents/<int:paper_id>/", may=access.write, title="Document")
def paper(request: ActorRequest, person: Sheet, paper_id: int) -> HttpResponse:
    """One document: what it is, and the way to take it off the record."""
    row = queries.paper(paper_id, person, request.actor)
    return entry(
        request,
        person,
        _deeds_of(row, request.actor),
        key=row.id,
        version=None,
        title=row.title,
        aside=_facts(row),
        back=link(papers, person_id=person.id),
    )


def _deeds_of(row: PaperRow, actor: Actor) -> dict[str, Deed]:
    own = row.writer_id == actor.worker_id or actor.plays("supervisor")
    return {"withdraw": WITHDRAW} if own and not row.withdrawn else {}


def _facts(row: PaperRow) -> list[tuple[str, Any]]:
    scanned = "Scanned, nothing harmful found" if row.scanned else "Not scanned: no scanner is set up here"
    rows = [
        ("Document", _title(row)),
        ("Kind", row.kind),
        ("From", row.came_from),
        ("Dated", f"{row.dated_on:%-d %B %Y}" if row.dated_on else ""),
        ("Put here by", row.put),
        ("Looked at", scanned),
    ]
    return [each for each in rows if each[1]]


tab("Documents", papers, order=55)
offer("Put a document on the record", put_paper, order=14)
