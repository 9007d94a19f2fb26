"""A list through the pages: sent, looked at, confirmed; what became of each row; what is left to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.integration.bringing import bring_due
from alongside.integration.models import Doubt, Run, Upload
from alongside.integration.queries import runs
from alongside.integration.tests.lists import ADA, bring, mapping, text
from alongside.pathways.actions import course
from alongside.pathways.models import Journey, Promise, Wait
from alongside.people.tests.making import opened, worker
from alongside.records import grants
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Entry
from alongside.web.door import link

ClientOf = Callable[[object], Client]
AMBER = {"reference": "B7", "nhs_number": "", "family_name": "Lovelase"}


def form(name: str, **said: Any) -> dict[str, Any]:
    return {"_form": name, "_key": str(uuid4()), **said}


def send(client: Client, content: bytes, **more: str) -> Any:
    day = {"as_at-day": "31", "as_at-month": "5", "as_at-year": "2024"}
    file = SimpleUploadedFile("list.csv", content, "text/csv")
    said = form("Send", mapping="care_act_assessments", file=file, **(day | more))
    return client.post("/imports/new/", said)


def sent(client: Client, content: bytes) -> str:
    answer = send(client, content)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def test_it_is_looked_at_before_it_comes_in(client: Client) -> None:
    """Counts, the first rows in our words, and every row with something to say; nothing is written."""
    was = Journey.objects.for_system("test").count()
    page = client.get(
        sent(client, text({}, {"since": "01/07/2024"}, {"priority": "Urgent!"}))
    ).content.decode()
    assert Journey.objects.for_system("test").count() == was
    assert "Ada Lovelace" in page
    assert "which is after the day of the list" in page
    assert "“Urgent!” is in no list here" in page
    assert "3 rows below the headings" in page


def test_confirmed_twice_it_comes_in_once(client: Client) -> None:
    """A double press is one run; the bytes of the file are let go."""
    here = sent(client, text({}))
    answers = [client.post(here, form("Confirm")) for _press in range(2)]
    run = Run.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/imports/{run.pk}/"] * 2
    bring_due()
    assert bytes(Upload.objects.get().data) == b""
    assert (
        Wait.objects.for_system("test").filter(started_on="2024-04-06", pathway="needs-assessment").count()
        == 1
    )
    page = client.get(f"/imports/{run.pk}/").content.decode()
    assert "Brought in: 1 row, by Worker" in page
    assert "Loaded" in page


def test_put_aside_nothing_is_left_of_it(client: Client) -> None:
    """Neither a run nor the file."""
    client.post(sent(client, text({})), form("PutAside"))
    assert (Run.objects.count(), Upload.objects.count()) == (0, 0)


BROKEN = [
    (b"Surname\nLevy\n", "no heading"),
    (text({}).replace(b"Lovelace", b"=1+1"), "holds a formula"),
    (text({}).replace(b"Ada", b"\xff\xfe"), "not written in UTF-8"),
]


@pytest.mark.parametrize(("content", "said"), BROKEN, ids=[said for _content, said in BROKEN])
def test_a_broken_file_says_so_beside_the_field(client: Client, content: bytes, said: str) -> None:
    """And keeps what else was answered; nothing of the file is kept."""
    page = send(client, content).content.decode()
    assert "The file was refused whole" in page
    assert said in page
    assert 'value="2024"' in page
    assert Upload.objects.count() == 0


def test_a_day_to_come_is_refused_at_its_field(client: Client) -> None:
    """Nobody exported it yet."""
    page = send(client, text({}), **{"as_at-year": "2050"}).content.decode()
    assert "still to come" in page


def test_another_sees_nothing_of_an_upload(client: Client, client_of: ClientOf) -> None:
    """What is in it is its maker's until it is confirmed."""
    here = sent(client, text({}))
    assert client_of(worker("team-manager")).get(here).status_code == 404


@pytest.mark.parametrize("address", ["/imports/", "/imports/new/", "/imports/1/", "/imports/1/fates.csv"])
def test_only_who_brings_lists_in_sees_them(db: None, client_of: ClientOf, address: str) -> None:
    """A social worker is told that their role does not allow it."""
    assert client_of(worker()).get(address).status_code == 403


def test_the_fates_add_up_and_name_nobody(client: Client) -> None:
    """To lay beside the file that was sent; who looked is written down."""
    run = bring(text({}, {"since": ""}, {**AMBER, "completed": "06/05/2024"}))
    answer = client.get(f"/imports/{run.id}/fates.csv")
    lines = answer.content.decode().splitlines()
    assert lines[0] == "row,reference,fate,why,person,journey"
    assert [each.split(",")[2] for each in lines[1:]] == ["loaded", "refused", "history"]
    assert "Lovelace" not in answer.content.decode()
    assert Entry.objects.filter(op="R", tbl="integration.fates").exists()
    page = client.get(f"/imports/{run.id}/?fate=refused").content.decode()
    assert "no day since when" in page
    assert ">A1</th>" in page


