"""Whether the record is whole: the same check as on the command line; and what a load balancer asks."""

from __future__ import annotations

from django.db import connection
from django.http import HttpResponse

from alongside.records import access, check
from alongside.records.audit import triggers
from alongside.web import navigation
from alongside.web.door import ActorRequest, anyone, page
from alongside.web.render import render


@page("health/", may=access.see_health, title="Is the record whole?", methods=("GET", "HEAD"))
def health(request: ActorRequest) -> HttpResponse:
    """Every check with what it found and how to mend it."""
    return render(request, "records/health.jinja", findings=check.run())


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
