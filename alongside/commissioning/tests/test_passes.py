"""The leisure pass of an unpaid carer: entitled, issued, counted, and what the carer says it did (R-038)."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.commissioning.actions import passes
from alongside.commissioning.models import LeisurePass
from alongside.commissioning.queries import passes as queries
from alongside.commissioning.tests.making import days_ago
from alongside.commissioning.tests.test_pages import ClientOf, dated, send
from alongside.people.tests.making import worker
from alongside.people.tests.stating import seen
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Event
from alongside.web.errors import Forbidden, Missing, Refused

pytestmark = pytest.mark.django_db


def entitled(ada: int, by: Actor, ago: int = 30, **said: Any) -> int:
    """A year's pass, a month old."""
    days = {"starts_on": days_ago(ago), "ends_on": days_ago(ago - 364)}
    return int(passes.entitle_to_pass(ada, by=by, **days | said))


def shown(ada: int, by: Actor) -> queries.PassRow:
    (row,) = queries.of_person(seen(ada, by), by, clock.today())
    return row


def test_from_entitled_to_what_it_did(by: Actor, ada: int) -> None:
    """R-038: entitlement, issue, outcome as the carer tells it; each stands in the carer's history."""
    key = entitled(ada, by)
    assert (shown(ada, by).state, shown(ada, by).outcome) == ("Entitled, not issued yet", "")
    passes.issue_pass(key, by=by, issued_on=days_ago(20), number=" LP 7 ")
    assert (shown(ada, by).state, shown(ada, by).number) == ("Issued", "LP 7")
    said = {"outcome": "break", "told_on": days_ago(2), "in_their_words": "I swim on Mondays now."}
    passes.note_outcome(key, by=by, **said)
    row = shown(ada, by)
    assert (row.outcome, row.in_their_words) == ("It gave them a break", "I swim on Mondays now.")
    kinds = Event.objects.for_system("test").filter(subject=f"leisure-pass:{key}").order_by("id")
    assert [each.kind.rpartition("pass ")[2] for each in kinds] == ["entitled", "issued", "outcome told"]
    assert all("swim" not in each.sentence for each in kinds), (
        "their words are on the pass, not in every history"
    )


def test_what_cannot_be_is_refused(by: Actor, ada: int) -> None:
    """No second pass for the same days, none issued tomorrow or twice, nothing said of one that nobody has."""
    key = entitled(ada, by)
    with pytest.raises(Refused, match="some of these days"):
        entitled(ada, by, ago=0)
    with pytest.raises(Refused, match="not issued yet"):
        passes.note_outcome(key, by=by, outcome="break", told_on=days_ago(1))
    with pytest.raises(Refused, match="still to come"):
        passes.issue_pass(key, by=by, issued_on=days_ago(-1))
    passes.issue_pass(key, by=by, issued_on=days_ago(10))
    with pytest.raises(Refused, match="already"):
        passes.issue_pass(key, by=by, issued_on=days_ago(9))
    for said, field in (({"outcome": "fun"}, "outcome"), ({"told_on": days_ago(11)}, "told_on")):
        with pytest.raises(Refused) as refused:
            passes.note_outcome(key, by=by, **{"outcome": "break", "told_on": days_ago(1)} | said)
        assert refused.value.field == field
    passes.withdraw_pass(key, by=by, why="Somebody else's")
    with pytest.raises(Refused, match="withdrawn"):
        passes.note_outcome(key, by=by, outcome="break", told_on=days_ago(1))
    entitled(ada, by)


def test_only_those_who_arrange_support_write_and_only_on_whom_they_see(by: Actor, ada: int) -> None:
    """The same gate as respite and the emergency card."""
    key = entitled(ada, by)
    with pytest.raises((Forbidden, Missing)):
        passes.issue_pass(key, by=worker("prevention-coordinator", ""), issued_on=days_ago(1))
    assert LeisurePass.objects.for_system("test").get(pk=key).issued_on is None


def test_the_pages_lead_from_the_services_to_what_it_did(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Found on the part about services; entitled, issued and told with a form each."""
    client, services = client_of(by), f"/people/{ada}/services/"
    assert b"They have no leisure pass." in client.get(services).content
    days = dated("starts_on", 30) | dated("ends_on", -334)
    assert send(client, f"{services}passes/add/", **days).status_code == 303
    page = f"{services}passes/{LeisurePass.objects.for_system('test').get().pk}/"
    assert page in client.get(services).content.decode()
    assert send(client, page, "issue", number="LP 7", **dated("issued_on", 20)).status_code == 303
    assert send(client, page, "outcome", outcome="break", **dated("told_on", 1)).status_code == 303
    assert "It gave them a break" in client.get(services).content.decode()
