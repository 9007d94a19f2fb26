"""Keeping a narrowed list under a name; and a list as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpResponse

from alongside.pathways import access
from alongside.pathways.actions import saved_views as actions
from alongside.pathways.pages.list_columns import UNSEEN
from alongside.pathways.pages.lists import READ, Moment, seen_by, waiting_list
from alongside.pathways.queries import lists as queries
from alongside.pathways.queries import saved_views
from alongside.pathways.queries.list_rows import WaitingRow
from alongside.records.audit.reading import saw
from alongside.records.queries.naming import holder_names
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Form, Select, Text
from alongside.web.render import render

# What a spreadsheet would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Save(Form):
    """A name for what a list was narrowed to."""

    name = Text("What is this view called?", hint="For example: urgent, not allocated", max_length=80)
    shared_with = Select("Who else sees it?", [], empty="Nobody else", required=False)


class Remove(Form):
    """The end of a view."""


@page("lists/<slug:pathway>/<str:wait>/views/", may=access.overlook, title="Saved views")
def saved(request: ActorRequest, pathway: str, wait: str) -> HttpResponse:
    """Keep the list as it is narrowed in this address, or forget a view."""
    named = queries.found(pathway, wait)
    if named is None:
        raise Missing
    where: dict[str, Any] = {"pathway": pathway, "wait": wait}
    teams = [holder for holder in request.actor.holders if holder.startswith("team:")]
    names = holder_names(teams)
    form, remove = Save.of(request), Remove.of(request)
    form.offer("shared_with", [(team, names[team]) for team in teams])
    query = request.GET.urlencode()
    if remove.is_valid():
        actions.forget(_number(request.POST.get("view", "")), by=request.actor, key=remove.key)
        return redirect(saved, **where)
    if form.is_valid():
        actions.keep(by=request.actor, key=form.key, query=query, **where, **form.answers)
        return redirect(waiting_list, saved_views.kept(query), **where)
    return render(
        request,
        "pathways/list_views.jinja",
        title="Saved views",
        of=named[0].waits[named[1]].title,
        form=form,
        views=saved_views.of_list(request.actor, pathway, wait),
        removals=Remove.of(request),
        narrowed=bool(saved_views.kept(query)),
        address=link(waiting_list, **where),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


HEADINGS = (
    "Person", "Record", "Work", "Priority", "Why here", "Priority changed", "Since", "Days waited",
    "Of these on hold", "Over target", "Next contact", "Risk looked at by", "While waiting", "On hold", "With",
    "Allocated, not yet seen",
)  # fmt: skip


@page(
    "lists/<slug:pathway>/<str:wait>/export/",
    may=access.overlook,
    title="Waiting list as a file",
    methods=READ,
)
def export(request: ActorRequest, pathway: str, wait: str) -> HttpResponse:
    """The whole list as it is narrowed, as CSV: what is in it stands in the audit, record by record."""
    named = queries.found(pathway, wait)
    if named is None:
        raise Missing
    moment = Moment.of(request)
    rows = seen_by(request, named, moment)
    saw(request.actor, "pathways.export", [row.record_id for row in rows], what="export")
    made = io.StringIO()
    written = csv.writer(made)
    written.writerow(HEADINGS)
    written.writerows([_safe(cell) for cell in _cells(row)] for row in rows)
    # With its mark at the beginning, a spreadsheet reads the file as what it is.
    answer = HttpResponse("\ufeff" + made.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{pathway}-{wait}-{moment.day.isoformat()}.csv"'
    return answer


def _cells(row: WaitingRow) -> list[object]:
    return [
        row.person or UNSEEN, row.record_id, row.journey_id, row.priority, row.why, _changes(row), row.since, row.days,
        row.paused, _yes(row.over), row.contact_on or "", row.risk_on or "", row.interim, row.held,
        row.owner, _yes(row.unseen),
    ]  # fmt: skip


def _changes(row: WaitingRow) -> str:
    return "; ".join(
        f"{each.on.isoformat()} {each.was} to {each.now}: {each.why} ({each.by})" for each in row.changes
    )


def _yes(said: bool) -> str:
    return "yes" if said else "no"


def _safe(cell: object) -> object:
    """A text that no spreadsheet will run: with an apostrophe before what would begin a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
