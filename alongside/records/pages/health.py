"""Whether the record is whole, as the last look at everything found; and what a load balancer asks."""

from __future__ import annotations

from django.db import connection
from django.http import HttpResponse

from alongside.records import access
from alongside.records.actions import outside as actions
from alongside.records.audit import triggers
from alongside.records.queries import health as queries
from alongside.records.queries import proving
from alongside.web import navigation
from alongside.web.door import ActorRequest, anyone, page, redirect
from alongside.web.forms import Form, TextArea
from alongside.web.render import render
from alongside.web.tables import Column

JOBS = (
    Column("name", "Job", header=True),
    Column("last_at", "Last begun", kind="moment", missing="Never"),
    Column("state", "State"),
    Column("error", "Error"),
)


class Explain(Form):
    """What was found out about a write from outside."""

    said = TextArea(
        "Who wrote it, and why?",
        hint="It is kept under your name. The entries themselves stay in the audit.",
        missing="Say who wrote it and why",
    )


@page("health/", may=access.see_health, title="Is the record whole?", methods=("GET", "HEAD"))
def health(request: ActorRequest) -> HttpResponse:
    """Every check with what it found when everything was looked at last, and how to mend it."""
    return render(
        request,
        "records/health.jinja",
        proved=proving.proved(request.actor),
        jobs=queries.jobs_done(),
        columns=JOBS,
        outside=queries.outside(),
    )


@page("health/outside/<int:seal_id>/", may=access.see_health, title="Explain writes from outside")
def explain_outside(request: ActorRequest, seal_id: int) -> HttpResponse:
    """Say who wrote to the database past the application, and why."""
    row = queries.outside_batch(seal_id)
    form = Explain.of(request)
    if form.is_valid():
        actions.explain_outside(seal_id, by=request.actor, key=form.key, **form.answers)
        return redirect(health)
    return render(request, "records/explain_outside.jinja", form=form, row=row)


@page("healthz", may=anyone, methods=("GET", "HEAD"))
def healthz(_request: ActorRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@page("readyz", may=anyone, methods=("GET", "HEAD"))
def readyz(_request: ActorRequest) -> HttpResponse:
    """The database answers and its triggers are whole: send traffic here."""
    connection.ensure_connection()
    said = triggers.differences()
    return HttpResponse(
        "ok\n" if not said else "triggers differ\n", status=503 if said else 200, content_type="text/plain"
    )


navigation.add("Health", health, order=90)
