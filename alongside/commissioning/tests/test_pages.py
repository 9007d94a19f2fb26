"""The pages of services as their readers meet them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.commissioning.models import CardLookup, EmergencyCard, Entitlement, Stay, UnpaidCare
from alongside.commissioning.tests.making import days_ago, lent, line, row, standing
from alongside.commissioning.tests.test_respite_and_cards import booked, caring, granted, issued
from alongside.people.tests.making import restricted, worker
from alongside.records.actors import Actor

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Any], Client]


def dated(name: str, ago: int) -> dict[str, str]:
    """A day in three boxes."""
    day = days_ago(ago)
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def send(client: Client, address: str, do: str = "", **answers: str) -> Any:
    """Fill the form at an address and send it as a browser would, with what it was shown with."""
    where = f"{address}?do={do}" if do else address
    html = client.get(where).content.decode()
    machinery = dict(re.findall(r'name="(_form|_key|_version)" value="([^"]*)"', html))
    return client.post(where, machinery | answers)


TERMS = {
    "component": "home-support",
    "service_type": "long-community",
    "mechanism": "managed-budget",
    "provider_name": "Helping Hands",
    "units": "10.5",
    "unit": "hour",
    "pence": "21.50",
    "each": "hour",
}


def test_a_service_is_added_changed_suspended_and_ended_on_pages(
    by: Actor, ada: int, client_of: ClientOf
) -> None:
    """J2 step 9: what a broker or practitioner does, each on one page."""
    client = client_of(by)
    assert send(client, f"/people/{ada}/services/add/", **TERMS, **dated("starts_on", 30)).status_code == 303
    html = client.get(f"/people/{ada}/services/").content.decode()
    assert "£225.75" in html
    assert 'role="img"' in html
    (made,) = standing(ada)
    address = f"/people/{ada}/services/{made.pk}/"
    changed = TERMS | {"units": "7", "why": "She manages."}
    assert send(client, address, "change", **changed, **dated("effective_on", 7)).status_code == 303
    now = standing(ada)[-1]
    address = f"/people/{ada}/services/{now.pk}/"
    away = {"suspended_for": "hospital", "paid": "no"}
    assert send(client, address, "suspend", **away, **dated("starts_on", 2)).status_code == 303
    assert "Suspended from" in client.get(address).content.decode()
    assert send(client, address, "resume", **dated("resumes_on", 1)).status_code == 303
    assert send(client, address, "end", ended_reason="as-planned", **dated("ends_on", -7)).status_code == 303
    html = client.get(f"/people/{ada}/services/").content.decode()
    assert "It ended as planned" in html or "Recorded late" in html
    assert row(now.pk).ends_on == days_ago(-7)


def test_a_wrong_answer_is_told_at_its_field_and_kept(by: Actor, ada: int, client_of: ClientOf) -> None:
    """What was typed is there to be mended."""
    client, address, begins = client_of(by), f"/people/{ada}/services/add/", dated("starts_on", 1)
    answer = send(client, address, **TERMS | {"pence": "about 20"}, **begins)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Enter an amount in pounds and pence" in html
    assert 'value="about 20"' in html
    wrong = send(client, address, **TERMS | {"unit": "visit"}, **begins)
    assert "the units are another" in wrong.content.decode()


def test_a_line_is_put_right_and_withdrawn_on_its_page(by: Actor, ada: int, client_of: ClientOf) -> None:
    """The form begins with what stands; what lacks for the national return is told beside it."""
    client = client_of(by)
    key = line(ada, by, mechanism="")
    address = f"/people/{ada}/services/{key}/"
    html = client.get(f"{address}?do=correct").content.decode()
    assert "The national return still lacks" in html
    assert 'value="21.50"' in html
    right = TERMS | {"why": "It is a managed budget."}
    assert send(client, address, "correct", **right, **dated("starts_on", 70)).status_code == 303
    now = standing(ada)[0].pk
    html = client.get(f"/people/{ada}/services/{now}/").content.decode()
    assert "The national return still lacks" not in html
    assert (
        send(client, f"/people/{ada}/services/{now}/", "withdraw", why="Her neighbour’s").status_code == 303
    )
    assert client.get(f"/people/{ada}/services/{now}/").status_code == 404


def test_respite_on_pages(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Granted, booked, used, and not had."""
    client = client_of(by)
    year = dated("starts_on", 100) | dated("ends_on", -200)
    assert (
        send(client, f"/people/{ada}/services/respite/add/", amount="12", unit="night", **year).status_code
        == 303
    )
    key = Entitlement.objects.for_system("test").get().pk
    address = f"/people/{ada}/services/respite/{key}/"
    days = dated("starts_on", 20) | dated("ends_on", 15)
    assert send(client, address, "book", amount="5", provider_name="The Limes", **days).status_code == 303
    stay = Stay.objects.for_system("test").get().pk
    assert (
        send(client, f"/people/{ada}/services/respite/stays/{stay}/", "used", amount="4").status_code == 303
    )
    assert send(client, address, "unmet", amount="2", unmet_because="no-place", **days).status_code == 303
    html = client.get(f"/people/{ada}/services/").content.decode()
    assert "12 nights granted · 4 nights used · 0 nights booked · 8 nights left" in html
    assert "2 nights wanted and not had" in html
    assert "No place was available" in client.get(address).content.decode()


