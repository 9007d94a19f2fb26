"""Notes: every wording kept, each record shown what was chosen for it, a machine's draft nobody's note."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.casework.actions import drafts, notes
from alongside.casework.models import Draft, Note
from alongside.casework.queries import notes as queries
from alongside.pathways.actions import opening
from alongside.pathways.models import Promise
from alongside.people.actions import circle
from alongside.people.tests.making import add, opened, worker
from alongside.people.tests.stating import seen
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Entry, Event
from alongside.web.errors import Forbidden, Missing, Refused

ClientOf = Callable[[Any], Client]
pytestmark = pytest.mark.django_db


def noted(person_id: int, by: Actor, **said: Any) -> int:
    """A note of a visit."""
    given: dict[str, Any] = {"kind": "home-visit", "text": "We spoke.", "happened_at": clock.now()}
    return int(notes.write_note(person_id, by=by, **(given | said)))


def notes_of(person_id: int) -> list[Note]:
    """The notes on somebody's record."""
    return list(Note.objects.for_system("test").filter(person_id=person_id).order_by("id"))


def correct(note: int, by: Actor, text: str, why: str = "A wrong word") -> None:
    """Put a note right."""
    notes.correct_note(note, by=by, kind="home-visit", text=text, happened_at=clock.now(), why=why)


def test_happened_and_recorded_are_two_times(by: Actor, ada: int) -> None:
    """R-241: what happened on Monday and was written on Wednesday says both."""
    noted(ada, by, happened_at=clock.now() - timedelta(days=2), precision="day")
    (row,) = queries.notes(seen(ada, by), by)
    assert row.late
    event = Event.objects.for_system("test").get(record_id=ada, kind="casework.note.home-visit")
    assert event.recorded_at - event.happened_at >= timedelta(days=2)
    assert event.precision == "day"


def test_every_wording_is_kept_with_who_and_why(by: Actor, ada: int, client_of: ClientOf) -> None:
    """R-241: a correction is seen as one, word by word; the history never shrinks."""
    note = noted(ada, by, text="She fell on Monday.")
    correct(note, by, "She fell on Tuesday.", "It was Tuesday")
    correct(note, by, "She fell on Tuesday night.", "More exactly")
    shown = queries.wordings(note, by)
    assert [each.why for each in shown] == ["More exactly", "It was Tuesday", ""]
    assert [(piece.how, piece.text) for piece in shown[1].pieces if piece.how != "same"] == [
        ("gone", "Monday."),
        ("new", "Tuesday."),
    ]
    html = client_of(by).get(f"/people/{ada}/notes/{note}/").content.decode()
    assert "<del>" in html
    assert "It was Tuesday" in html


def test_another_worker_s_note_is_not_theirs_to_change(by: Actor, ada: int) -> None:
    """Somebody else writes beside it; a supervisor may put it right."""
    note, colleague, boss = noted(ada, by), worker(), worker("team-manager")
    opened(ada, colleague, boss)
    with pytest.raises(Forbidden, match="by who wrote it"):
        correct(note, colleague, "No.")
    correct(note, boss, "Yes.")
    with pytest.raises(Missing):
        correct(note, worker(), "Hm.")


def test_a_note_is_on_each_record_as_it_was_chosen(by: Actor, ada: int, client_of: ClientOf) -> None:
    """The carer's words stay on the carer's record: who reads one record learns nothing of the other."""
    kofi, bea = opened(add(given="Kofi"), by), opened(add(given="Bea"), by)
    reads_kofi = worker()
    opened(kofi, reads_kofi)
    noted(
        ada,
        by,
        text="Both were there.",
        also=[
            {"person_id": kofi, "shows": "mention", "own": "He cannot go on."},
            {"person_id": bea, "shows": "whole", "own": ""},
        ],
    )
    (of_kofi,) = queries.notes(seen(kofi, by), by)
    (of_bea,) = queries.notes(seen(bea, by), by)
    (of_ada,) = queries.notes(seen(ada, by), by)
    assert "Both were there." not in of_kofi.text
    assert "He cannot go on." in of_kofi.text
    assert (of_bea.text, of_ada.text) == ("Both were there.", "Both were there.")
    (theirs,) = queries.notes(seen(kofi, reads_kofi), reads_kofi)
    assert queries.written_together(theirs, reads_kofi) == ([], 2)
    html = client_of(reads_kofi).get(f"/people/{kofi}/notes/{theirs.id}/").content.decode()
    assert "2 people whose record is not open to you" in html
    assert "Ada" not in html
    assert len(queries.written_together(of_ada, by)[0]) == 2


def test_putting_one_right_puts_right_what_says_the_same(by: Actor, ada: int) -> None:
    """A wrong word copied onto two records is wrong on both; what was written for one alone stays."""
    kofi, bea = opened(add(given="Kofi"), by), opened(add(given="Bea"), by)
    also = [
        {"person_id": kofi, "shows": "mention", "own": "His own."},
        {"person_id": bea, "shows": "whole", "own": ""},
    ]
    note = noted(ada, by, text="Wrong.", also=also)
    correct(note, by, "Right.")
    assert queries.notes(seen(bea, by), by)[0].text == "Right."
    assert "His own." in queries.notes(seen(kofi, by), by)[0].text