def test_long_lists_come_in_pages(client: Client) -> None:
    """A hundred rows at a time, in the order of the file."""
    rows = [{"reference": f"R{n}", "nhs_number": "", "since": ""} for n in range(150)]
    run = bring(text(ADA, *rows))
    page = client.get(f"/imports/{run.id}/?fate=refused").content.decode()
    assert "R98" in page
    assert "R120" not in page
    assert "R120" in client.get(f"/imports/{run.id}/?behind=102&fate=refused").content.decode()


def made() -> Iterator[Journey]:
    yield from Journey.objects.for_system("test").filter(brought_in_at__isnull=False).order_by("id")


def test_a_list_is_taken_back_while_nobody_has_gone_on_with_it(client: Client) -> None:
    """Out of every figure, with what was owed; and the same list may come in again."""
    content = text({}, {**AMBER, "completed": "06/05/2024"})
    run = bring(content)
    client.post(f"/imports/{run.id}/", form("TakeBack", why="It was last year’s"))
    assert [each.outcome for each in made()] == ["list taken back"] * 2
    theirs = [each.pk for each in made()]
    for table in (Wait, Promise):
        assert not table.objects.for_system("test").filter(journey__in=theirs).exists()
    assert "It was last year’s" in client.get(f"/imports/{run.id}/").content.decode()
    assert bring(content).counts == run.counts
    assert len(list(made())) == 4


def test_a_list_somebody_works_with_is_not_taken_back(client: Client) -> None:
    """Nothing of it is, and the page says how many."""
    run = bring(text({}, AMBER))
    journey = next(made())
    course.prioritise(journey.pk, by=SYSTEM, priority=1, why="Fell at night")
    page = client.post(f"/imports/{run.id}/", form("TakeBack", why="Wrong list")).content.decode()
    assert "Somebody has gone on with 1 journey" in page
    assert runs.row(run.id).taken_back_at is None
    assert all(each.ended_at is None for each in made())


def test_what_is_weaker_is_put_before_a_person(client: Client, manager: Actor) -> None:
    """Both as search shows them, why it is asked, and what to do; settled with a reason, it is gone (R-052)."""
    run = bring(text({}, AMBER))
    doubt = Doubt.objects.for_system("test").get()
    here = f"/imports/{run.id}/decide/"
    page = client.get(here).content.decode()
    assert "The same date of birth and a like name" in page
    opened(doubt.person_id, manager)
    opened(doubt.other_id, manager)
    assert "Compare the two" in client.get(here).content.decode()
    answer = client.post(f"/imports/doubts/{doubt.pk}/", form("Settle", why="Two people: I rang both"))
    assert answer["Location"] == here
    assert "Nothing is left to decide" in client.get(here).content.decode()


def test_a_doubt_is_settled_only_by_who_sees_the_person(client: Client) -> None:
    """Otherwise it is not there."""
    bring(text({}, {**AMBER, "ward": ""}))
    doubt = Doubt.objects.for_system("test").get()
    grants.end(grants.Grant.objects.filter(record=doubt.person_id), at=doubt.run.begun_at, why="test")
    assert client.get(f"/imports/doubts/{doubt.pk}/").status_code == 404


def test_every_mapping_that_comes_along_fits(db: None) -> None:
    """What it names is in its pathway's definition."""
    assert mapping("dols").pathway == "dols"
    assert {each.key for each in runs.library.usable()} == set(runs.library.names())


def test_work_that_came_in_has_its_page(client: Client, manager: Actor) -> None:
    """Where it stands, what is owed as inherited, and where it comes from; and what is history says so."""
    bring(text({}, {**AMBER, "completed": "06/05/2024"}))
    loaded, over = made()
    assert client.get("/imports/").status_code == 200
    for each in (loaded, over):
        opened(each.person_id or 0, manager)
    page = client.get(
        link("pathways.journey", person_id=loaded.person_id, journey_id=loaded.pk)
    ).content.decode()
    assert "Brought in from the list “Care Act assessments” of 31 May 2024" in page
    assert "Waiting since 6 April 2024" in page
    assert "Inherited" in page
    page = client.get(link("pathways.journey", person_id=over.person_id, journey_id=over.pk)).content.decode()
    assert "Finished elsewhere, as the list says" in page
