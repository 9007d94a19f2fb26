"""Import runs: which lists came in, and what became of each row."""

from __future__ import annotations

import csv
import io

from django.http import HttpResponse
from markupsafe import Markup

from alongside.integration import access
from alongside.integration.actions import taking_back as actions
from alongside.integration.actions import uploads
from alongside.integration.queries import runs as queries
from alongside.integration.queries.runs import LineRow, RunRow
from alongside.integration.rules.fates import TITLES
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Form, TextArea
from alongside.web.render import render
from alongside.web.tables import Column

AT_ONCE = 100


class TakeBack(Form):
    """The list should not have come in."""

    why = TextArea("Why is the list taken back?", look={"rows": 2})


def _run(row: RunRow) -> Markup:
    words = Markup('<a class="govuk-link" href="{}">{}</a>')
    return words.format(link(run, run_id=row.id), row.title)


def _person(line: LineRow) -> Markup | str:
    if line.person_id is None:
        return ""
    words = Markup('<a class="govuk-link" href="{}">Record {}</a>')
    return words.format(link("people.show", person_id=line.person_id), line.person_id)


class GoOn(Form):
    """A list that stopped is to be tried again."""


def state(row: RunRow) -> str:
    """Where a run stands, in a few words."""
    if row.taken_back_at is not None:
        return "Taken back"
    if row.finished_at is not None:
        return "Brought in"
    if row.asked is not None and row.asked.stopped_why:
        return f"Stopped after row {row.reached}"
    if row.is_under_way:
        return f"Coming in: {row.done:,} of {row.rows:,} rows" if row.reached else "Waits for the worker"
    return f"Interrupted after row {row.reached}"


RUNS = (
    Column("", "List", show=_run, header=True),
    Column("as_at", "As it was on", kind="date"),
    Column("file_name", "File"),
    Column("rows", "Rows", kind="number"),
    Column("", "State", show=state),
    Column("begun_at", "Brought in", kind="moment"),
    Column("begun_by", "By"),
)
LINES = (
    Column("number", "Row", kind="number"),
    Column("reference", "Reference", header=True),
    Column("fate", "What became of it", show=TITLES.__getitem__),
    Column("why", "Why"),
    Column("", "Person", show=_person),
)


@page("imports/", may=access.bring_lists_in, title="Lists of other systems", methods=("GET", "HEAD"))
def runs(request: ActorRequest) -> HttpResponse:
    """Every list that was brought in, the newest first."""
    return render(request, "integration/runs.jinja", rows=queries.every(), columns=RUNS)


@page("imports/<int:run_id>/", may=access.bring_lists_in, title="A list that was brought in")
def run(request: ActorRequest, run_id: int) -> HttpResponse:
    """What became of each row of one list, and the way back while nobody has gone on with it."""
    found = queries.row(run_id)
    form, again = TakeBack.of(request), GoOn.of(request)
    if form.is_valid():
        actions.take_back(run_id, by=request.actor, key=form.key, **form.answers)
        return redirect(run, run_id=run_id)
    if again.is_valid():
        uploads.go_on(by=request.actor, key=again.key, run_id=run_id)
        return redirect(run, run_id=run_id)
    if found.is_under_way:
        return render(request, "integration/coming.jinja", title=found.title, found=found, state=state(found))
    return _fates(request, found, form, again)


def _fates(request: ActorRequest, found: RunRow, form: TakeBack, again: GoOn) -> HttpResponse:
    """Every row with its fate, a hundred at a time."""
    run_id = found.id
    fate = request.GET.get("fate", "")
    behind = _number(request.GET.get("behind", ""))
    lines = queries.some_lines(run_id, fate if fate in TITLES else "", behind, AT_ONCE + 1)
    shown = lines[:AT_ONCE]
    saw(request.actor, "integration.run", [each.person_id for each in shown if each.person_id], what="list")
    return render(
        request,
        "integration/run.jinja",
        title=found.title,
        found=found,
        state=state(found),
        counts=_counts(found),
        fate=TITLES.get(fate, ""),
        rows=shown,
        columns=LINES,
        older=_next(run_id, fate, shown[-1].number) if len(lines) > AT_ONCE else "",
        newer=link(run, run_id=run_id) if behind else "",
        form=form,
        again=again,
    )


def _counts(found: RunRow) -> list[tuple[int, str, str]]:
    here = link(run, run_id=found.id)
    return [(found.counts[fate], title, f"{here}?fate={fate}") for fate, title in TITLES.items()]


def _next(run_id: int, fate: str, behind: int) -> str:
    return f"{link(run, run_id=run_id)}?behind={behind}{f'&fate={fate}' if fate in TITLES else ''}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


@page(
    "imports/<int:run_id>/fates.csv",
    may=access.bring_lists_in,
    title="What became of each row",
    methods=("GET", "HEAD"),
)
def fates(request: ActorRequest, run_id: int) -> HttpResponse:
    """The fate of every row, to lay beside the file that was sent. It names nobody."""
    queries.row(run_id)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("row", "reference", "fate", "why", "person", "journey"))
    people = []
    for each in queries.lines(run_id):
        writer.writerow(
            (each.number, each.reference, each.fate, each.why, each.person_id or "", each.journey_id or "")
        )
        people += [each.person_id] if each.person_id else []
    saw(request.actor, "integration.fates", people, what="export")
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="list-{run_id}-fates.csv"'
    return response


navigation.add("Lists brought in", runs, order=70)
