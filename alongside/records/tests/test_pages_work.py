"""Signing in and out, workers, emergency duty and the health of the system, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client

from alongside.records import check, clock
from alongside.records.actions import access, duty, keeping, proving, workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.audit import seal
from alongside.records.models import Entry, Post, Run, Seal, Shift, Worker
from alongside.records.queries import naming
from alongside.records.tests import desk
from alongside.web.errors import Refused

ClientOf = Callable[[object], Client]
pytestmark = pytest.mark.django_db


def _sign_in(worker: Actor, **more: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/sign-in/", {"worker": str(worker.worker_id), **more})


def test_a_persona_is_one_press_away() -> None:
    """The demo's card says who, what and what for; the press is written down."""
    who = desk.a_worker("keep workers", name="Ida Keeper")
    assert "Sign in as Ida Keeper" in Client().get("/sign-in/").content.decode()
    client, answer = _sign_in(who, next="/workers/")
    assert answer["Location"] == "/workers/"
    assert client.get("/workers/").status_code == 200
    assert Worker.objects.get(pk=who.worker_id or 0).last_login is not None


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_after_signing_in_one_stays_in_the_house(elsewhere: str) -> None:
    """A link in an e-mail cannot use our door to lead away."""
    assert _sign_in(desk.a_worker(), next=elsewhere)[1]["Location"] == "/"


def test_no_persona_outside_the_demo(settings: Any) -> None:
    """ASVS 6.3.4: no undocumented way in."""
    who = desk.a_worker()
    settings.DEMO = False
    assert "Sign in as" not in Client().get("/sign-in/").content.decode()
    assert _sign_in(who)[1].status_code == 404


def test_a_leaver_is_no_persona() -> None:
    """Nor can the number of one be sent."""
    who = desk.a_worker()
    workers.leave(who.worker_id, by=SYSTEM, left_on=clock.today())
    assert _sign_in(who)[1].status_code == 404


def test_a_session_ends_after_its_hours_whatever_it_remembers() -> None:
    """ASVS 7.3.2: counted from signing in, not from the last page or the last thing kept in it."""
    hours = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    begun = clock.now()
    client, _ = _sign_in(desk.a_worker("keep workers"))
    with time_machine.travel(begun + hours / 2):
        session = client.session
        session["kept"] = "something"
        session.save()
    with time_machine.travel(begun + hours - timedelta(minutes=1)):
        assert client.get("/workers/").status_code == 200
    with time_machine.travel(begun + hours + timedelta(minutes=1)):
        assert client.get("/workers/")["Location"].startswith("/sign-in/")


def test_signing_out_asks_first(client_of: ClientOf) -> None:
    """A link or picture elsewhere cannot sign anybody out; the button can."""
    client = client_of(desk.a_worker("keep workers"))
    assert client.get("/sign-out/").status_code == 200
    assert client.get("/workers/").status_code == 200
    assert client.post("/sign-out/").status_code == 303
    assert client.get("/workers/")["Location"].startswith("/sign-in/")


def test_signing_in_makes_a_new_session() -> None:
    """ASVS 7.2.4: what somebody planted before is gone."""
    client = Client()
    session = client.session
    session["planted"] = "before"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    client.post("/sign-in/", {"worker": str(desk.a_worker().worker_id)})
    assert "planted" not in client.session
    assert client.session.session_key != session.session_key


def test_a_worker_is_added_given_a_role_and_ended(client_of: ClientOf) -> None:
    """From the form to the first page they may open, and back."""
    ida = client_of(desk.a_worker("keep workers"))
    added = ida.post("/workers/add/", {"name": "New Worker", "sign_in_name": "new@example.org"})
    page = added["Location"]
    new = Worker.objects.get(sign_in_name="new@example.org")
    assert "Without a role nobody can sign in." in ida.get(page).content.decode()
    assert ida.post(page, {"role": "see restricted", "holder": ""}).status_code == 303
    assert client_of(new).get("/restricted/").status_code == 200
    post = Post.objects.get(worker=new)
    assert ida.post(f"{page}posts/{post.pk}/end/").status_code == 303
    assert "Ended" in ida.get(page).content.decode()
    assert client_of(new).get("/restricted/").status_code == 303


