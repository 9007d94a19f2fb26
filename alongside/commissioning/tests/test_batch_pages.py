"""The pages of batches: sent from a waiting list, worked on by an agency that sees its batch and nothing else, accepted
or returned by the council (J3.7, R-054; what an agency must not see: users' table, U-22)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.casework.actions import notes
from alongside.casework.models import BulkOperation
from alongside.casework.rules import bulk as bulk_rules
from alongside.commissioning.actions.batches import agency, deciding
from alongside.commissioning.models import Batch, BatchItem
from alongside.commissioning.rules import batches as rules
from alongside.commissioning.rules import results_table
from alongside.commissioning.tests import sending
from alongside.commissioning.tests.sending import House, item, items, journey, review, sent
from alongside.people.actions import alerts, organisations, places
from alongside.people.tests.making import KEY, again, opened
from alongside.records import clock
from alongside.records.actors import SYSTEM, of
from alongside.records.models import Entry
from alongside.web import door

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Any], Client]


@pytest.fixture
def house() -> House:
    """The council and its agency."""
    return sending.house()


def text(answer: Any) -> str:
    """The page that was answered."""
    return str(answer.content.decode())


def form_of(of: House, **said: Any) -> dict[str, Any]:
    """What is typed into the form of sending."""
    due = clock.today() + timedelta(days=30)
    return {
        "_key": KEY,
        "pathway": "planned-review",
        "agreement": str(of.agreement),
        "name": "Reviews, June",
        "purpose": "Review the plan",
        "due_on-day": due.day,
        "due_on-month": due.month,
        "due_on-year": due.year,
        "shares": ["address", "alerts"],
        "reason": "Too many wait",
    } | said


def test_people_are_ticked_on_a_waiting_list_looked_at_and_sent(client_of: ClientOf, house: House) -> None:
    """J3.7: from the list; everybody on it is chosen without naming them; nothing is done before it was looked at."""
    first, second = sending.waiting(2, house)
    client = client_of(house.manager)
    shown = text(client.get("/lists/planned-review/for-review/"))
    assert f'value="{first}.' in shown
    assert 'formaction="/batches/send/"' in shown
    everybody = {"pathway": "planned-review", "wait": "for-review", "everybody": "1", "narrowed": ""}
    asked = text(client.get("/batches/send/", everybody))
    assert "2 people chosen." in asked
    ticked = [f"{first}.{journey(first).version}", f"{second}.{journey(second).version}"]
    looked = text(client.post("/batches/send/", form_of(house, item=ticked, look="1")))
    assert "2 people chosen: 2 will be done." in looked
    assert sending.batches() == []
    for _twice in range(2):
        done = client.post("/batches/send/", form_of(house, item=ticked, do="1"))
        assert done.status_code == 303
    [batch] = sending.batches()
    assert (batch.shares, len(items(batch))) == (["address", "alerts"], 2)
    assert BulkOperation.objects.filter(made_by_id=house.manager.worker_id).count() == 1


def test_a_list_narrowed_to_nobody_chooses_nobody(client_of: ClientOf, house: House) -> None:
    """Everybody means everybody whom the list shows as it is narrowed, and no more than can be done at once."""
    sending.waiting(1, house)
    everybody = {
        "pathway": "planned-review",
        "wait": "for-review",
        "everybody": "1",
        "narrowed": "priority=1",
    }
    assert "Nobody is selected" in text(client_of(house.manager).get("/batches/send/", everybody))
    give = text(
        client_of(house.manager).get("/team/give/", everybody | {"narrowed": "", "owner": house.manager.own})
    )
    assert "1 piece of work chosen" in give
    assert bulk_rules.AT_MOST == 500


def test_what_is_wrong_is_said_at_its_field(client_of: ClientOf, house: House) -> None:
    """And nobody is looked at before it is put right."""
    [key] = sending.waiting(1, house)
    client = client_of(house.manager)
    late = clock.today() + timedelta(days=400)
    wrong = form_of(house, item=[str(key)], do="1", **{"due_on-year": late.year})
    answer = client.post("/batches/send/", wrong)
    assert answer.status_code == 200
    assert "The agreement ends on" in text(answer)
    assert sending.batches() == []


@pytest.fixture
def lent(house: House) -> BatchItem:
    """Dora, in a batch that shares everything; she has an alert, a note, an address, and a safeguarding plan."""
    [key] = sending.waiting(1, house)
    person = opened(journey(key).person_id or 0, house.manager)
    soon = clock.today() + timedelta(days=30)
    for kind, said in (("animal", "The dog bites"), ("safeguarding-plan", "Plan in place after June")):
        alerts.raise_alert(
            person,
            by=house.manager,
            kind=kind,
            text=said,
            owner=house.manager.own,
            review_on=soon,
            person_told="yes",
        )
    notes.write_note(
        person,
        by=house.manager,
        kind="telephone-call",
        text="Her son takes her money",
        happened_at=clock.now(),
    )
    places.add_reach(
        person, by=house.manager, kind="phone", value="020 7946 0111", safe_to_leave_message="no"
    )
    [one] = items(sent([key], house))
    return one


def test_the_agency_sees_what_the_agreement_names_and_the_look_is_kept(
    client_of: ClientOf, house: House, lent: BatchItem
) -> None:
    """Name, contact, alerts for a visit; not the note, not that there is a safeguarding plan."""
    client, address = client_of(house.lucy), f"/our-batches/{lent.batch_id}/{lent.pk}/"
    assert "Reviews, June" in text(client.get("/our-batches/"))
    assert "Person0 Wintergreen" in text(client.get(f"/our-batches/{lent.batch_id}/"))
    shown = text(client.get(address))
    assert "The dog bites" in shown
    assert "020 7946 0111" in shown
    for secret in ("Her son takes her money", "Plan in place after June"):
        assert secret not in shown
    person = journey(lent.journey_id).person_id
    looks = Entry.objects.filter(op="R", worker_id=house.lucy.worker_id, record_id=person)
    assert set(looks.values_list("tbl", flat=True)) == {"commissioning.our_batch", "commissioning.our_person"}


def test_what_the_agreement_does_not_name_is_not_shown(client_of: ClientOf, house: House) -> None:
    """Only the name and the date of birth, where nothing else was chosen."""
    [key] = sending.waiting(1, house)
    person = opened(journey(key).person_id or 0, house.manager)
    places.add_reach(
        person, by=house.manager, kind="phone", value="020 7946 0111", safe_to_leave_message="no"
    )
    [one] = items(sent([key], house, shares=[]))
    shown = text(client_of(house.lucy).get(f"/our-batches/{one.batch_id}/{one.pk}/"))
    assert "10 December 1951" in shown
    assert "020 7946 0111" not in shown


def test_everything_else_is_not_there_for_the_agency(
    client_of: ClientOf, house: House, lent: BatchItem
) -> None:
    """Every page of the house about her, every list, the search, the council's own pages of the batch: nothing."""
    client, person = client_of(house.lucy), journey(lent.journey_id).person_id
    about = {
        "person_id": person,
        "journey_id": lent.journey_id,
        "batch_id": lent.batch_id,
        "item_id": lent.pk,
    }
    names = {"Person0", "Wintergreen"}
    own = {"commissioning.our_batches", "commissioning.our_batch", "commissioning.our_person"}
    own |= {"commissioning.our_review", "commissioning.batch_table", "commissioning.batch_results"}
    seen = []
    for page in door.pages():
        parts = {name: about.get(name, 1) for name in page._parts}
        if page.may is door.anyone or page.name in own or "GET" not in page.methods:
            continue
        try:
            address = page.link(parts)
        except (TypeError, ValueError, AttributeError):
            continue
        answer = client.get(address)
        body = "" if answer.streaming else answer.content.decode(errors="replace")
        if answer.status_code == 200 and any(name in body for name in names):
            seen.append(page.name)
        if "person_id" in page._parts:
            assert answer.status_code in (403, 404, 405), page.name
    assert seen == []
    assert client.get("/people/", {"q": "Wintergreen"}).status_code == 403


