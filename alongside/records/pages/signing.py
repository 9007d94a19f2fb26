"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from alongside.records import access, clock
from alongside.records.actions import workers as actions
from alongside.records.actors import SYSTEM
from alongside.records.queries import workers as queries
from alongside.web import navigation
from alongside.web.door import ActorRequest, SeeOther, anyone, page, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Form, Hidden
from alongside.web.render import render


class SignIn(Form):
    """The choice of a persona."""

    worker = Hidden("Who")
    next = Hidden("Where to", required=False)


@page("sign-in/", may=anyone, title="Sign in")
def sign_in(request: ActorRequest) -> HttpResponse:
    """In the demo, choose one of the cast. Elsewhere sign-in is by the council's identity provider."""
    form = SignIn.of(request)
    personas = queries.personas() if settings.DEMO else []
    if form.is_valid():
        chosen = form.answers["worker"]
        if chosen not in {str(persona.worker_id) for persona in personas}:
            raise Missing
        _begin_session(request, int(chosen))
        return SeeOther(_safe(request, form.answers["next"]))
    return render(
        request,
        "records/sign_in.jinja",
        form=form,
        personas=personas,
        demo=settings.DEMO,
        next=request.GET.get("next", ""),
    )


def _begin_session(request: ActorRequest, worker_id: int) -> None:
    request.session.flush()
    request.session[SESSION_KEY] = str(worker_id)
    # A moment, not a span: a session that remembers something later on does not begin its hours anew.
    request.session.set_expiry(clock.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    actions.sign_in(worker_id, by=SYSTEM, how="persona of the demo")


def _safe(request: ActorRequest, address: str) -> str:
    """Where to go after signing in: only ever an address of our own."""
    own = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and own else "/"


@page("sign-out/", may=access.present, title="Sign out")
def sign_out(request: ActorRequest) -> HttpResponse:
    """End the session; a GET asks first, so that a link elsewhere cannot sign anybody out."""
    form = Form.of(request)
    if request.method == "POST":
        request.session.flush()
        return redirect(sign_in)
    return render(request, "records/sign_out.jinja", form=form)


navigation.account("Sign out", sign_out, order=90)
