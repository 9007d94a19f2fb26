"""The council's pages of batches: all of them, one with everybody in it, one result to accept or return."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.commissioning import access
from alongside.commissioning.actions.batches import deciding as actions
from alongside.commissioning.pages.asking import amount, day
from alongside.commissioning.queries.batches import changing, council
from alongside.commissioning.queries.batches.council import BatchRow, ItemRow, Result
from alongside.commissioning.rules import batches as rules
from alongside.pathways.pages.list_columns import UNSEEN
from alongside.records.audit.reading import saw
from alongside.web import formats, navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Form, Select, TextArea
from alongside.web.render import render
from alongside.web.tables import Column

_NAMED = Markup('<a class="govuk-link" href="{0}">{1}</a>')
_LATE = Markup(' <strong class="govuk-tag govuk-tag--red">{0}</strong>')


class PutOff(Form):
    """Another day on which it is due back."""

    due_on = day("Due back on")
    why_later = TextArea("Why?", look={"rows": 2})


class Close(Form):
    """The end of a batch."""

    why_closed = TextArea("Why is it closed?", look={"rows": 2})


class Accept(Form):
    """A result becomes the council's."""

    comment = TextArea("Anything to write down?", required=False, look={"rows": 2})
    line_id = Select(
        "Does a service change?",
        [],
        required=False,
        empty="No, or the panel decides first",
        hint="Choose the one that changes, from which day, to how many a week",
    )
    effective_on = day("From which day?", required=False, hint="The provider’s day, which may have gone by")
    units = amount("How many a week?", required=False)


class Return(Form):
    """A result goes back to the agency."""

    missing = TextArea("What is missing?", hint="The agency reads this", look={"rows": 2})


class TakeBack(Form):
    """Somebody is taken out of the batch."""

    why = TextArea("Why?", look={"rows": 2})


def _batch(row: BatchRow) -> Markup:
    return _NAMED.format(link(batch, batch_id=row.id), row.name)


def _due(row: BatchRow) -> Markup:
    late = _LATE.format(f"{row.late} late") if row.late else ""
    return Markup("<span>{}{}</span>").format(formats.short_day(row.due_on), late)


BATCHES = (
    Column("", "Batch", show=_batch, header=True),
    Column("agency", "Agency"),
    Column("", "Due back", show=_due),
    Column("", "Sent", kind="number", show=lambda row: row.account.sent),
    Column("", "With them", kind="number", show=lambda row: row.account.out),
    Column("", "To look at", kind="number", show=lambda row: row.account.sent_back),
    Column("", "Accepted", kind="number", show=lambda row: row.account.accepted),
    Column("", "Given back", kind="number", show=lambda row: row.account.given_back),
    Column("", "Taken back", kind="number", show=lambda row: row.account.taken_back),
    Column("owner", "Answers for it"),
)


def _item(row: ItemRow) -> Markup:
    return _NAMED.format(link(batch_item, item_id=row.id), row.person or UNSEEN)


def _state(row: ItemRow) -> Markup:
    late = _LATE.format("Late") if row.late else ""
    return Markup("<span>{}{}</span>").format(row.state, late)


ITEMS = (
    Column("", "Person", show=_item, header=True),
    Column("", "How it stands", show=_state),
    Column("progress", "The agency"),
    Column("says", "Said"),
    Column("answered_at", "Came back", kind="moment", missing=""),
)


@page("batches/", may=access.look_at_batches, title="Batches", methods=("GET", "HEAD"))
def batches(request: ActorRequest) -> HttpResponse:
    """What is with agencies, what came back and is to be looked at, what is late."""
    closed = request.GET.get("state") == "closed"
    rows = council.batches(closed=closed)
    return render(request, "commissioning/batches.jinja", rows=rows, columns=BATCHES, closed=closed)


