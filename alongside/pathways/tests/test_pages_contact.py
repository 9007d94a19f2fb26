"""Taking a contact and raising a concern: nobody rings in vain, and no worry is homeless (R-001, R-027, G-49, G-50)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alongside.forms.queries.filled import answers_of, filled_of
from alongside.pathways import unanswered
from alongside.pathways.actions import course, moving, taking
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import concern
from alongside.people.actions.person import add_person
from alongside.records import clock, jobs
from alongside.records.actors import SYSTEM
from alongside.records.models import Event
from alongside.web.errors import Forbidden, Missing

ClientOf = Callable[[object], Client]
SAID = {"what": "Bruises on her arms", "danger": "no", "urgent": "yes", "wishes": "To be left in peace"}


def plain(answer: Any) -> str:
    """What a page says, without its mark-up, in one line."""
    said = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(said.split())


def post(client: Client, address: str, form: str, **said: Any) -> Any:
    return client.post(address, {"_form": form, "_key": str(uuid4()), **said})


def latest(pathway: str) -> Journey:
    return Journey.objects.for_system("test").filter(pathway=pathway).latest("id")


@pytest.fixture
def raised(town: Any) -> int:
    """Priya raised a concern about Alice."""
    begun = taking.raise_concern(town.alice, by=town.actor("priya"), said=SAID)
    return int(begun["journey"])


def test_one_press_opens_the_record_and_begins_the_contact(town: Any, client_of: ClientOf) -> None:
    """Somebody answers the telephone: the record opens because they are in contact, the form is there (R-001)."""
    zofia = add_person(by=town.actor("samir"), given="Zofia", family="Quartermaine")
    client, address = client_of("priya"), f"/people/{zofia}/contact/"
    assert client.get(f"/people/{zofia}/").status_code == 303, "not open to her yet"
    assert "Their record opens to you because they are in contact" in plain(client.get(address))
    answer = post(client, address, "Take")
    journey = latest("contact")
    filled = filled_of(f"journey:{journey.pk}", "contact")
    assert filled is not None
    assert answer["Location"] == f"/people/{zofia}/forms/{filled.id}/"
    assert client.get(f"/people/{zofia}/work/{journey.pk}/").status_code == 200
    opened = Event.objects.for_system("test").get(subject=f"journey:{journey.pk}", kind="pathway.opened")
    assert opened.reason == "The person, or somebody for them, is in contact"


def test_a_contact_sent_twice_is_one(town: Any, client_of: ClientOf) -> None:
    """An impatient press."""
    client, key = client_of("samir"), str(uuid4())
    sent = {"_form": "Take", "_key": key}
    first, again = (client.post(f"/people/{town.alice}/contact/", sent)["Location"] for _ in range(2))
    assert first == again
    assert Journey.objects.for_system("test").filter(person=town.alice, pathway="contact").count() == 1


def test_the_search_leads_on_to_a_contact(town: Any, client_of: ClientOf) -> None:
    """The same box as everywhere; somebody new comes back to the contact once added."""
    client = client_of("samir")
    page = client.get("/contacts/take/", {"q": "mensah alice"}).content.decode()
    assert f'href="/people/{town.alice}/contact/"' in page
    assert 'href="/people/add/?then=contact"' in page
    added = post(
        client, "/people/add/?then=contact", "AddPerson", given="Zenobia", family="Quartermaine", shown=""
    )
    assert re.fullmatch(r"/people/\d+/contact/", added["Location"])


def test_a_restricted_person_is_nowhere_to_be_taken(town: Any, client_of: ClientOf) -> None:
    """Neither search nor address gives them away; the action refuses, too."""
    samir = client_of("samir")
    assert "Nadia" not in plain(samir.get("/contacts/take/", {"q": "nadia"}))
    assert samir.get(f"/people/{town.nadia}/contact/").status_code == 404
    assert samir.get(f"/people/{town.nadia}/concern/").status_code == 404
    with pytest.raises(Missing):
        taking.take_contact(town.nadia, by=town.actor("samir"), reason="in contact")
    with pytest.raises(Missing):
        taking.raise_concern(town.nadia, by=town.actor("samir"), said=SAID, reason="worried")


def test_who_takes_no_contacts_has_no_such_page(town: Any, client_of: ClientOf) -> None:
    """By the definition's words on who begins one."""
    assert client_of("lena").get("/contacts/take/").status_code == 403
    with pytest.raises(Forbidden):
        taking.take_contact(town.alice, by=town.actor("lena"), reason="curious")


