"""The pages of a reconciled bulk operation: what would be done, what became of each, and the undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from alongside.casework import access, bulk
from alongside.casework.actions import bulk as actions
from alongside.casework.bulk import Line, Target
from alongside.casework.pages.choosing import again, chosen_of
from alongside.casework.queries import bulk as queries
from alongside.casework.rules import bulk as rules
from alongside.records.audit.reading import saw
from alongside.web import formats
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Forbidden
from alongside.web.forms import Form, TextArea
from alongside.web.render import render
from alongside.web.tables import Column

LINES = (
    Column("person", "Person", link="href", header=True),
    Column("what", "Work"),
    Column("now", "Now"),
    Column("then", "Then"),
)
STOPPED = (
    Column("person", "Person", link="href", header=True),
    Column("what", "Work"),
    Column("now", "Now"),
    Column("stops", "Why it is left as it is"),
)
ITEMS = (
    Column("person", "Person", link="href", header=True),
    Column("what", "Work"),
    Column("fate", "What became of it"),
    Column("why", "Why"),
)
DONE = (
    Column("at", "When", kind="moment"),
    Column("title", "What", link="href", header=True),
    Column("done", "Done", kind="number"),
    Column("left", "Left", kind="number"),
    Column("undone_at", "Undone", kind="moment", missing="No"),
)


class Undo(Form):
    """The undoing of an operation."""

    reason = TextArea("Why is it undone?", look={"rows": 2})


def preview(
    request: ActorRequest,
    kind: str,
    form: Form,
    target: Target | None,
    *,
    back: str,
    says: str = "",
    receivers: Sequence[tuple[str, str]] = (),
    to: str = "",
) -> HttpResponse:
    """Show what would become of each thing ticked (`?item=12.3&item=…`), and do it when the form is sent.

    `form` holds the target and asks for `reason`; `target` is None while it is not yet chosen among `receivers`.
    """
    deed = bulk.kind_of(kind)
    if not deed.may(request.actor):
        raise Forbidden("Your role does not allow this.")
    chosen, more = chosen_of(request)
    if form.is_valid() and target is not None:
        made = actions.carry_out(
            by=request.actor,
            key=form.key,
            reason=form.answers["reason"],
            kind=kind,
            chosen=chosen,
            target=dict(target),
        )
        return redirect(operation, operation_id=made)
    lines = deed.look(list(chosen), target, by=request.actor) if target is not None else ()
    saw(request.actor, "casework.bulk", [line.record_id for line in lines], what="list")
    return render(
        request,
        "casework/bulk.jinja",
        title=deed.title(len(chosen), target) if target is not None else f"Give {deed.many}",
        form=form,
        chosen=rules.sent_as(chosen),
        again=again(request, chosen),
        more=more,
        account=account_of(deed, len(chosen), lines, target),
        ready=[line for line in lines if not line.stops],
        stopped=[line for line in lines if line.stops],
        line_columns=LINES,
        stopped_columns=STOPPED,
        back=back,
        says=says,
        known=target is not None,
        receivers=receivers,
        to=to,
    )


def account_of(deed: bulk.Kind, chosen: int, lines: Sequence[Line], target: Target | None) -> str:
    """ "12 chosen: 10 will be done, 1 will be left as it is, 1 is not there or not yours to see."; it adds up."""
    if target is None:
        return f"{formats.count(chosen, deed.one, deed.many)} chosen."
    done = sum(not line.stops for line in lines)
    gone = chosen - len(lines)
    parts = [
        f"{done} will be done",
        f"{len(lines) - done} will be left as they are" if len(lines) - done else "",
    ]
    parts.append(f"{gone} not there any more, or not yours to see" if gone else "")
    return f"{formats.count(chosen, deed.one, deed.many)} chosen: {', '.join(filter(None, parts))}."


@page("bulk/", may=access.allocate, title="Done in bulk", methods=("GET", "HEAD"))
def operations(request: ActorRequest) -> HttpResponse:
    """What the reader has done to many things at once."""
    rows = [_Listed(row) for row in queries.mine(request.actor)]
    return render(request, "casework/bulk_done.jinja", rows=rows, columns=DONE)


class _Listed:
    """An operation in the list, with its address."""

    def __init__(self, row: queries.Operation) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)

    @property
    def href(self) -> str:
        """Its page."""
        return link(operation, operation_id=self._row.id)


@page("bulk/<int:operation_id>/", may=access.allocate, title="Done in bulk")
def operation(request: ActorRequest, operation_id: int) -> HttpResponse:
    """What became of each, and within 24 hours the way back."""
    row, items, shown = queries.operation(operation_id, request.actor)
    form = Undo.of(request)
    if row.can_undo and form.is_valid():
        actions.undo(operation_id, by=request.actor, key=form.key, reason=form.answers["reason"])
        return redirect(operation, operation_id=operation_id)
    saw(request.actor, "casework.operation", shown, what="list")
    return render(
        request,
        "casework/operation.jinja",
        title=row.title,
        row=row,
        items=items,
        columns=ITEMS,
        form=form,
        facts=_facts(row),
    )


def _facts(row: queries.Operation) -> list[tuple[str, str]]:
    """The account in words, each line of it."""
    facts = [
        ("Chosen", str(row.asked)),
        ("Done", str(row.done)),
        ("Left as they were", str(row.left)),
        ("By", f"{row.by}, {formats.moment(row.at)}"),
        ("Why", row.reason),
    ]
    if row.over:
        facts.append(("Why above the agreed load", row.over))
    if row.messages:
        facts.append(("Letters caused", f"{row.messages}, waiting until {formats.moment(row.until)}"))
    if row.undone_at is not None:
        facts.append(("Undone", f"{row.undone_by}, {formats.moment(row.undone_at)}: {row.undone_why}"))
        facts.append(("As they were before", str(row.back)))
        facts.append(("Stayed", str(row.stayed)))
    return facts