def test_nobody_is_noted_on_whom_the_writer_does_not_see(by: Actor, ada: int) -> None:
    """R-243: a number in a form opens no record."""
    with pytest.raises(Refused, match="not on a record that is open to you"):
        noted(ada, by, also=[{"person_id": add(given="Stranger"), "shows": "whole", "own": ""}])
    assert not notes_of(ada)


def test_what_the_person_may_read_is_marked_and_withheld_only_with_a_reason(by: Actor, ada: int) -> None:
    """R-241: not decided until somebody decides."""
    note = noted(ada, by)
    assert queries.note(note, seen(ada, by), by).sharing_code == ""
    with pytest.raises(Refused, match="may not read it") as refused:
        notes.share_note(note, by=by, sharing="withheld")
    assert refused.value.field == "withheld_why"
    notes.share_note(note, by=by, sharing="withheld", withheld_why="Her neighbour spoke in confidence")
    assert queries.note(note, seen(ada, by), by).sharing_code == "withheld"
    notes.share_note(note, by=by, sharing="shared")
    assert queries.note(note, seen(ada, by), by).withheld_why == ""


def test_a_machine_s_draft_is_a_note_only_when_somebody_has_read_it(by: Actor, ada: int) -> None:
    """A named person's reviewed draft: the tool is named, the writer answers for it."""
    drafts.offer_draft(ada, by=by, text="She seems fine.", tool="Listener 2")
    assert not notes_of(ada)
    with pytest.raises(Refused, match="put it right") as refused:
        noted(ada, by, text="She seems fine.", drafted_with="Listener 2")
    assert refused.value.field == "read_through"
    note = noted(ada, by, text="She said that she is well.", drafted_with="Listener 2", read_through=True)
    row = queries.note(note, seen(ada, by), by)
    assert (row.drafted_with, row.writer_id) == ("Listener 2", by.worker_id)


def test_a_machine_does_not_put_suicide_risk_into_a_band(by: Actor, ada: int) -> None:
    """Practice 0.2: high, medium and low say nothing of what will happen."""
    with pytest.raises(Refused, match="band"):
        noted(ada, by, text="High risk of suicide.", drafted_with="Listener 2", read_through=True)


def test_a_tool_named_by_the_draft_cannot_be_left_out_of_the_form(
    by: Actor, ada: int, client_of: ClientOf
) -> None:
    """What the machine wrote stays marked, whatever the box on the page says."""
    drafts.offer_draft(ada, by=by, text="She seems fine.", tool="Listener 2")
    sent = {"kind": "home-visit", "text": "Mine now", **_today(), "drafted_with": ""}
    answer = client_of(by).post(f"/people/{ada}/notes/add/", sent)
    assert "Listener 2" in answer.content.decode()
    assert not notes_of(ada)
    assert client_of(by).post(f"/people/{ada}/notes/add/", sent | {"read_through": "yes"}).status_code == 303
    assert notes_of(ada)[0].drafted_with == "Listener 2"


def _today() -> dict[str, str]:
    day = clock.today()
    return {
        "happened_on-day": str(day.day),
        "happened_on-month": str(day.month),
        "happened_on-year": str(day.year),
    }


def test_a_draft_is_its_writer_s_alone_and_gone_when_it_is_a_note(
    by: Actor, ada: int, client_of: ClientOf
) -> None:
    """What is typed is there on another device; a colleague on the same record sees nothing of it."""
    colleague = worker()
    opened(ada, colleague)
    client = client_of(by)
    sent = {"text": "Half a thou", "tab": "a", "turn": "2", **_today()}
    assert "clock" in client.post(f"/people/{ada}/notes/draft/", sent).json()
    assert "Half a thou" in client_of(by).get(f"/people/{ada}/notes/add/").content.decode()
    assert "Half a thou" not in client_of(colleague).get(f"/people/{ada}/notes/add/").content.decode()
    late = client.post(f"/people/{ada}/notes/draft/", {"text": "Half", "tab": "a", "turn": "1"})
    assert late.status_code == 200
    assert Draft.objects.for_system("test").get(record_id=ada).answers["text"] == "Half a thou"
    noted(ada, by)
    assert not Draft.objects.for_system("test").filter(record_id=ada).exists()


def test_typing_fills_no_audit(by: Actor, ada: int, client_of: ClientOf) -> None:
    """A draft is scratch: a copy of it at each pause would be kept for ever. The note is what is audited."""
    before = Entry.objects.filter(tbl="casework_draft").count()
    client_of(by).post(f"/people/{ada}/notes/draft/", {"text": "Secret", "tab": "a", "turn": "1"})
    assert Entry.objects.filter(tbl="casework_draft").count() == before
    assert not Entry.objects.filter(payload__contains="Secret").exists()
    noted(ada, by)
    assert Entry.objects.filter(tbl="casework_note").exists()