def test_unpaid_care_on_pages(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Written down, and ended."""
    client = client_of(by)
    said = {"need": "Eating", "does": "Cooks", "carer_name": "Kofi", "agreed": "not-asked", "hours": "7"}
    assert (
        send(client, f"/people/{ada}/services/unpaid/add/", **said, **dated("starts_on", 9)).status_code
        == 303
    )
    assert "Carer not asked" in client.get(f"/people/{ada}/services/").content.decode()
    key = UnpaidCare.objects.for_system("test").get().pk
    address = f"/people/{ada}/services/unpaid/{key}/"
    assert send(client, address, "end", why="He works nights", **dated("ends_on", 1)).status_code == 303
    assert "He works nights" in client.get(address).content.decode()


def test_the_card_and_its_register_on_pages(by: Actor, ada: int, client_of: ClientOf) -> None:
    """R-037: issued, asked for by number, answered with the plan alone, renewed and ended."""
    client = client_of(by)
    plan = {"who": "Her sister Ama", "how_long": "Two days", "must_know": "Insulin at eight"}
    made = send(client, f"/people/{ada}/services/cards/add/", **plan, **dated("expires_on", -300))
    assert made.status_code == 303
    card = EmergencyCard.objects.for_system("test").get()
    duty = client_of(worker("front-door-officer", "front-door"))
    answer = send(duty, "/emergency-cards/", number=card.number, caller="Paramedic, N421")
    assert answer.status_code == 303
    html = duty.get(answer["Location"]).content.decode()
    assert "Her sister Ama" in html
    assert "Lovelace" not in html
    assert f"/people/{ada}/" not in html
    assert client.get(answer["Location"]).status_code == 404
    assert "Paramedic, N421" in client.get(made["Location"]).content.decode()
    assert send(client, made["Location"], "renew", **plan, **dated("expires_on", -400)).status_code == 303
    again = send(duty, "/emergency-cards/", number=card.number, caller="Paramedic, N421")
    assert "No card in use has this number" in duty.get(again["Location"]).content.decode()
    new = EmergencyCard.objects.for_system("test").get(ended_at__isnull=True)
    assert (
        send(client, f"/people/{ada}/services/cards/{new.pk}/", "end", ended_reason="lost").status_code == 303
    )
    assert CardLookup.objects.for_system("test").count() == 2


def addresses(ada: int, by: Actor) -> list[str]:
    """Every page of this room about Ada, with something on each."""
    key, entitlement = line(ada, by), granted(ada, by)
    stay, care, card = booked(entitlement, by), caring(ada, by), issued(ada, by)
    parts = (
        "", "add/", f"{key}/", "respite/add/", f"respite/{entitlement}/", f"respite/stays/{stay}/", "unpaid/add/",
        f"unpaid/{care}/", "cards/add/", f"cards/{card.pk}/",
    )  # fmt: skip
    return [f"/people/{ada}/services/{part}" for part in parts]


def test_nobody_reads_services_of_whom_they_may_not_see(by: Actor, ada: int, client_of: ClientOf) -> None:
    """R-241 to R-243: no page to a stranger, to a partner of no role, nor to anybody once the record is restricted."""
    pages = addresses(ada, by)
    assert {client_of(by).get(each).status_code for each in pages} == {200}
    partner = client_of(worker("finance-officer", "finance"))
    assert {partner.get(each).status_code for each in pages} <= {403, 404}
    stranger = client_of(worker())
    for each in pages:
        answer = stranger.get(each)
        assert answer.status_code in (302, 303)
        assert f"/people/{ada}/open/" in answer["Location"]
    restricted(ada)
    for client in (client_of(by), stranger):
        for each in pages:
            answer = client.get(each)
            assert answer.status_code in (303, 404)
            assert "Helping Hands" not in answer.content.decode()


def test_a_reader_who_does_not_arrange_is_offered_nothing(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Prevention reads what is given; buying and ending it are others’ part in the work."""
    reader = worker("prevention-coordinator", "")
    lent(ada, reader)
    pages = addresses(ada, by)
    client = client_of(reader)
    assert [client.get(each).status_code for each in pages] == [
        200,
        403,
        200,
        403,
        200,
        200,
        403,
        200,
        403,
        200,
    ]
    html = client.get(pages[0]).content.decode() + client.get(pages[2]).content.decode()
    assert "Add a service" not in html
    assert 'name="why"' not in html


def test_twenty_lines_ask_as_often_as_two(by: Actor, ada: int, client_of: ClientOf) -> None:
    """R-245: no question for each row."""
    client = client_of(by)
    address = f"/people/{ada}/services/"

    def more(count: int) -> int:
        for number in range(count):
            line(ada, by, ago=40 - number)
            booked(granted(ada, by), by)
            caring(ada, by)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    assert more(2) == more(8)


def test_the_picture_says_what_the_tables_say(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Drawn along the months, told in words to who does not see it; a name is never markup."""
    line(ada, by, component="day-support", detail="<b>Mondays</b>")
    line(ada, by, ago=-20)
    html = client_of(by).get(f"/people/{ada}/services/").content.decode()
    said = html.split('<desc id="lines-says">')[1].split("</desc>")[0]
    assert "Day support: from" in said
    assert "planned." in said
    assert html.count("app-lines__bar ") == 2
    assert "<b>Mondays" not in html
    assert "style=" not in html.split("<main")[1]
