"""Organisations and agreements: what lapses, when, for whom; who may keep them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside import council
from alongside.people.actions import organisations as actions
from alongside.people.models import Agreement, Membership
from alongside.people.queries import lending
from alongside.people.tests.making import again, worker
from alongside.people.tests.partners import DAY, agree, london, member, partner, sees
from alongside.records import actors, check, clock, jobs
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM
from alongside.records.models import Post
from alongside.web.errors import Refused, Stale

ClientOf = Callable[[object], Client]
pytestmark = pytest.mark.django_db


def test_an_expiry_bites_in_the_middle_of_a_session(client_of: ClientOf) -> None:
    """G-48, R-246: at midnight in London the next request says which agreement ended and whom to ring."""
    today = clock.today()
    with london(today, 23, 50):
        client = client_of(member(partner(expires_on=today)))
        assert client.get("/protocols/").status_code == 200
    with london(today, 23, 59), CaptureQueriesContext(connection) as before:
        assert client.get("/protocols/").status_code == 200
    with london(today + DAY, 0, 1), CaptureQueriesContext(connection) as after:
        answer = client.get("/protocols/")
    said = answer.content.decode()
    assert answer.status_code == 403
    assert "“Working together”" in said
    assert "Ring Ada Keeper" in said
    assert len(after) <= len(before)


def test_a_suspended_worker_can_still_sign_out_and_read_the_roles(client_of: ClientOf) -> None:
    """Nobody is held in a room whose doors are all shut."""
    organisation = partner()
    client = client_of(member(organisation))
    actions.end_organisation(organisation, by=SYSTEM, reason="The contract ended", ended_on=clock.today())
    assert client.get("/protocols/").status_code == 403
    assert client.get("/roles/").status_code == 200
    assert client.get("/sign-out/").status_code == 200


def test_a_renewal_gives_access_back_at_once() -> None:
    """Nobody waits for a night's work; the agreement keeps its place and gets a new edition."""
    organisation = partner(expires_on=clock.today() - DAY)
    who = member(organisation)
    assert not sees(who)
    agreement = Agreement.objects.get(organisation=organisation)
    actions.renew_agreement(
        agreement.pk, by=SYSTEM, signed_by="Bea Director", expires_on=clock.today() + 365 * DAY
    )
    assert sees(who)
    agreement.refresh_from_db()
    assert agreement.edition == 2


def test_ending_an_agreement_today_ends_access_today() -> None:
    """A breach is not waited out."""
    organisation = partner()
    who = member(organisation)
    agreement = Agreement.objects.get(organisation=organisation)
    assert sees(who)
    actions.end_agreement(agreement.pk, by=SYSTEM, reason="A breach", ended_on=clock.today())
    assert not sees(who)


def test_two_agreements_lend_as_long_as_either() -> None:
    """The unbroken cover counts, not the first paper."""
    organisation = partner(expires_on=clock.today())
    owner = worker("commissioner", "quality")
    agree(organisation, owner, starts_on=clock.today() + DAY, expires_on=clock.today() + 30 * DAY)
    who = member(organisation)
    with london(clock.today() + 20 * DAY):
        assert sees(who)
    with london(clock.today() + 31 * DAY):
        assert not sees(who)


def test_an_agreement_that_begins_later_lends_from_its_day() -> None:
    """A gap shuts by itself; what begins after it is given back by the worker's job."""
    organisation = partner(expires_on=clock.today())
    agree(
        organisation,
        worker("commissioner", "quality"),
        starts_on=clock.today() + 5 * DAY,
        expires_on=clock.today() + 30 * DAY,
    )
    who = member(organisation)
    with london(clock.today() + 3 * DAY):
        assert not sees(who)
    with london(clock.today() + 5 * DAY, 0, 5):
        assert [outcome.error for outcome in jobs.run_due() if "agreements" in outcome.job] == [""]
        assert sees(who)


def test_a_privacy_notice_lends_nothing() -> None:
    """R-244: it is in the register and opens no door."""
    assert not sees(member(partner(kind="notice")))


def test_the_council_itself_needs_no_agreement() -> None:
    """Known by its own code; a neighbouring council needs one."""
    code = council.current().la_code
    own = actions.add_organisation(by=SYSTEM, name="Ourselves", kind="council", code=code)
    assert sees(member(own))
    other = actions.add_organisation(by=SYSTEM, name="Next door", kind="council", code="000")
    assert not sees(member(other))
    with pytest.raises(Refused, match="cannot be ended"):
        actions.end_organisation(own, by=SYSTEM, reason="By mistake", ended_on=clock.today())


def test_ending_an_organisation_can_be_taken_back() -> None:
    """A mistake costs nobody their post."""
    organisation = partner()
    who = member(organisation)
    actions.end_organisation(organisation, by=SYSTEM, reason="By mistake", ended_on=clock.today())
    assert not sees(who)
    actions.reopen_organisation(organisation, by=SYSTEM)
    assert sees(who)


