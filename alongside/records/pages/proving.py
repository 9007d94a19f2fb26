"""Nobody lost: what the last look at the whole database found, and a look now for whoever may ask for one."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.records import access
from alongside.records.actions import proving as actions
from alongside.records.queries import proving as queries
from alongside.web.door import ActorRequest, page, redirect
from alongside.web.forms import Form
from alongside.web.render import component, render
from alongside.web.tables import Column


def _state(well: bool) -> Markup:
    return component("tag", "Well", "green") if well else component("tag", "Look into this", "red")


NIGHTS = (
    Column("ended_at", "Looked at", kind="moment", header=True),
    Column("by", "Asked for by"),
    Column("is_well", "Found", show=_state),
    Column("wrong", "Checks that found something", kind="number"),
)


class CheckNow(Form):
    """Ask for a look at everything."""


@page("nobody-lost/", may=access.signed_in, title="Is anybody lost?")
def nobody_lost(request: ActorRequest) -> HttpResponse:
    """What the last look at everything found, each failure with its record and how it is mended; a look now, asked
    for here, is the worker's to do."""
    form = CheckNow.of(request)
    if form.is_valid():
        actions.ask(by=request.actor, key=form.key)
        return redirect(nobody_lost)
    return render(
        request,
        "records/nobody_lost.jinja",
        proved=queries.proved(request.actor),
        columns=NIGHTS,
        form=form,
        may_ask=access.see_health(request.actor),
    )
