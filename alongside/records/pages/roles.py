"""Every role in plain English: for everybody who is signed in, whatever their agreement."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.records import access
from alongside.records.queries import roles as queries
from alongside.web import navigation
from alongside.web.door import ActorRequest, page
from alongside.web.render import render


@page("roles/", may=access.present, title="Who may do what", methods=("GET", "HEAD"))
def roles(request: ActorRequest) -> HttpResponse:
    """What each role may do, in sentences, and how many hold it."""
    rows = queries.roles(request.actor)
    return render(request, "records/roles.jinja", rows=rows, actor=request.actor)


navigation.account("Who may do what", roles, order=40)