def test_another_agency_and_a_closed_batch_see_nothing(
    client_of: ClientOf, house: House, lent: BatchItem
) -> None:
    """Only its own batch, only while it is open, only under an agreement in force."""
    _other, _agreement, mallory = sending.an_agency(house.manager, "Southfield Reviews")
    own = [
        f"/our-batches/{lent.batch_id}/",
        f"/our-batches/{lent.batch_id}/{lent.pk}/",
        f"/our-batches/{lent.batch_id}/{lent.pk}/review/",
        f"/our-batches/{lent.batch_id}/table.csv",
        f"/our-batches/{lent.batch_id}/results/",
    ]
    for address in own:
        assert client_of(house.lucy).get(address).status_code == 200
        assert client_of(mallory).get(address).status_code == 404
        assert client_of(house.manager).get(address).status_code == 403
    deciding.close(lent.batch_id, by=house.manager, reason="It is over")
    for address in own:
        assert client_of(house.lucy).get(address).status_code == 404
    assert "No batch is with you now" in text(client_of(house.lucy).get("/our-batches/"))


def test_when_the_agreement_ends_nothing_is_seen(client_of: ClientOf, house: House, lent: BatchItem) -> None:
    """Also where another agreement of the same agency still runs: a batch hangs on its own."""
    address = f"/our-batches/{lent.batch_id}/{lent.pk}/"
    from alongside.people.tests.partners import agree

    agree(house.organisation, house.manager, title="Another", expires_on=clock.today() + timedelta(days=300))
    organisations.end_agreement(house.agreement, by=SYSTEM, ended_on=clock.today(), reason="Breach")
    assert of(house.lucy.worker).suspended_why == ""  # type: ignore[union-attr]
    assert client_of(house.lucy).get(address).status_code == 404


