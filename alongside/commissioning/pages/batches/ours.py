"""The agency's pages: its open batches, the people of one, one person, the review. Nothing else is there for it."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.commissioning import access
from alongside.commissioning.actions.batches import agency as actions
from alongside.commissioning.pages.asking import day
from alongside.commissioning.queries.batches import lent
from alongside.commissioning.queries.batches.lent import OurItem, OurPerson
from alongside.commissioning.rules.batches import PROGRESS, REASONS
from alongside.forms.pages import apart
from alongside.records.audit.reading import saw
from alongside.web import formats, navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Refused
from alongside.web.forms import Form, Radios, Select, TextArea
from alongside.web.render import render
from alongside.web.tables import Column

READ = ("GET", "HEAD")


class Progress(Form):
    """How far it has come."""

    progress = Select("How far has it come?", list(PROGRESS.items()))
    progress_on = day("Day agreed, or day seen", required=False)
    note = TextArea("Anything to know?", required=False, hint="The council reads this too", look={"rows": 2})


class GiveBack(Form):
    """Somebody whom the agency cannot review."""

    code = Radios("Why?", list(REASONS.items()), look={"small": True})
    known = TextArea("What do you know?", hint="For whoever goes on with it at the council", look={"rows": 2})


class SendBack(Form):
    """The review is finished."""


def _progress(row: OurItem) -> str:
    if not row.with_us:
        return row.state
    on = f", {formats.short_day(row.progress_on)}" if row.progress_on else ""
    return f"Returned: {row.comment}" if row.comment else f"{row.progress}{on}"


class _Listed:
    """Somebody in a batch, with the address of their page."""

    def __init__(self, row: OurItem, batch_id: int) -> None:
        self.name, self.born, self.note, self.how = row.name, row.born, row.note, _progress(row)
        self.late = "Late" if row.late else ""
        self.href = link(our_person, batch_id=batch_id, item_id=row.id)


BATCHES = (
    Column("name", "Batch", link="href", header=True),
    Column("purpose", "What is asked"),
    Column("due_on", "Due back", kind="date"),
    Column("out", "To do", kind="number"),
    Column("sent_back", "Sent back", kind="number"),
    Column("late", "Late", show=lambda late: "Late" if late else ""),
)
PEOPLE = (
    Column("name", "Person", link="href", header=True),
    Column("born", "Born"),
    Column("how", "How it stands"),
    Column("late", "Late"),
    Column("note", "Note"),
)


@page("our-batches/", may=access.review_for_council, title="Our batches", methods=READ)
def our_batches(request: ActorRequest) -> HttpResponse:
    """The open batches of the reader's agency."""
    rows = [_WithAddress(each) for each in lent.batches(request.actor)]
    return render(request, "commissioning/our_batches.jinja", rows=rows, columns=BATCHES)


class _WithAddress:
    """A batch in the list, with its address."""

    def __init__(self, row: lent.OurBatch) -> None:
        self.name, self.purpose, self.due_on, self.late = row.name, row.purpose, row.due_on, row.late
        self.out, self.sent_back = row.out, row.sent_back
        self.href = link(our_batch, batch_id=row.id)


@page("our-batches/<int:batch_id>/", may=access.review_for_council, title="Our batch", methods=READ)
def our_batch(request: ActorRequest, batch_id: int) -> HttpResponse:
    """The people of one batch, and how far each has come."""
    batch, rows = lent.batch(batch_id, request.actor)
    saw(request.actor, our_batch.name, [row.record_id for row in rows], what="list")
    return render(
        request,
        "commissioning/our_batch.jinja",
        title=batch.name,
        batch=batch,
        rows=[_Listed(row, batch_id) for row in rows],
        columns=PEOPLE,
        back=link(our_batches),
    )


@page("our-batches/<int:batch_id>/<int:item_id>/", may=access.review_for_council, title="Person of a batch")
def our_person(request: ActorRequest, batch_id: int, item_id: int) -> HttpResponse:
    """What the agreement lends of one person, how far it has come, and giving them back."""
    found = _seen(request, our_person.name, batch_id, item_id)
    so_far = {
        "progress": found.item.progress_code,
        "progress_on": found.item.progress_on,
        "note": found.item.note,
    }
    progress, back = Progress.of(request, initial=so_far), GiveBack.of(request)
    if progress.is_valid():
        actions.note_progress(item_id, by=request.actor, key=progress.key, **_answered(progress))
        return redirect(our_batch, batch_id=batch_id)
    if back.is_valid():
        actions.give_back(
            item_id, by=request.actor, key=back.key, code=back.answers["code"], note=back.answers["known"]
        )
        still = batch_id in {each.id for each in lent.batches(request.actor)}
        return redirect(our_batch, batch_id=batch_id) if still else redirect(our_batches)
    return render(
        request,
        "commissioning/our_person.jinja",
        title=found.item.name,
        found=found,
        progress=progress,
        giving=back,
        review=link(our_review, batch_id=batch_id, item_id=item_id),
        back=link(our_batch, batch_id=batch_id),
    )


@page("our-batches/<int:batch_id>/<int:item_id>/review/", may=access.review_for_council, title="Review")
def our_review(request: ActorRequest, batch_id: int, item_id: int) -> HttpResponse:
    """The review of one person: written, saved, and sent back when it is whole."""
    found = _seen(request, our_review.name, batch_id, item_id)
    form_id = lent.form_of(item_id, request.actor)
    if request.method != "POST":
        return _review(request, found, form_id)
    try:
        if form_id is None or "begin" in request.POST:
            actions.begin_results(item_id, by=request.actor)
            return redirect(our_review, batch_id=batch_id, item_id=item_id)
        if touched := apart.touched(form_id, request.actor, request.POST):
            actions.write_results(item_id, by=request.actor, sent=touched)
        if "send" in request.POST:
            actions.send_back(item_id, by=request.actor)
            return redirect(our_batch, batch_id=batch_id)
    except Refused as refused:
        # Here and not at the door: what is wrong is said at its question, with everything typed still in its box.
        return _review(request, found, form_id, refused)
    return redirect(our_review, {"saved": "1"}, batch_id=batch_id, item_id=item_id)


def _review(
    request: ActorRequest, found: OurPerson, form_id: int | None, refused: Refused | None = None
) -> HttpResponse:
    post = request.POST if refused else None
    sections = apart.sections(form_id, request.actor, post, refused) if form_id else []
    return render(
        request,
        "commissioning/our_review.jinja",
        title=f"Review of {found.item.name}",
        found=found,
        sections=sections,
        begun=form_id is not None,
        refused=refused,
        saved="saved" in request.GET and refused is None,
        back=link(our_person, batch_id=found.batch.id, item_id=found.item.id),
    )


def _seen(request: ActorRequest, name: str, batch_id: int, item_id: int) -> OurPerson:
    found = lent.item(item_id, batch_id, request.actor)
    saw(request.actor, name, [found.item.record_id])
    return found


def _answered(form: Progress) -> dict[str, object]:
    return form.answers | {"progress_on": form.answers["progress_on"] or None}


navigation.add("Our batches", our_batches, order=1)