def test_a_concern_is_with_duty_at_once(town: Any, client_of: ClientOf) -> None:
    """One page, one press: journey, page, answers and receipt together (R-027, G-49)."""
    client = client_of("priya")
    address = f"/people/{town.alice}/concern/"
    assert "ring 999 first" in plain(client.get(address))
    wrong = plain(post(client, address, "Raise", danger="no"))
    assert "Say what happened or what worries you" in wrong
    answer = post(client, address, "Raise", **SAID)
    journey = latest("safeguarding-concern")
    assert answer["Location"] == f"/people/{town.alice}/work/{journey.pk}/receipt/"
    receipt = plain(client.get(answer["Location"]))
    assert f"Number {journey.pk}" in receipt
    assert "Raised by Priya Nair" in receipt
    assert "Somebody on duty acknowledges it by" in receipt
    filled = filled_of(f"journey:{journey.pk}", "safeguarding-concern")
    assert filled is not None
    assert filled.record_id == journey.record_id, "what is written is as restricted as the concern"
    assert answers_of(filled).said("what") == "Bruises on her arms"
    assert Promise.objects.for_system("test").get(journey=journey, name="acknowledged page").closed_at is None


def test_that_danger_is_not_known_is_an_answer(town: Any, client_of: ClientOf) -> None:
    """Apart from yes, from no and from blank."""
    address = f"/people/{town.alice}/concern/"
    assert post(client_of("priya"), address, "Raise", **(SAID | {"danger": "not-known"})).status_code == 303
    filled = filled_of(f"journey:{latest('safeguarding-concern').pk}", "safeguarding-concern")
    assert filled is not None
    assert answers_of(filled)["danger"].absent == "not-known"


def test_it_can_be_raised_from_every_page_about_the_person(town: Any, client_of: ClientOf) -> None:
    """Contact, journey, form, record: the way to raise it is always in sight (G-49)."""
    client = client_of("priya")
    begun = taking.take_contact(town.alice, by=town.actor("priya"))
    pages = ("", "work/", f"work/{begun['journey']}/", f"forms/{begun['form']}/request/", "needs/")
    for page in pages:
        shown = client.get(f"/people/{town.alice}/{page}").content.decode()
        assert f'href="/people/{town.alice}/concern/"' in shown, page


def test_a_contact_with_a_worry_goes_on_once_it_is_raised(town: Any) -> None:
    """No contact ends while the worry is nowhere; the concern need not be raised from the contact itself."""
    from alongside.forms.actions import complete, save_answer

    samir = town.actor("samir")
    begun = taking.take_contact(town.alice, by=samir)
    for question, value in (("worry", "yes"), ("urgent", "no"), ("worry-what", "Bruises")):
        save_answer(begun["form"], by=samir, question=question, value=value)
    complete(begun["form"], by=samir)
    with pytest.raises(Exception, match="safeguarding worry dealt with"):
        moving.move(begun["journey"], by=samir, move="advise", outcome="advice")
    taking.raise_concern(town.alice, by=town.actor("priya"), said=SAID)
    assert moving.move(begun["journey"], by=samir, move="advise", outcome="advice")["stage"] == "dealt with"


def test_only_those_who_act_see_it(town: Any, raised: int, client_of: ClientOf) -> None:
    """Who sees Alice does not see it; the raiser, the safeguarding team and duty do."""
    address = f"/people/{town.alice}/work/{raised}/"
    assert client_of("grace").get(address).status_code in (303, 404)
    assert client_of("priya").get(address).status_code == 200
    assert "Bruises" not in plain(client_of("grace").get("/concerns/"))
    for duty in ("aisha", "omar"):
        assert "Bruises on her arms" in plain(client_of(duty).get("/concerns/")), duty
    assert client_of("lena").get("/concerns/").status_code == 403


def test_who_is_paged_is_told_on_every_page(town: Any, raised: int, client_of: ClientOf) -> None:
    """Until somebody acknowledges."""
    told = "1 safeguarding concern waits for somebody to acknowledge"
    assert told in plain(client_of("aisha").get("/people/"))
    assert told not in plain(client_of("priya").get("/people/"))
    moving.move(raised, by=town.actor("aisha"), move="take in hand", owner=f"worker:{town.aisha}")
    assert told not in plain(client_of("aisha").get("/people/"))


def test_one_press_takes_it_in_hand_and_opens_the_person(town: Any, raised: int, client_of: ClientOf) -> None:
    """The page is acknowledged, the receipt is kept, and whoever has it in hand sees the person."""
    client = client_of("aisha")
    assert "In danger now" not in plain(client.get("/concerns/"))
    assert "Urgent" in plain(client.get("/concerns/"))
    answer = post(client, f"/concerns/{raised}/take/", "Acknowledge")
    assert client.get(answer["Location"]).status_code == 200
    journey = latest("safeguarding-concern")
    assert journey.owner == f"worker:{town.aisha}"
    how = {each.name: each.how for each in Promise.objects.for_system("test").filter(journey=raised)}
    assert how["acknowledged page"] == how["receipt"] == "kept"
    assert "Every concern has been acknowledged." in plain(client.get("/concerns/"))
    assert client_of("tom").post(f"/concerns/{raised}/take/").status_code == 403