def test_the_agency_writes_the_review_and_sends_it_back(
    client_of: ClientOf, house: House, lent: BatchItem
) -> None:
    """Saved as far as it is written; what is missing is said at its question; the council reads it and accepts."""
    client, address = client_of(house.lucy), f"/our-batches/{lent.batch_id}/{lent.pk}/review/"
    assert "Begin the review" in text(client.get(address))
    client.post(address, {"begin": "1"})
    assert "When did you speak with them?" in text(client.get(address))
    today = clock.today()
    marks = {f"v:{name}": "0" for name in ("reviewed-on", *sending.REVIEWED)}
    day = {"reviewed-on-day": today.day, "reviewed-on-month": today.month, "reviewed-on-year": today.year}
    half = {name: said for name, said in sending.REVIEWED.items() if name != "needs-changed"}
    missing = client.post(address, marks | day | half | {"send": "1"})
    assert "Still needed" in text(missing)
    assert item(lent.pk).state == rules.OUT
    again_ = client.post(address, {"v:needs-changed": "0", "needs-changed": "no", "send": "1"})
    assert again_.status_code == 303
    assert item(lent.pk).state == rules.SENT_BACK
    council, result = client_of(house.reviewer), f"/batches/people/{lent.pk}/"
    assert "You are well looked after" in text(council.get(result))
    returned = {"_form": "Return", "_key": KEY, "missing": "Who took part?"}
    assert council.post(result, returned).status_code == 303
    assert "Who took part?" in text(client.get(f"/our-batches/{lent.batch_id}/{lent.pk}/"))
    client.post(address, {"begin": "1"})
    client.post(address, {"v:invited": "0", "invited": "Her sister", "send": "1"})
    assert (
        council.post(result, {"_form": "Accept", "comment": "", "line_id": "", "units": ""}).status_code
        == 303
    )
    assert (item(lent.pk).state, journey(lent.journey_id).stage) == (rules.ACCEPTED, "done")
    assert "Accepted" in text(council.get(f"/batches/{lent.batch_id}/"))


def test_progress_and_giving_back_on_the_persons_page(
    client_of: ClientOf, house: House, lent: BatchItem
) -> None:
    """The council sees how far it has come; whom the agency gives back is the council's, with why."""
    client, address = client_of(house.lucy), f"/our-batches/{lent.batch_id}/{lent.pk}/"
    asked = {"_form": "Progress", "progress": "asked", "note": "No answer yet"}
    assert client.post(address, asked).status_code == 303
    assert "No answer yet" in text(client_of(house.manager).get(f"/batches/{lent.batch_id}/"))
    given = {"_form": "GiveBack", "code": "in-hospital", "known": "Ward 7, until Friday"}
    assert client.post(address, given)["Location"] == "/our-batches/"
    assert client.get(address).status_code == 404
    shown = text(client_of(house.manager).get(f"/batches/{lent.batch_id}/"))
    assert "In hospital. Ward 7, until Friday" in shown