@page("batches/<int:batch_id>/", may=access.look_at_batches, title="Batch")
def batch(request: ActorRequest, batch_id: int) -> HttpResponse:
    """One batch: everybody in it with a fate; putting it off, and closing it."""
    row, items, others = council.batch(batch_id, request.actor)
    late, closing = PutOff.of(request, version=row.version), Close.of(request, version=row.version)
    if late.is_valid():
        actions.put_off(
            batch_id,
            by=request.actor,
            key=late.key,
            version=late.version,
            reason=late.answers["why_later"],
            due_on=late.answers["due_on"],
        )
        return redirect(batch, batch_id=batch_id)
    if closing.is_valid():
        said = {"key": closing.key, "version": closing.version, "reason": closing.answers["why_closed"]}
        actions.close(batch_id, by=request.actor, **said)
        return redirect(batch, batch_id=batch_id)
    saw(request.actor, "commissioning.batch", [each.record_id for each in items], what="list")
    return render(
        request,
        "commissioning/batch.jinja",
        title=row.name,
        row=row,
        facts=_facts(row),
        items=items,
        others=others,
        columns=ITEMS,
        late=late,
        closing=closing,
        may_send=access.send(request.actor) and row.closed_at is None,
        cannot_close=rules.cannot_close(row.account),
        back=link(batches),
    )


def _facts(row: BatchRow) -> list[tuple[str, str]]:
    told = row.account
    facts = [
        ("Agency", row.agency),
        ("Agreement", row.agreement),
        ("What is asked", row.purpose),
        ("It sees of each", "; ".join(["Name and date of birth", *row.shares])),
        ("Sent", f"{told.sent}, {formats.moment(row.sent_at)}, by {row.sent_by}"),
        ("Due back", formats.day(row.due_on) + (f": {row.late} late" if row.late else "")),
        ("Answers for it", row.owner),
        (
            "Of them",
            "; ".join(
                (
                    f"{told.out} with the agency",
                    f"{told.sent_back} to look at",
                    f"{told.accepted} accepted",
                    f"{told.given_back} given back",
                    f"{told.taken_back} taken back",
                )
            ),
        ),
    ]
    closed = [("Closed", f"{formats.moment(row.closed_at)}: {row.closed_why}")] if row.closed_at else []
    return [*facts, *closed]


@page("batches/people/<int:item_id>/", may=access.look_at_batches, title="Result")
def batch_item(request: ActorRequest, item_id: int) -> HttpResponse:
    """What came back of one person: accept it, return it with what is missing, or take the person back."""
    found = council.result(item_id, request.actor)
    accepting = Accept.of(request, version=found.version, initial={"effective_on": found.from_when})
    accepting.offer("line_id", changing.lines(found.item.person_id, request.actor))
    back, taking = Return.of(request, version=found.version), TakeBack.of(request, version=found.version)
    deeds: tuple[tuple[Form, Any, Any], ...] = (
        (accepting, actions.accept, _change),
        (back, actions.return_, lambda said: {"comment": said["missing"]}),
        (taking, actions.take_back, dict),
    )
    for form, deed, given in deeds:
        if form.is_valid():
            said = given(form.answers)
            deed(item_id, by=request.actor, key=form.key, version=form.version, **said)
            return redirect(batch, batch_id=found.batch.id)
    saw(request.actor, "commissioning.batch_item", [found.item.record_id])
    return render(
        request, "commissioning/batch_item.jinja", **_shown(request, found, accepting, back, taking)
    )


def _change(said: dict[str, Any]) -> dict[str, Any]:
    if not said["line_id"]:
        return {"comment": said["comment"]}
    change = {"line_id": int(said["line_id"]), "effective_on": said["effective_on"], "units": said["units"]}
    return {"comment": said["comment"], "change": change}


def _shown(request: ActorRequest, found: Result, accepting: Form, back: Form, taking: Form) -> dict[str, Any]:
    item, waits = found.item, found.item.code == rules.SENT_BACK
    journey = (
        link("pathways.journey", person_id=item.person_id, journey_id=item.journey_id)
        if item.person_id
        else ""
    )
    return {
        "title": item.person or UNSEEN,
        "found": found,
        "journey": journey,
        "accepting": accepting if waits and access.decide(request.actor) else None,
        "returning": back if waits and access.decide(request.actor) else None,
        "taking": taking if item.code in rules.OPEN and access.send(request.actor) else None,
        "back": link(batch, batch_id=found.batch.id),
    }


navigation.account("Batches with agencies", batches, order=45)
