"""Who may keep organisations, agreements and memberships, and what is refused to those who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alongside.people.actions import organisations as actions
from alongside.people.models import Agreement, Membership, Organisation
from alongside.people.tests.making import worker
from alongside.people.tests.partners import DAY, agree, member, partner
from alongside.records import clock
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden, Refused

ClientOf = Callable[[object], Client]
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


SEES = {"commissioner", "caldicott-guardian", "system-administrator"}
KEEPS = {"commissioner", "caldicott-guardian"}
ROLES = {
    "commissioner": "quality",
    "caldicott-guardian": "governance",
    "system-administrator": "",
    "social-worker": "locality",
    "restricted-records-officer": "governance",
    "provider": "",
}
# For whom each page is there: nothing here is anybody’s record, so a refusal hides nothing but the door.
PAGES = {
    "/organisations/": SEES,
    "/organisations/add/": KEEPS,
    "/organisations/{org}/": SEES,
    "/organisations/{org}/change/": KEEPS,
    "/organisations/{org}/end/": KEEPS,
    "/organisations/{org}/agreements/add/": KEEPS,
    "/organisations/{org}/members/add/": {"system-administrator"},
    "/agreements/{agreement}/renew/": KEEPS,
    "/agreements/{agreement}/review/": KEEPS,
    "/agreements/{agreement}/end/": KEEPS,
    "/agreements/{agreement}/hand-on/": KEEPS,
    "/protocols/": set(ROLES),
}
PRESSED = {
    "/organisations/{org}/back/": KEEPS,
    "/organisations/anew/": KEEPS,
    "/memberships/{membership}/end/": {"system-administrator"},
}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_page_is_there_for_those_it_is_for(role: str, client_of: ClientOf) -> None:
    """R-246: 403 for the others, whatever is in the address."""
    organisation = partner()
    parts = {
        "org": organisation,
        "agreement": Agreement.objects.get(organisation=organisation).pk,
        "membership": Membership.objects.get(worker_id=member(organisation)).pk,
    }
    client = client_of(worker(role, ROLES[role]))
    for page, for_whom in PAGES.items():
        assert client.get(page.format(**parts)).status_code == (200 if role in for_whom else 403), page
    for page, for_whom in PRESSED.items():
        assert (client.post(page.format(**parts)).status_code == 403) is (role not in for_whom), page


def test_what_is_not_there_is_not_found(client_of: ClientOf) -> None:
    """The plain page, for every kind of number."""
    client = client_of(worker("commissioner", "quality"))
    for page in ("/organisations/99999/", "/agreements/99999/renew/", "/organisations/99999/agreements/add/"):
        assert client.get(page).status_code == 404


def test_an_agreement_from_form_to_register(client_of: ClientOf) -> None:
    """R-244: entered, shown first when it is due soon, renewed with a new edition, ended with a reason."""
    keeper = worker("commissioner", "quality")
    client, today = client_of(keeper), clock.today()

    def day(name: str, on: Any) -> dict[str, int]:
        return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}

    added = client.post("/organisations/add/", {"name": "Orchard Trust", "kind": "nhs-trust"})
    page = added["Location"]
    terms = {"kind": "section-75", "title": "Acting as one", "purpose": "Mental health", "signed_by": "Both"}
    whole = (
        terms | {"owner_id": keeper.worker_id} | day("starts_on", today) | day("expires_on", today + 5 * DAY)
    )
    assert client.post(f"{page}agreements/add/", whole)["Location"] == page
    register = client.get("/protocols/").content.decode()
    assert register.index("Acting as one") < register.index("Sharing with")
    assert "Ends soon" in client.get(page).content.decode()
    agreement = Agreement.objects.get(title="Acting as one")
    renewal = {"signed_by": "Both again"} | day("expires_on", today + 400 * DAY)
    assert client.post(f"/agreements/{agreement.pk}/renew/", renewal).status_code == 303
    assert "In date" in client.get(page).content.decode()
    refused = client.post(f"/agreements/{agreement.pk}/end/", day("ended_on", today)).content.decode()
    assert "Error: Say why" in refused.replace('<span class="govuk-visually-hidden">', "").replace(
        "</span>", ""
    )
    ended = {"reason": "We merged"} | day("ended_on", today)
    assert client.post(f"/agreements/{agreement.pk}/end/", ended).status_code == 303
    assert "nothing is open to its people" in client.get(page).content.decode()