def test_leaving_an_organisation_ends_the_post() -> None:
    """With no other post there is nobody signed in any more."""
    organisation = partner()
    who = member(organisation)
    membership = Membership.objects.get(worker_id=who)
    actions.end_membership(membership.pk, by=SYSTEM)
    assert actors.of(who) is None
    membership.refresh_from_db()
    assert membership.ends_on == clock.today()


def test_a_membership_for_a_time_ends_after_its_last_day() -> None:
    """A locum's post lapses like the agreement does."""
    made = workers.add_worker(by=SYSTEM, name="Locum", sign_in_name="locum")
    organisation = partner()
    until = clock.today() + 2 * DAY
    actions.add_membership(organisation, by=SYSTEM, worker_id=made, role="front-door-officer", until_on=until)
    with london(until, 23, 59):
        assert sees(made)
    with london(until + DAY, 0, 1):
        assert actors.of(made) is None


def test_another_post_goes_on_when_one_is_suspended() -> None:
    """Only what the agreement lent is shut."""
    own = worker()
    organisation = partner()
    actions.add_membership(organisation, by=SYSTEM, worker_id=own.worker_id, role="front-door-officer")
    actions.end_organisation(organisation, by=SYSTEM, reason="Ended", ended_on=clock.today())
    now = again(own)
    assert now.may("open records")
    assert f"org:{organisation}" not in now.holders
    assert not now.suspended_why


def test_check_finds_access_that_no_agreement_lends() -> None:
    """R-247: whoever lifts a suspension behind the application's back is found, and one press puts it right."""
    organisation = partner(expires_on=clock.today() - DAY)
    who = member(organisation)
    with connection.cursor() as cursor:
        lifted = "UPDATE records_post SET suspended_from_at = NULL, suspended_why = '' WHERE worker_id = %s"
        cursor.execute(lifted, [who])
    assert sees(who)
    found = {finding.name: finding for finding in check.run()}["access by agreements"]
    assert not found.ok
    assert "Cleo Member" in found.detail
    assert actions.lend_anew(by=SYSTEM) == 1
    assert not sees(who)
    assert {finding.name: finding for finding in check.run()}["access by agreements"].ok


def test_renewing_needs_a_later_day() -> None:
    """A renewal that shortens is an ending, and an ended one is not renewed."""
    agreement = Agreement.objects.get(organisation=partner())
    with pytest.raises(Refused, match="longer than before"):
        actions.renew_agreement(agreement.pk, by=SYSTEM, signed_by="B", expires_on=agreement.expires_on)
    actions.end_agreement(agreement.pk, by=SYSTEM, reason="Ended", ended_on=clock.today())
    with pytest.raises(Refused, match="Make a new one"):
        actions.renew_agreement(agreement.pk, by=SYSTEM, signed_by="B", expires_on=agreement.expires_on + DAY)


def test_a_stale_form_renews_nothing() -> None:
    """Two people renew at once: the second is told, and nothing is overwritten."""
    agreement = Agreement.objects.get(organisation=partner())
    later = agreement.expires_on + DAY
    actions.renew_agreement(agreement.pk, by=SYSTEM, version=1, signed_by="Bea", expires_on=later)
    with pytest.raises(Stale):
        actions.renew_agreement(agreement.pk, by=SYSTEM, version=1, signed_by="Cy", expires_on=later + DAY)
    agreement.refresh_from_db()
    assert agreement.signed_by == "Bea"


def test_one_role_in_one_organisation_once() -> None:
    """A second press of the button makes no second post."""
    organisation = partner()
    who = member(organisation)
    with pytest.raises(Refused, match="already"):
        actions.add_membership(organisation, by=SYSTEM, worker_id=who, role="front-door-officer")
    assert Post.objects.filter(worker_id=who).count() == 1


def test_when_its_owner_leaves_people_are_sent_to_the_council() -> None:
    """The number to ring is never that of somebody who has gone."""
    organisation = partner(expires_on=clock.today() - DAY)
    who = member(organisation)
    owner = Agreement.objects.get(organisation=organisation).owner
    workers.leave(owner.pk, by=SYSTEM, left_on=clock.today())
    actions.lend_anew(by=SYSTEM)
    actor = actors.of(who)
    assert actor is not None
    assert council.current().phone in actor.suspended_why
    assert "Ada Keeper" not in actor.suspended_why


def test_london_midnight_is_meant_in_summer_too() -> None:
    """BST: the day ends at 23:00 UTC."""
    assert lending.start_of(date(2026, 7, 1)) == datetime.fromisoformat("2026-06-30T23:00:00+00:00")
