"""Who may keep organisations, agreements and memberships, and what is refused to those who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alongside.people.actions import organisations as actions
from alongside.people.models import Agreement, Membership, Organisation
from alongside.people.tests.making import worker
from alongside.people.tests.partners import DAY, agree, member, partner
from alongside.records import clock
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden, Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "kind", "keeps", "appoints"),
    [
        ("commissioner", "quality", True, False),
        ("caldicott-guardian", "governance", True, False),
        ("system-administrator", "", False, True),
        ("social-worker", "locality", False, False),
        ("team-manager", "locality", False, False),
        ("restricted-records-officer", "governance", False, False),
        ("head-of-service", "", False, False),
        ("provider", "", False, False),
    ],
)
def test_who_keeps_organisations_and_who_gives_posts(
    role: str, kind: str, keeps: bool, appoints: bool
) -> None:
    """Whoever makes the agreement does not choose who comes in by it, and the other way round."""
    organisation, by = partner(), worker(role, kind)
    agreement = Agreement.objects.get(organisation=organisation)
    newcomer = workers.add_worker(by=SYSTEM, name="Newcomer", sign_in_name="newcomer")
    membership = Membership.objects.get(worker_id=member(organisation))
    later = clock.today() + 40 * DAY
    keeping: list[Callable[[], Any]] = [
        lambda: actions.add_organisation(by=by, name="New", kind="police"),
        lambda: actions.change_organisation(organisation, by=by, name="Changed", kind="police"),
        lambda: agree_as(by, organisation),
        lambda: actions.renew_agreement(agreement.pk, by=by, signed_by="Bea", expires_on=later),
        lambda: actions.review_agreement(agreement.pk, by=by, reason="Fit", review_on=clock.today() + DAY),
        lambda: actions.hand_on_agreement(agreement.pk, by=by, owner_id=by.worker_id or 0),
        lambda: actions.end_agreement(agreement.pk, by=by, reason="Ended", ended_on=clock.today()),
        lambda: actions.end_organisation(organisation, by=by, reason="Ended", ended_on=later),
        lambda: actions.reopen_organisation(organisation, by=by),
        lambda: actions.lend_anew(by=by),
    ]
    appointing: list[Callable[[], Any]] = [
        lambda: actions.add_membership(organisation, by=by, worker_id=newcomer, role="provider"),
        lambda: actions.end_membership(membership.pk, by=by),
    ]
    for allowed, deeds in ((keeps, keeping), (appoints, appointing)):
        for deed in deeds:
            if allowed:
                deed()
            else:
                with pytest.raises(Forbidden):
                    deed()


def agree_as(by: Actor, organisation: int) -> Any:
    """Make an agreement as somebody of the council."""
    return actions.make_agreement(
        organisation,
        by=by,
        title="Another",
        purpose="Something else",
        owner_id=by.worker_id or 0,
        signed_by="Bea",
        starts_on=clock.today(),
        expires_on=clock.today() + DAY,
    )


def test_what_is_refused_says_why() -> None:
    """Each refusal names the field and what to do."""
    organisation, owner = partner(), worker("commissioner", "quality")
    agreement, today = Agreement.objects.get(organisation=organisation), clock.today()
    name = Organisation.objects.get(pk=organisation).name
    gone = workers.add_worker(by=SYSTEM, name="Gone", sign_in_name="gone")
    workers.leave(gone, by=SYSTEM, left_on=today)
    for field, deed in {
        "name": lambda: actions.add_organisation(by=SYSTEM, name=f" {name} ", kind="police"),
        "kind": lambda: actions.add_organisation(by=SYSTEM, name="Odd", kind="orchestra"),
        "expires_on": lambda: agree(organisation, owner, expires_on=today - 20 * DAY),
        "review_on": lambda: agree(organisation, owner, review_on=today + 20 * DAY),
        "owner_id": lambda: actions.hand_on_agreement(agreement.pk, by=SYSTEM, owner_id=gone),
        "reason": lambda: actions.end_agreement(agreement.pk, by=SYSTEM, ended_on=today),
        "ended_on": lambda: actions.end_agreement(
            agreement.pk, by=SYSTEM, reason="Late", ended_on=today + 30 * DAY
        ),
        "until_on": lambda: actions.add_membership(
            organisation, by=SYSTEM, worker_id=owner.worker_id, role="provider", until_on=today - DAY
        ),
    }.items():
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.field == field
        assert refused.value.message.endswith(".")