def test_what_is_refused_is_said_on_the_form(client_of: ClientOf) -> None:
    """A name taken already, a lost colleague: the answers stay."""
    keeper = desk.a_worker("keep workers")
    ida = client_of(keeper)
    taken = Worker.objects.get(pk=keeper.worker_id or 0).sign_in_name
    html = ida.post("/workers/add/", {"name": "Other", "sign_in_name": taken}).content.decode()
    assert "Choose another name." in html
    assert 'value="Other"' in html


def test_an_unused_account_is_listed_closed_and_opened(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A door nobody watches: shut at once in every session, the posts kept, no leaver in the check."""
    from alongside import council

    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(days=council.current().access.dormant_days + 1))
    idle, busy = desk.a_worker(name="Idle Hand"), desk.a_worker(name="Busy Hand")
    monkeypatch.undo()
    workers.sign_in(busy.worker_id, by=SYSTEM, how="test")
    ida = client_of(desk.a_worker("keep workers"))
    said = ida.get("/workers/").content.decode().partition("<table")[0]
    assert "Idle Hand" in said
    assert "Busy Hand" not in said
    theirs = client_of(idle)
    assert theirs.get("/roles/").status_code == 200
    assert ida.post(f"/workers/{idle.worker_id}/close/").status_code == 303
    assert theirs.get("/roles/").status_code == 303
    assert "Idle Hand" not in ida.get("/workers/").content.decode().partition("<table")[0]
    assert {finding.name: finding for finding in check.run()}["leavers"].ok
    assert ida.post(f"/workers/{idle.worker_id}/open/").status_code == 303
    assert client_of(idle).get("/roles/").status_code == 200


def test_accounts_are_not_closed_by_oneself_nor_opened_for_leavers() -> None:
    """Nor twice."""
    keeper, gone = desk.a_worker("keep workers"), desk.a_worker()
    workers.leave(gone.worker_id, by=SYSTEM, left_on=clock.today())
    for deed, said in (
        (lambda: keeping.close_account(keeper.worker_id, by=keeper), "your own account"),
        (lambda: keeping.close_account(gone.worker_id, by=keeper), "cannot sign in already"),
        (lambda: keeping.open_account(gone.worker_id, by=keeper), "has left"),
        (lambda: keeping.open_account(keeper.worker_id, by=SYSTEM), "can sign in already"),
    ):
        with pytest.raises(Refused, match=said):
            deed()


def test_absence_and_leaving_by_their_forms(client_of: ClientOf) -> None:
    """The cover sees the work while it lasts; a leaver's people are handed on or nothing happens."""
    ida, away, cover = client_of(desk.a_worker("keep workers")), desk.a_worker(), desk.a_worker()
    file = desk.restricted(away.own)
    today = clock.today()
    day = dict(zip(("day", "month", "year"), (today.day, today.month, today.year), strict=True))
    absence = {f"from_on-{part}": number for part, number in day.items()} | {"covered_by": cover.worker_id}
    assert ida.post(f"/workers/{away.worker_id}/absence/", absence).status_code == 303
    assert desk.sees(cover, file)
    assert "Away, covered by" in ida.get(f"/workers/{away.worker_id}/").content.decode()
    assert ida.post(f"/workers/{away.worker_id}/back/").status_code == 303
    assert not desk.sees(cover, file)
    leaving = {f"left_on-{part}": number for part, number in day.items()}
    refused = ida.post(f"/workers/{away.worker_id}/leave/", leaving).content.decode()
    assert "Say who takes over." in refused
    handed = ida.post(f"/workers/{away.worker_id}/leave/", leaving | {"hand_to": cover.own})
    assert handed.status_code == 303
    assert desk.sees(cover, file)
    assert "Left on" in ida.get(f"/workers/{away.worker_id}/").content.decode()


def test_a_shift_from_handover_to_handover(client_of: ClientOf) -> None:
    """The end is a time on the London clock; the handovers can be read by the next."""
    omar = desk.a_worker("cover out of hours")
    client = client_of(omar)
    assert "Enter the time" in client.post("/duty/", {"ends_at": "25:00"}).content.decode()
    with time_machine.travel(clock.now().replace(hour=20, minute=0) + timedelta(days=1), tick=False):
        late = client_of(omar)
        assert (
            late.post("/duty/", {"ends_at": "8:00", "handover_in": "Ring Mrs Ade at nine"}).status_code == 303
        )
        html = late.get("/duty/").content.decode()
        assert "You are on duty" in html
        assert "Ring Mrs Ade at nine" in html
        ended = {"_form": "End", "handover_out": "She was not in"}
        assert late.post("/duty/", ended).status_code == 303
        assert "She was not in" in late.get("/duty/").content.decode()
    assert Shift.objects.get(worker_id=omar.worker_id or 0).ended_at is not None


def test_whom_a_shift_opened_is_named_unless_restricted_since(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day team reads whom the night opened; whoever had to be hidden meanwhile is hidden here, too."""
    omar, next_night = desk.a_worker("cover out of hours"), desk.a_worker("cover out of hours")
    kept, hidden = desk.a_record(), desk.a_record()
    monkeypatch.setattr(naming, "_naming", [lambda ids: {key: f"Person {key}" for key in ids}])
    duty.begin_shift(by=omar, ends_at=clock.now() + timedelta(hours=8), handover_in="")
    for file in (kept, hidden):
        access.open_record(file, by=desk.again(omar))
    access.restrict(
        hidden, by=SYSTEM, reason="Threats", category="threat", named=[omar.own], review_on=desk.REVIEW_ON
    )
    html = client_of(next_night).get("/duty/").content.decode()
    assert f"Person {kept}" in html
    assert f"Person {hidden}" not in html
    assert "somebody whose record is restricted now" in html
    entry = Entry.objects.filter(op="R", worker_id=next_night.worker_id).order_by("-id")[0]
    assert f'"records":[{kept},{hidden}]' in (entry.payload or "")


def test_a_write_from_outside_is_shown_explained_and_then_silent(client_of: ClientOf) -> None:
    """R-247: raw SQL from elsewhere: what it touched, who says why, under their name."""
    ian, other = desk.a_worker("see system health", name="Ian Sees"), desk.a_worker(name="Before")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_worker SET name = 'After' WHERE id = %s", [other.worker_id])
    seal.seal_strays()
    outside = Seal.objects.filter(kind="outside").order_by("-id")[0]
    client, page = client_of(ian), f"/health/outside/{outside.pk}/"
    proving.ask(by=ian)
    proving.prove_due()
    health = client.get("/health/").content.decode()
    assert "changed a row of records_worker" in health
    assert "Look into this" in health
    assert "Say in a sentence" in client.post(page, {"said": "me"}).content.decode()
    assert client.post(page, {"said": "The supplier mended a name, ticket 4711"}).status_code == 303
    health = client.get("/health/").content.decode()
    assert "ticket 4711" in health
    assert "Ian Sees" in health
    assert {finding.name: finding for finding in check.run()}["writes from outside"].ok
    assert "Explain</button>" not in client.get(page).content.decode()


def test_a_batch_that_the_application_wrote_needs_no_explaining(client_of: ClientOf) -> None:
    """There is no such page for it."""
    client = client_of(desk.a_worker("see system health"))
    ours = Seal.objects.filter(kind="action").order_by("-id")[0]
    assert client.get(f"/health/outside/{ours.pk}/").status_code == 404


def test_a_failing_job_can_be_read_on_the_health_page(client_of: ClientOf) -> None:
    """Kept until it goes well again; a worker that has stopped is said, too."""
    long_ago = clock.now() - timedelta(days=2)
    Run.objects.create(
        job="seal strays", started_at=long_ago, finished_at=long_ago, failures=3, error="OSError: disk full"
    )
    Run.objects.create(job="close past shifts", started_at=long_ago, finished_at=long_ago)
    html = client_of(desk.a_worker("see system health")).get("/health/").content.decode()
    assert "Failed 3 times" in html
    assert "OSError: disk full" in html
    assert "Late: is the worker running?" in html
