"""Joint assessments: what people of health and other services put in stands under their names (R-028, R-030, R-040)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.forms import actions, showing
from alongside.forms.models import Contribution
from alongside.forms.queries import filled as queries
from alongside.forms.queries.contributions import contributions
from alongside.forms.tests.browsing import Browser
from alongside.forms.tests.filling import save
from alongside.people.actions import circle, organisations
from alongside.people.tests.making import add, opened, worker
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Event
from alongside.web.errors import Missing, Refused

NURSE: dict[str, Any] = {
    "name": "Ruth Cohen",
    "role": "community nurse",
    "organisation_name": "The district nurses",
    "contributed_on": date(2026, 3, 3),
    "said": "Her legs swell by the evening.",
}


def contribute(filled: int, by: Actor, section: str = "daily", **more: Any) -> int:
    return int(actions.add_contribution(filled, by=by, section=section, **(NURSE | more)))


def test_it_stands_in_the_form_under_name_role_and_organisation(by: Actor, ada: int, filled: int) -> None:
    """Shown where the part is read and printed, and told in the history."""
    trust = organisations.add_organisation(by=SYSTEM, name="The Trust", kind="nhs-trust")
    contribute(filled, by, organisation_id=str(trust), organisation_name="")
    said = dict(showing.lines(filled, by))
    assert said["Day by day"] == [
        ("Contributed by Ruth Cohen, community nurse, The Trust, 3 March 2026", NURSE["said"])
    ]
    (event,) = Event.objects.for_system("test").filter(record_id=ada, kind="forms.contribution added")
    assert event.sentence == "Trial form, day by day: Ruth Cohen, community nurse, The Trust contributed."


def test_what_was_signed_stays_as_it_was(by: Actor, filled: int) -> None:
    """A finished form takes no more, and gives nothing back; opened again it does."""
    key = contribute(filled, by)
    save(filled, by, safe="yes")
    actions.save_answers(
        filled, by=by, sent=[{"question": "manages", "place": n, "value": ["fine"]} for n in (1, 2)]
    )
    actions.complete(filled, by=by)
    with pytest.raises(Refused, match="finished"):
        contribute(filled, by)
    with pytest.raises(Refused, match="finished"):
        actions.withdraw_contribution(key, by=by, why="It was her colleague")
    actions.reopen(filled, by=by, why="It was her colleague")
    actions.withdraw_contribution(key, by=by, why="It was her colleague")
    found = queries.filled(filled)
    assert found is not None
    assert contributions(found) == {}
    assert Contribution.objects.for_system("test").get(pk=key).withdrawn_why == "It was her colleague"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"role": ""}, "role"),
        ({"said": "  "}, "said"),
        ({"organisation_name": ""}, "organisation_id"),
        ({"organisation_id": "1"}, "organisation_name"),
        ({"contributed_on": clock.today() + timedelta(days=1)}, "contributed_on"),
        ({"section": "nowhere"}, "section"),
    ],
)
def test_somebody_of_somewhere_said_something(
    by: Actor, filled: int, more: dict[str, Any], field: str
) -> None:
    """An unnamed voice is no contribution."""
    with pytest.raises(Refused) as refused:
        contribute(filled, by, **({"section": "daily"} | more))
    assert refused.value.field == field


def test_what_is_said_of_the_carer_stays_with_the_carer(by: Actor, ada: int, filled: int) -> None:
    """R-032: of a confidential part neither colleagues nor letters hear, nor who contributed to it."""
    with pytest.raises(Refused, match="whose part"):
        contribute(filled, by, section="carer")
    kofi = opened(add(given="Kofi"), by)
    circle.add_relationship(ada, by=by, kind="unpaid-carer", other_id=kofi)
    actions.name_part(filled, by=by, person_id=kofi)
    contribute(filled, by, section="carer")
    other = opened_for(ada)
    with pytest.raises(Missing):
        contribute(filled, other, section="carer")
    found = queries.filled(filled)
    assert found is not None
    assert set(contributions(found, by)) == {"carer"}
    assert contributions(found, other) == contributions(found) == {}
    told = Event.objects.for_system("test").filter(kind="forms.contribution added")
    assert {event.record_id for event in told} == {kofi}


def opened_for(person: int) -> Actor:
    """A colleague who sees this record alone."""
    other = worker()
    opened(person, other)
    return other


def test_it_is_added_and_withdrawn_at_the_section(
    tab: Browser, by: Actor, ada: int, filled: int, client_of: Callable[[object], Client]
) -> None:
    """Without scripts, from the part it belongs to and back to it."""
    assert f"/people/{ada}/forms/{filled}/contributions/add/?section=daily" in tab.look("daily")
    client, address = client_of(by), f"/people/{ada}/forms/{filled}/contributions"
    day = {"contributed_on-day": "3", "contributed_on-month": "3", "contributed_on-year": "2026"}
    sent = {name: each for name, each in NURSE.items() if name != "contributed_on"} | day
    done = client.post(f"{address}/add/", sent | {"section": "daily", "_form": "Contribute"})
    assert done.headers["Location"] == f"/people/{ada}/forms/{filled}/daily/"
    assert "Ruth Cohen, community nurse, The district nurses, 3 March 2026" in tab.look("daily")
    assert "Ruth Cohen" not in tab.look("first")
    assert "Ruth Cohen" in client.get(f"/people/{ada}/forms/{filled}/print/").content.decode()
    key = Contribution.objects.for_system("test").get(filled_id=filled).pk
    client.post(f"{address}/{key}/", {"why": "It was another Ruth", "_form": "Withdraw"})
    assert "Ruth Cohen" not in tab.look("daily")
    assert client.get(f"{address}/{key}/").status_code == 404
