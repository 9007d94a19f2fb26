"""The person's page with work on it: a stranger can act in a minute, in one more question to the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.casework.actions import appointments, notes
from alongside.casework.queries import person_page
from alongside.pathways.actions import opening
from alongside.people.pages import now as lines
from alongside.people.queries import beside
from alongside.people.tests.making import opened, worker
from alongside.people.tests.stating import seen
from alongside.records import clock
from alongside.records.actors import Actor

ClientOf = Callable[[Any], Client]
pytestmark = pytest.mark.django_db


def assessing(ada: int, by: Actor) -> int:
    """Ada's needs assessment, which she asked for herself."""
    return int(opening.open_journey(ada, by=by, pathway="needs-assessment", came_by="self", owner=by.own))


def test_the_page_says_what_is_owed_and_open_and_with_whom(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Screens 3: owed, open with its stage and days, key worker, next appointment, last notes."""
    assessing(ada, by)
    notes.write_note(
        ada, by=by, kind="home-visit", text="She wants to cook.", happened_at=clock.now() - timedelta(days=3)
    )
    appointments.make_appointment(
        ada,
        by=by,
        kind="home-visit",
        starts_at=clock.now() + timedelta(days=2),
        owner=by.own,
        interpreter="needed",
    )
    html = client_of(by).get(f"/people/{ada}/").content.decode()
    shown = html.split('class="app-now"')[1].split("</dl>")[0]
    for words in (
        "Key worker",
        by.name,
        "Needs assessment",
        "day 0",
        "interpreter not booked",
        "She wants to cook.",
    ):
        assert words in shown
    assert ">Owed<" in shown
    chronology = html.split('id="chronology"')[1]
    assert "She wants to cook." in chronology
    assert ", recorded " in chronology.split("She wants to cook.")[1]


def test_it_costs_one_question_whatever_there_is(by: Actor, ada: int, client_of: ClientOf) -> None:
    """R-245: everything the rooms above show is asked for in one statement."""

    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert beside.rows(seen(ada, by), by) is not None
        return len(asked)

    # The sheet itself is three questions.
    assert counted() == 4
    assessing(ada, by)
    for day in range(1, 6):
        happened_at = clock.now() - timedelta(days=day)
        notes.write_note(ada, by=by, kind="home-visit", text=f"Day {day}", happened_at=happened_at)
    assert counted() == 4
    rows = beside.rows(seen(ada, by), by)
    assert [each.text for each in person_page.written(rows)] == ["Day 1", "Day 2", "Day 3"]


def test_a_restricted_journey_is_on_the_page_of_who_may_see_it(
    by: Actor, ada: int, client_of: ClientOf
) -> None:
    """A concern's events stand in the chronology of who raised it, and of nobody whose record is only Ada's."""
    colleague = worker()
    opened(ada, colleague)
    opening.open_journey(ada, by=by, pathway="safeguarding-concern")
    mine, theirs = (client_of(who).get(f"/people/{ada}/").content.decode() for who in (by, colleague))
    assert "Safeguarding concern: begun." in mine
    assert (
        "Safeguarding concern"
        not in theirs.split('class="app-now"')[-1].split('id="chronology"')[-1].split("Show</button>")[-1]
    )
    narrowed = (
        client_of(by).get(f"/people/{ada}/?kind=safeguarding").content.decode().split("Show</button>")[1]
    )
    assert "Safeguarding concern: begun." in narrowed
    assert "Lovelace" not in narrowed.split("</ol>")[0]


def test_the_chronology_is_narrowed_to_each_kind(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Visits, decisions, letters, safeguarding, providers: each a choice, and a choice shows nothing else."""
    assessing(ada, by)
    notes.write_note(ada, by=by, kind="home-visit", text="At home.", happened_at=clock.now())
    notes.write_note(ada, by=by, kind="management-decision", text="Agreed at once.", happened_at=clock.now())
    client = client_of(by)

    def shown(kind: str) -> str:
        html = client.get(f"/people/{ada}/?kind={kind}").content.decode()
        return html.split("Show</button>")[1].split('id="facts"')[0]

    assert "At home." in shown("visits")
    assert "Agreed at once." not in shown("visits")
    assert "Agreed at once." in shown("decisions")
    assert "At home." not in shown("decisions")
    for kind in ("letters", "safeguarding", "provider"):
        assert "At home." not in shown(kind)
    assert "At home." in client.get(f"/people/{ada}/?text=AT+HOME").content.decode()


def test_a_partner_does_not_read_notes_in_the_chronology(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Minimum data: who only has the record lent to them sees that there was a visit, not what was said."""
    notes.write_note(ada, by=by, kind="home-visit", text="Something private.", happened_at=clock.now())
    partner = worker("commissioner", "quality")
    from alongside.records import grants
    from alongside.records.models import Record

    grants.give(Record.objects.get(pk=ada), partner.own, "agreement", at=clock.now())
    html = client_of(partner).get(f"/people/{ada}/").content.decode()
    assert "Home visit." in html
    assert "Something private." not in html


def test_a_withdrawn_note_is_told_nowhere(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Written on the wrong record: its words leave the page, that there was one does not."""
    note = notes.write_note(ada, by=by, kind="home-visit", text="About Bill.", happened_at=clock.now())
    notes.withdraw_note(note, by=by, why="It is about somebody else")
    html = client_of(by).get(f"/people/{ada}/").content.decode()
    assert "About Bill." not in html
    assert "It is about somebody else" in html


def test_a_line_or_piece_that_is_made_wrongly_says_so() -> None:
    """A piece that forgets the reader's grants would show anybody's work."""
    with pytest.raises(TypeError, match="seen"):
        beside.piece("leak", "SELECT 'leak', 1, '', '', '', '', '', '' WHERE 1 IN {people}")
    with pytest.raises(TypeError, match="named"):
        beside.piece("work", "SELECT {people} {seen}")
    with pytest.raises(TypeError, match="titled"):
        lines.line("Open", order=1)(lambda _person, _rows: [])
