"""Saving one answer while somebody types, beside its floor.

The floor is what a plain Django view would do, behind the same server door, middleware, session and forgery check: in
one transaction it finds the row as the actor may see it, changes it, and seals the audit entry that its trigger wrote.
Ours, besides, loads the form, reads its definition, checks the answer against its question, and compares versions.
"""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.db import transaction
from django.http import HttpResponse, JsonResponse

from alongside.forms import actions
from alongside.forms.models import Answer
from alongside.records import actors, clock
from alongside.records.audit import seal
from alongside.web.door import ActorRequest, page

TOKEN = "b" * 32
QUESTION = "good-day"


@page("bench/save/<int:answer_id>/", may=lambda _actor: True, methods=("POST",))
def floor(request: ActorRequest, answer_id: int) -> HttpResponse:
    """Save one row, the plain way, in one audited transaction."""
    with transaction.atomic():
        begun = seal.start()
        row: Any = Answer.objects.visible_to(request.actor).get(pk=answer_id)
        row.value, row.version, row.saved_at = request.POST[QUESTION], row.version + 1, clock.now()
        row.saved_by_id = request.actor.worker_id
        row.save(update_fields=["value", "version", "saved_at", "saved_by"])
        seal.seal_action(begun, request.actor.worker_id, "bench", "")
    return JsonResponse({"version": row.version})


def both(cookie: str, worker_id: int, person: int) -> tuple[Callable[[], object], Callable[[], object]]:
    """Saving a new text each time: our way, and the floor's, on two forms about one person."""
    by: Any = actors.of(worker_id)
    made = [int(actions.begin(person, by=by, form="needs-assessment")) for _side in range(2)]
    for each in made:
        actions.save_answer(each, by=by, question=QUESTION, value="Cooking", base=0, editor="bench", turn=0)
    row = Answer.objects.for_system("the bench saves it").get(filled_id=made[1], question=QUESTION)
    turns, versions = itertools.count(1), [1]

    def ours() -> object:
        turn = next(turns)
        sent = {"cell": QUESTION, QUESTION: f"Cooking, {turn}", "turn": str(turn), "_editor": "bench"}
        address = f"/people/{person}/forms/{made[0]}/save/answer/"
        told = _post(address, cookie, sent | {f"v:{QUESTION}": f"{versions[-1]}."})
        if told["version"] != versions[-1] + 1:
            raise SystemExit(f"what is measured saved nothing: {told}")
        versions[-1] = told["version"]
        return told

    def bare() -> object:
        return _post(f"/bench/save/{row.pk}/", cookie, {QUESTION: f"Cooking, {next(turns)}"})

    return ours, bare


def _post(address: str, cookie: str, sent: dict[str, str]) -> Any:
    """Send a form through the WSGI door."""
    from config.wsgi import application

    body = urlencode(sent | {"csrfmiddlewaretoken": TOKEN}).encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "HTTP_COOKIE": f"alongside={cookie}; csrftoken={TOKEN}",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    environ["HTTP_HOST"] = "localhost"
    answered: list[str] = []

    def start(status: str, _headers: Any, _error: Any = None) -> Any:
        answered.append(status)

    told: Any = application(environ, start)
    text = b"".join(told)
    told.close()
    if not answered[0].startswith("200"):
        raise SystemExit(f"{address} answered {answered[0]}: {text[:300]!r}")
    return json.loads(text)
