"""The pages on which access is guarded: broken glass, restricted records, who read what, roles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.records import clock, rules
from alongside.records.actions import access as actions
from alongside.records.actors import Actor
from alongside.records.audit import seal
from alongside.records.audit.reading import saw
from alongside.records.models import BlindMatch, Entry, GlassBroken
from alongside.records.queries import looking, naming
from alongside.records.tests import desk

ClientOf = Callable[[object], Client]
WHY = "An ambulance waits outside her door"
names = st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), min_size=1, max_size=3)


def _html(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def _look_up(**asked: object) -> str:
    today = clock.today()
    days = {"begin": today - timedelta(days=1), "end": today} | {
        name: asked.pop(name) for name in ("begin", "end") if name in asked
    }
    parts = [
        f"{name}-{part}={getattr(day, part)}"
        for name, day in days.items()
        for part in ("day", "month", "year")
    ]
    said = [f"{name}={value}" for name, value in ({"worker": "anybody", "record": ""} | asked).items()]
    return "/access-review/look-up/?" + "&".join(said + parts)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, str], None]:
    """`called(file, "Alice Mensah")`: what the room above says a record is called."""
    known: dict[int, str] = {}
    monkeypatch.setattr(naming, "_naming", [lambda ids: {key: known[key] for key in ids if key in known}])
    return known.__setitem__


@pytest.mark.django_db
def test_broken_glass_is_reviewed_by_somebody_else(client_of: ClientOf) -> None:
    """Users 4.5.2: 100 % reviewed; the finding ends the access when it was not right."""
    by = desk.a_worker("break glass", "review access")
    file = desk.restricted(desk.a_worker().own)
    broken = actions.break_glass(file, by=by, category="life-at-risk", reason=WHY)
    page = f"/access-review/{broken}/"
    assert "Somebody else reviews it." in _html(client_of(by), page)
    assert client_of(by).post(page, {"finding": "justified"}).status_code == 403
    reviewer = client_of(desk.a_worker("review access"))
    assert WHY in _html(reviewer, page)
    assert naming.list_label("break-glass-category", "life-at-risk") in _html(reviewer, "/access-review/")
    assert reviewer.post(page, {"finding": "not justified", "note": "No call was logged"}).status_code == 303
    assert not desk.sees(by, file)
    assert "No call was logged" in _html(reviewer, page)
    assert GlassBroken.objects.get(pk=broken).finding == "not justified"
    assert reviewer.post(page, {"finding": "justified"}).status_code == 200


@pytest.mark.django_db
def test_the_officer_answers_a_contact(client_of: ClientOf) -> None:
    """The most endangered are rung back; an answer is never blank, and is given once."""
    file = desk.restricted(desk.a_worker().own)
    match = actions.report_blind_match(
        file, by=desk.a_worker(), message="Rang from a payphone", callback="020 7946 0100"
    )
    officer = client_of(desk.a_worker("see restricted"))
    assert "1 contact waits for you" in _html(officer, "/restricted/")
    page = f"/restricted/contacts/{match}/"
    assert "Say what you did" in officer.post(page, {"answer": " "}).content.decode()
    assert officer.post(page, {"answer": "Rang back; she is safe"}).status_code == 303
    assert "No contact waits" in _html(officer, "/restricted/")
    assert "Rang back; she is safe" in _html(officer, page)
    assert BlindMatch.objects.get(pk=match).answered_by_id is not None


@pytest.mark.django_db
@pytest.mark.parametrize("sealed", [False, True])
def test_who_read_a_record_and_what_a_worker_read(
    client_of: ClientOf, called: Callable[[int, str], None], sealed: bool
) -> None:
    """R-245: by record, by worker, by both; before the worker has sealed the readings and after."""
    priya, tom = desk.a_worker(name="Priya Reader"), desk.a_worker(name="Tom Reader")
    alice, kofi = desk.a_record(), desk.a_record()
    called(alice, "Alice Shown")
    called(kofi, "Kofi Shown")
    saw(priya, "records.duty", [alice, kofi], what="list")
    saw(tom, "records.duty", [kofi], why="Covering for Priya")
    if sealed:
        seal.seal_strays()
    ruth = client_of(desk.a_worker("review access"))

    def found(**asked: object) -> list[tuple[str, str]]:
        rows = _html(ruth, _look_up(**asked)).partition("<tbody")[2]
        return [
            (who, whom)
            for who in ("Priya Reader", "Tom Reader")
            for whom in ("Alice Shown, Kofi Shown", "Alice Shown", "Kofi Shown")
            if f'"Who">{who}</th>' in rows and f">{whom}</td>" in rows
        ]

    assert found(record=alice) == [("Priya Reader", "Alice Shown")]
    assert found(record=kofi) == [("Priya Reader", "Kofi Shown"), ("Tom Reader", "Kofi Shown")]
    assert found(worker=priya.worker_id) == [("Priya Reader", "Alice Shown, Kofi Shown")]
    assert found(worker=tom.worker_id, record=kofi) == [("Tom Reader", "Kofi Shown")]
    assert found(worker=tom.worker_id, record=alice) == []
    assert "Covering for Priya" in _html(ruth, _look_up(worker=tom.worker_id))


@pytest.mark.django_db
def test_a_look_up_is_written_down_with_everybody_it_showed(client_of: ClientOf) -> None:
    """Who watches is watched: one entry, carrying the records."""
    priya, file = desk.a_worker(), desk.a_record()
    saw(priya, "records.duty", [file])
    ruth = desk.a_worker("review access")
    _html(client_of(ruth), _look_up(worker=priya.worker_id))
    entry = Entry.objects.filter(op="R", worker_id=ruth.worker_id).order_by("-id")[0]
    assert entry.tbl == "records.look_up"
    assert f'"records":[{file}]' in (entry.payload or "")
    assert f"by worker {priya.worker_id}" in (entry.payload or "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Choose a worker or enter a record number"),
        ({"record": "abc"}, "only figures"),
        ({"worker": "1", "begin": clock.today() + timedelta(days=1)}, "The last day is before the first"),
        ({"worker": "1", "begin": clock.today() - timedelta(days=93)}, "Look at 92 days at most"),
    ],
)
def test_a_look_up_that_asks_nothing_answers_nothing(
    client_of: ClientOf, asked: dict[str, object], said: str
) -> None:
    """The form says what to change, and nothing is read."""
    desk.a_worker()
    html = _html(client_of(desk.a_worker("review access")), _look_up(**asked))
    assert said in html
    assert "Readings" not in html


@pytest.mark.django_db
def test_only_the_days_asked_for(monkeypatch: pytest.MonkeyPatch, client_of: ClientOf) -> None:
    """London days, both ends included."""
    priya, file = desk.a_worker(), desk.a_record()
    now = clock.now()
    for back in (3, 2, 1):
        monkeypatch.setattr(clock, "now", lambda back=back: now - timedelta(days=back))
        saw(priya, "records.duty", [file], why=f"{back} days back")
    monkeypatch.undo()
    day = clock.day_of(now - timedelta(days=2))
    rows = looking.readings(day, day, worker_id=priya.worker_id, record_id=file)
    assert [row.why for row in rows] == ["2 days back"]


def _opened(who: Actor, count: int) -> None:
    for _ in range(count):
        saw(who, "records.duty", [desk.a_record(notes=0)])


@pytest.mark.django_db
def test_unusual_access_is_shown_with_a_warning_against_haste(
    client_of: ClientOf, called: Callable[[int, str], None]
) -> None:
    """Users 4.5.2: own record, same surname, far too many; lists do not count."""
    busy, priya = desk.a_worker(name="Busy Body"), desk.a_worker(name="Priya Nair")
    mine, sister, stranger, listed = (desk.a_record() for _ in range(4))
    for key, name in (
        (mine, "Priya Nair"),
        (sister, "Anjali Nair"),
        (stranger, "Ada Lovelace"),
        (listed, "Bo Nair"),
    ):
        called(key, name)
    for file in (mine, sister, stranger):
        saw(priya, "records.duty", [file])
    saw(priya, "records.duty", [listed], what="list")
    _opened(busy, rules.MANY_IN_A_DAY)
    html = _html(client_of(desk.a_worker("review access")), "/access-review/unusual/")
    assert f"Priya Nair (record {mine})" in html
    assert f"Anjali Nair (record {sister})" in html
    assert "Ada Lovelace" not in html
    assert "Bo Nair" not in html
    assert f"Opened {rules.MANY_IN_A_DAY} records in a day" in html
    assert "None of this proves anything" in html


@given(names, names)
def test_namesakes_are_found_whatever_the_letters(reader: list[str], person: list[str]) -> None:
    """Capitals and spaces do not matter; one word is not a surname."""
    said = rules.unusual_look(" ".join(reader), "  ".join(person).upper())
    folded = ["".join(word.upper().casefold()) for word in person]
    if [word.casefold() for word in reader] == folded:
        assert "same name" in said
    elif len(reader) > 1 and len(person) > 1 and reader[-1].casefold() == folded[-1]:
        assert "surname" in said
    elif len(reader) == 1 or len(person) == 1:
        assert said == ""


@given(st.integers(0, 500), st.lists(st.integers(0, 200), max_size=20))
def test_a_busy_day_among_busy_days_is_not_unusual(opened: int, others: list[int]) -> None:
    """Never below the floor, never when the usual day comes near, and more is never less unusual."""
    found = rules.unusually_many(opened, others)
    assert not (found and opened < rules.MANY_IN_A_DAY)
    assert not (found and others and opened <= rules.TIMES_THE_USUAL * min(others))
    assert not found or rules.unusually_many(opened + 1, others)


@pytest.mark.django_db
def test_roles_are_told_in_sentences_to_everybody(client_of: ClientOf) -> None:
    """R-241: what a role may do, how many hold it, which is one's own."""
    html = _html(client_of(desk.a_worker("merge people")), "/roles/")
    assert "Join two records of one person, and take that back." in html
    mine, others = html.index(">Yours<"), html.index(">Roles that others hold<")
    assert mine < html.index("Join two records of one person, and take that back.") < others
    assert others < html.index(">Roles that nobody holds<") < html.index("Nobody holds it")


@pytest.mark.django_db
def test_a_merged_record_is_looked_up_with_the_one_it_went_into(monkeypatch: pytest.MonkeyPatch) -> None:
    """R-245: who read either read the person, whichever number is asked for."""
    priya, one, other, third = desk.a_worker(), desk.a_record(), desk.a_record(), desk.a_record()
    monkeypatch.setattr(naming, "_joining", [lambda key: (one, other) if key in (one, other) else ()])
    for file in (one, other, third):
        saw(priya, "records.duty", [file])
    today = clock.today()
    for asked in (one, other):
        rows = looking.readings(today, today, worker_id=None, record_id=asked)
        assert [list(row.records) for row in rows] == [[other], [one]]