def test_a_draft_for_somebody_not_seen_is_not_kept(by: Actor, client_of: ClientOf) -> None:
    """R-243: nothing is written on a record by its number."""
    stranger = add()
    assert client_of(by).post(f"/people/{stranger}/notes/draft/", {"text": "x"}).status_code == 404
    long = "x" * 70_000
    mine = opened(add(), by)
    assert client_of(by).post(f"/people/{mine}/notes/draft/", {"text": long}).status_code == 422


def test_a_note_of_restricted_work_is_seen_by_who_sees_the_work(by: Actor, ada: int) -> None:
    """A note for a safeguarding concern is not on the ordinary record."""
    concern = opening.open_journey(ada, by=by, pathway="safeguarding-concern")
    note = noted(ada, by, subject=f"journey:{concern}")
    colleague = worker()
    opened(ada, colleague)
    assert queries.notes(seen(ada, colleague), colleague) == []
    assert [row.id for row in queries.notes(seen(ada, by), by)] == [note]
    with pytest.raises(Refused):
        noted(ada, colleague, subject=f"journey:{concern}")


def test_being_in_touch_keeps_what_was_promised(by: Actor, ada: int) -> None:
    """G-12: the note of the call is the record of the contact; nobody says it twice."""
    journey = opening.open_journey(ada, by=by, pathway="needs-assessment", owner=by.own)
    from alongside.pathways.actions import course

    course.prioritise(journey, by=by, priority=2, why="Alone")
    duties = Promise.objects.for_system("test").filter(journey_id=journey, name="keep in touch")
    assert duties.filter(closed_at__isnull=False).count() == 0
    noted(ada, by, in_touch=True)
    assert duties.filter(closed_at__isnull=False).count() == 1


def test_a_note_leads_to_a_safeguarding_concern(by: Actor, ada: int, client_of: ClientOf) -> None:
    """G-55: a concern is never homeless; it is one press from every note, and while one is written."""
    note = noted(ada, by)
    for page in (f"notes/{note}/", "notes/add/"):
        html = client_of(by).get(f"/people/{ada}/{page}").content.decode()
        assert f"/people/{ada}/concern/" in html


def test_people_round_the_person_are_offered_only_where_they_are_open(
    by: Actor, ada: int, client_of: ClientOf
) -> None:
    """A restricted brother is not asked about by name."""
    kofi, closed = opened(add(given="Kofi"), by), add(given="Secret")
    circle.add_relationship(ada, by=by, kind="friend", other_id=kofi)
    circle.add_relationship(ada, by=SYSTEM, kind="friend", other_id=closed)
    html = client_of(by).get(f"/people/{ada}/notes/add/").content.decode()
    assert f'name="also_{kofi}"' in html
    assert f'name="also_{closed}"' not in html
    offered = html.split(f'name="also_{kofi}"')[1].split("</select>")[0]
    assert re.findall(r'value="(\w*)"[^>]*>([^<]+)<', offered) == [
        ("", "Not on their record"),
        ("whole", "The whole note"),
        ("mention", "Only that they took part"),
    ]


def test_a_note_on_two_records_through_the_page(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Nothing goes onto somebody else's record unless it is chosen; words without a choice are asked about."""
    kofi = opened(add(given="Kofi"), by)
    circle.add_relationship(ada, by=by, kind="friend", other_id=kofi)
    client, sent = client_of(by), {"kind": "home-visit", "text": "Both were there.", **_today()}
    assert client.post(f"/people/{ada}/notes/add/", sent).status_code == 303
    assert notes_of(kofi) == []
    lost = client.post(f"/people/{ada}/notes/add/", sent | {f"own_{kofi}": "He is tired."})
    assert "Select whether the whole note goes onto this record" in lost.content.decode()
    both = sent | {f"own_{kofi}": "He is tired.", f"also_{kofi}": "mention"}
    assert client.post(f"/people/{ada}/notes/add/", both).status_code == 303
    (note,) = notes_of(kofi)
    assert "He is tired." in note.text
    assert "Both were there." not in note.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "gossip"}, "kind"),
        ({"text": "  "}, "text"),
        ({"precision": "century"}, "happened_on"),
        ({"sharing": "perhaps"}, "sharing"),
    ],
)
def test_what_a_note_must_have(by: Actor, ada: int, wrong: dict[str, Any], field: str) -> None:
    """Each refusal at its field; nothing is left behind."""
    with pytest.raises(Refused) as refused:
        noted(ada, by, **wrong)
    assert refused.value.field == field
    assert not notes_of(ada)


def test_what_is_still_to_come_is_no_note(by: Actor, ada: int) -> None:
    """That is an appointment."""
    with pytest.raises(Refused, match="make an appointment"):
        noted(ada, by, happened_at=clock.now() + timedelta(hours=1))


def test_a_withdrawn_note_cannot_be_read_or_changed(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Written on the wrong record: that it was there and why it went stays, its words do not."""
    note = noted(ada, by, text="About Bill.")
    notes.withdraw_note(note, by=by, why="It is about somebody else")
    for page in ("notes/", f"notes/{note}/", "notes/?text=bill"):
        assert "About Bill." not in client_of(by).get(f"/people/{ada}/{page}").content.decode()
    with pytest.raises(Refused, match="withdrawn"):
        correct(note, by, "Again")
