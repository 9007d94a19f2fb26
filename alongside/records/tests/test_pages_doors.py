"""Every page of this room: for whom it is there, and that everybody else meets a plain refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from alongside.records import clock
from alongside.records.actions import access as actions
from alongside.records.actors import Actor
from alongside.records.models import Worker
from alongside.records.permissions import PERMISSIONS
from alongside.records.tests import desk
from alongside.web.door import Page, pages

ClientOf = Callable[[object], Client]
EVERYBODY, SIGNED_IN = "everybody", "whoever is signed in"
# The permission each page asks for; the table is complete (the last test).
NEEDS = {
    "records.sign_in": EVERYBODY,
    "records.healthz": EVERYBODY,
    "records.readyz": EVERYBODY,
    "records.sign_out": SIGNED_IN,
    "records.document": SIGNED_IN,
    "records.roles": SIGNED_IN,
    "records.nobody_lost": SIGNED_IN,
    "records.duty": "cover out of hours",
    "records.restricted": "see restricted",
    "records.answer_blind_match": "see restricted",
    "records.access_review": "review access",
    "records.review_glass": "review access",
    "records.look_up": "review access",
    "records.unusual": "review access",
    "records.health": "see system health",
    "records.explain_outside": "see system health",
    "records.workers": "keep workers",
    "records.add_worker": "keep workers",
    "records.worker": "keep workers",
    "records.leave": "keep workers",
    "records.absence": "keep workers",
    "records.back": "keep workers",
    "records.end_post": "keep workers",
    "records.close_account": "keep workers",
    "records.open_account": "keep workers",
}
pytestmark = pytest.mark.django_db


def _pages() -> list[Page]:
    get_resolver().url_patterns  # noqa: B018 the pages publish themselves when the addresses are asked for
    return [page for page in pages() if page.name.startswith("records.")]


def _parts() -> dict[str, int]:
    """One of each thing that an address may name."""
    by = desk.a_worker("break glass", "find people")
    file = desk.restricted(desk.a_worker().own)
    broken = actions.break_glass(file, by=by, category="life-at-risk", reason="An ambulance waits outside")
    match = actions.report_blind_match(file, by=by, message="Somebody rang", callback="020 7946 0100")
    return {
        "worker_id": desk.a_worker().worker_id or 0,
        "post_id": 1,
        "broken_id": broken,
        "match_id": match,
        "seal_id": 999,
        "document_id": 999,
    }


def _ask(client: Client, page: Page, parts: dict[str, int]) -> int:
    needed = {name: value for name, value in parts.items() if f":{name}>" in page.route}
    ask: Any = client.get if "GET" in page.methods else client.post
    return int(ask(page.link(needed)).status_code)


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_a_page_is_there_for_those_it_is_for_and_for_nobody_else(name: str, client_of: ClientOf) -> None:
    """R-241, U-01 to U-45: one permission at a time; the refusal is 403, and nobody signed in is sent to sign in."""
    page = next(page for page in _pages() if page.name == name)
    parts, need = _parts(), NEEDS[name]
    for permission in sorted(PERMISSIONS):
        answer = _ask(client_of(desk.a_worker(permission)), page, parts)
        let_in = need in (EVERYBODY, SIGNED_IN, permission)
        assert (answer == 403) is not let_in, f"{permission}: {answer}"
        if let_in:
            # A post, an outside write or a shut account of this number may not be there; nothing fails.
            assert answer in {200, 303, 404, 409}
    nobody = _ask(Client(), page, parts)
    assert nobody in ({200} if need == EVERYBODY else {303, 401})


def test_the_table_names_every_page_of_the_room() -> None:
    """A new page says here for whom it is."""
    assert {page.name for page in _pages()} == set(NEEDS)


def _suspended() -> Actor:
    who = desk.a_worker("find people", "see restricted")
    worker = Worker.objects.get(pk=who.worker_id or 0)
    for post in worker.posts.order_by("id"):
        post.suspended_from_at, post.suspended_why = clock.now(), "“X” ended. Ring Ada."
        post.save()
    return desk.again(who)


def test_a_suspended_worker_is_told_why_on_every_page(client_of: ClientOf) -> None:
    """G-48: the same words everywhere, but for signing out and the roles."""
    client = client_of(_suspended())
    for name in ("records.restricted", "records.workers", "records.duty"):
        answer = client.get(next(page for page in _pages() if page.name == name).link({}))
        assert answer.status_code == 403
        assert "“X” ended. Ring Ada." in answer.content.decode()
    assert client.get("/sign-out/").status_code == client.get("/roles/").status_code == 200


def test_a_leaver_is_signed_out_everywhere_at_once(client_of: ClientOf) -> None:
    """ASVS 8.3.2: every session of theirs, without waiting for one to end."""
    from alongside.records.actions import workers
    from alongside.records.actors import SYSTEM

    who = desk.a_worker("see restricted")
    one, other = client_of(who), client_of(who)
    assert one.get("/restricted/").status_code == 200
    workers.leave(who.worker_id, by=SYSTEM, left_on=clock.today())
    for client in (one, other):
        assert client.get("/restricted/")["Location"].startswith("/sign-in/")


def test_a_role_taken_away_bites_on_the_next_request(client_of: ClientOf) -> None:
    """The page that was open a second ago is shut."""
    from alongside.records.actions import workers
    from alongside.records.actors import SYSTEM

    who = desk.a_worker("see restricted", "find people")
    client = client_of(who)
    assert client.get("/restricted/").status_code == 200
    post = Worker.objects.get(pk=who.worker_id or 0).posts.get(role="see restricted")
    workers.end_post(post.pk, by=SYSTEM)
    assert client.get("/restricted/").status_code == 403


def test_a_shift_that_is_over_opens_nothing_any_more() -> None:
    """The clock alone ends it."""
    from alongside.records.actions import duty

    who = desk.a_worker("cover out of hours")
    ends = clock.now() + timedelta(hours=1)
    duty.begin_shift(by=who, ends_at=ends, handover_in="")
    assert desk.again(who).shift_id is not None
    assert desk.again(who, ends).shift_id is None