def test_a_table_of_results_has_a_fate_for_every_row(client_of: ClientOf, house: House) -> None:
    """Sent back, given back, left, refused and why; sent twice, it is one deed; the rows add up."""
    batch = sent(sending.waiting(4, house), house)
    one, two, three, four = items(batch)
    client = client_of(house.lucy)
    table = text(client.get(f"/our-batches/{batch.pk}/table.csv"))
    head = table.lstrip("\ufeff").splitlines()[0]
    assert table.count("Wintergreen") == 4
    today = f"{clock.today():%-d/%-m/%Y}"
    columns = "Reference,reviewed-on,needs-changed,Is the contingency plan still right?,outcome,reasons,heard,worry,"
    rows = [
        columns + f"{results_table.REASON},{results_table.KNOWN}",
        f"{one.pk},{today},No,Yes,The plan goes on,She is well,Yes,No,,",
        f"{two.pk},{today},,Yes,The plan goes on,She is well,Yes,No,,",
        f"{three.pk},,,,,,,,In hospital,Ward 7",
        f"{four.pk},,,,,,,,,",
        f"999999,{today},no,yes,no-change,Not ours,Yes,No,,",
        f'{four.pk},{today},no,yes,no-change,"=cmd()",Yes,No,,',
    ]
    sent_ = SimpleUploadedFile("r.csv", "\n".join(rows).encode(), "text/csv")
    answer = text(client.post(f"/our-batches/{batch.pk}/results/", {"_key": KEY, "table": sent_}))
    assert [answer.count(word) for word in ("Sent back", "Left: nothing", "Nobody of this reference", "formula")] == [
        1, 1, 1, 1,
    ]  # fmt: skip
    assert "Still needed" in answer
    assert [item(each.pk).state for each in (one, two, three, four)] == [
        rules.SENT_BACK, rules.OUT, rules.GIVEN_BACK, rules.OUT,
    ]  # fmt: skip
    assert head.startswith("Reference,Name,When did you speak with them?")


def test_a_file_that_is_no_table_is_refused_whole(client_of: ClientOf, house: House, lent: BatchItem) -> None:
    """With a sentence that says what to mend."""
    client = client_of(house.lucy)
    cases = {
        b"": "There is a problem",
        b"\xff\xfe": "UTF-8",
        b"Name\nx": "“Reference” is missing",
        b"Reference,Reference\n1,1": "is there twice",
        b"Reference,Shoe size\n1,44": "There is no question “Shoe size”",
        b"Reference\n": "no rows",
    }
    for content, sentence in cases.items():
        file = SimpleUploadedFile("r.csv", content, "text/csv")
        assert sentence in text(client.post(f"/our-batches/{lent.batch_id}/results/", {"table": file}))
    assert item(lent.pk).state == rules.OUT


def test_the_batch_is_closed_and_put_off_on_its_page(
    client_of: ClientOf, house: House, lent: BatchItem
) -> None:
    """Both with a reason; closing says what becomes of whom; not while something is to be looked at."""
    client, address = client_of(house.manager), f"/batches/{lent.batch_id}/"
    later = clock.today() + timedelta(days=60)
    due = {"due_on-day": later.day, "due_on-month": later.month, "due_on-year": later.year}
    assert client.post(address, {"_form": "PutOff", "why_later": "Two are ill", **due}).status_code == 303
    assert Batch.objects.get(pk=lent.batch_id).due_on == later
    review(lent.pk, house.lucy)
    assert "nobody has looked at them" in text(client.get(address))
    deciding.return_(lent.pk, by=house.reviewer, comment="Why?")
    assert "1 person is still with the agency" in text(client.get(address))
    assert client.post(address, {"_form": "Close", "why_closed": "Month-end"}).status_code == 303
    assert item(lent.pk).state == rules.TAKEN_BACK
    assert "Month-end" in text(client.get("/batches/?state=closed")) or "Reviews, June" in text(
        client.get("/batches/?state=closed")
    )


def test_what_is_late_is_told(client_of: ClientOf, house: House, lent: BatchItem) -> None:
    """On the council's list of batches, and on the agency's."""
    with time_machine.travel(clock.now() + timedelta(days=31), tick=True):
        assert "1 late" in text(client_of(house.manager).get("/batches/"))
        assert "Late" in text(client_of(again(house.lucy)).get(f"/our-batches/{lent.batch_id}/"))


def test_the_agency_begins_only_with_what_is_with_it(house: House, lent: BatchItem) -> None:
    """Sent back is sent back."""
    review(lent.pk, house.lucy)
    from alongside.web.errors import Refused

    with pytest.raises(Refused, match="sent back already"):
        agency.begin_results(lent.pk, by=house.lucy)