def test_who_raised_it_does_not_answer_it(town: Any, raised: int, client_of: ClientOf) -> None:
    """A page is acknowledged by those who act on it, never by whoever sent it."""
    page = plain(client_of("priya").get(f"/people/{town.alice}/work/{raised}/"))
    assert "Acknowledge and take in hand It is for: safeguarding practitioner" in page
    priya = town.actor("priya")
    with pytest.raises(Forbidden):
        moving.move(raised, by=priya, move="take in hand", owner=f"worker:{town.priya}")


def test_who_raised_it_cannot_silence_it(town: Any, raised: int, client_of: ClientOf) -> None:
    """A hold, other hands or “not owed any more” would stop the page: those are for whoever acts on it."""
    client, page = (
        client_of("priya"),
        Promise.objects.for_system("test").get(journey=raised, name="acknowledged page"),
    )
    assert "Put on hold" not in plain(client.get(f"/people/{town.alice}/work/{raised}/"))
    assert "Not owed any more" not in plain(client.get(f"/people/{town.alice}/work/{raised}/"))
    sent = post(client, f"/people/{town.alice}/owed/{page.pk}/excuse/", "Excuse", why="It was nothing")
    assert sent.status_code == 403
    later = clock.today() + timedelta(days=9)
    with pytest.raises(Forbidden):
        course.hold(raised, by=town.actor("priya"), why="Away", until_on=later)
    course.hold(raised, by=town.actor("aisha"), why="In hospital", until_on=later)


def test_a_concern_about_a_restricted_person_does_not_name_them(town: Any, client_of: ClientOf) -> None:
    """Aisha is named on Nadia's record and raises it; duty can take it in hand, the name is behind the glass."""
    taking.raise_concern(town.nadia, by=town.actor("aisha"), said=SAID)
    page = plain(client_of("omar").get("/concerns/"))
    assert "A restricted record" in page
    assert "Bruises on her arms" in page
    assert "Nadia" not in page
    assert "Nadia" in plain(client_of("aisha").get("/concerns/"))
    taken = post(client_of("omar"), f"/concerns/{latest('safeguarding-concern').pk}/take/", "Acknowledge")
    assert taken.status_code == 303
    assert client_of("omar").get(f"/people/{town.nadia}/").status_code in (303, 404), "work opens no glass"


def test_a_page_that_nobody_answers_goes_to_a_manager(town: Any, raised: int, client_of: ClientOf) -> None:
    """Once, by the worker's job, for today; the team keeps sight of it (G-49)."""
    assert concern.to_escalate(clock.now()) == []
    late = clock.now() + timedelta(minutes=61)
    assert concern.to_escalate(late) == [raised]
    taking.escalate(raised, by=SYSTEM)
    journey = latest("safeguarding-concern")
    assert journey.owner.startswith("worker:")
    manager = town.actor("grace")
    assert journey.owner in manager.holders
    assert journey.next_step == "Nobody answered in time: acknowledge it now"
    assert journey.next_on == clock.today()
    assert concern.to_escalate(late) == [], "once is enough"
    assert "Escalated" in plain(client_of("grace").get("/concerns/"))
    assert "Bruises on her arms" in plain(client_of("aisha").get("/concerns/"))


def test_the_worker_looks_every_few_minutes(town: Any, raised: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job is among the worker's; one that cannot be escalated holds up no other."""
    assert jobs.jobs["escalate unanswered pages"].every <= timedelta(minutes=5)
    second = taking.raise_concern(town.alice, by=town.actor("priya"), said=SAID)["journey"]
    moving.move(raised, by=town.actor("aisha"), move="take in hand", owner=f"worker:{town.aisha}")
    monkeypatch.setattr(concern, "to_escalate", lambda _now: [raised, second])
    unanswered.escalate_unanswered()
    moves = Event.objects.for_system("test").filter(kind="pathway.moved", content__move="escalate")
    assert [each.subject for each in moves] == [f"journey:{second}"]


def test_with_no_manager_at_work_it_stays_with_the_team(town: Any, raised: int) -> None:
    """Nobody to give it to is no reason to lose it."""
    from alongside.records.models import Worker

    Worker.objects.exclude(pk__in=[town.priya, town.aisha]).update(is_active=False)
    taking.escalate(raised, by=SYSTEM)
    journey = latest("safeguarding-concern")
    assert journey.owner.startswith("team:")
    assert journey.next_on == clock.today()


def test_what_is_held_up_is_not_lost_sight_of(town: Any, client_of: ClientOf) -> None:
    """A contact on hold says until when, on the list of work as well."""
    begun = taking.take_contact(town.alice, by=town.actor("priya"))
    course.hold(
        begun["journey"],
        by=town.actor("priya"),
        why="Rings again",
        until_on=clock.today() + timedelta(days=2),
    )
    assert "On hold: Rings again" in plain(client_of("priya").get(f"/people/{town.alice}/work/"))
