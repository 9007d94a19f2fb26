"""My work today: one list, nothing twice, in the order of time left; each thing is done where it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from alongside.casework.actions import appointments, tasks
from alongside.casework.models import Appointment, Task
from alongside.casework.queries import today as queries
from alongside.casework.queries.working_day import Day, Work, working_day
from alongside.casework.rules import today as rules
from alongside.casework.rules.today import Row
from alongside.messages.models import Message
from alongside.pathways.actions import moving, opening, pursuing
from alongside.pathways.models import Journey, Promise
from alongside.people.actions import alerts
from alongside.people.models import Alert
from alongside.records import clock
from alongside.records.actions import access, workers
from alongside.records.actors import SYSTEM

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
ROWS = st.lists(
    st.builds(
        Row,
        kind=st.sampled_from(["journey", "promise", "task", "appointment", "form", "letter", "alert"]),
        id=st.integers(1, 6),
        due_on=st.one_of(st.none(), st.dates(date(2026, 5, 1), date(2026, 7, 1))),
        of=st.sampled_from(["", "journey:1", "journey:2"]),
        keeps=st.frozensets(st.sampled_from(["copy", "waiting"])),
        sign=st.sampled_from(["", rules.NEW, rules.RETURNED]),
        alone=st.booleans(),
    ),
    max_size=25,
)


@given(ROWS)
def test_nothing_is_lost_and_nothing_is_twice(rows: list[Row]) -> None:
    """Whatever the rooms give, each thing stands in the list once: as a row, or carried by the row of its work."""
    listed = rules.one_list(rows, NOW, TODAY)
    shown = [(row.kind, row.id) for top in listed for row in (top, *top.carried)]
    # Of two with one name the later stands, as it does in the list.
    given = {(row.kind, row.id): row for row in rows}
    assert len(shown) == len(set(shown))
    assert {key for key, row in given.items() if row.alone} <= set(shown)
    assert all(given[row.kind, row.id].alone for row in listed)


@given(ROWS)
def test_the_late_stand_first_and_the_latest_of_them_above(rows: list[Row]) -> None:
    """The order is that of the time left, so nobody has to look for what is burning."""
    told = [(rules.when(row, NOW, TODAY), row.due_on) for row in rules.one_list(rows, NOW, TODAY)]
    groups = [0 if when == rules.LATE else 1 if when in rules.NOW else 2 for when, _due in told]
    assert groups == sorted(groups)
    late = [due for when, due in told if when == rules.LATE and due is not None]
    assert late == sorted(late)


@pytest.mark.parametrize(
    ("due", "at", "when"),
    [
        (date(2026, 5, 31), None, rules.LATE),
        (TODAY, NOW - timedelta(minutes=1), rules.LATE),
        (TODAY, NOW + timedelta(minutes=1), rules.TODAY),
        (TODAY, None, rules.TODAY),
        (None, None, rules.TODAY),
        (date(2026, 6, 8), None, rules.SOON),
        (date(2026, 6, 9), None, rules.LATER),
    ],
)
def test_when_a_thing_is_late(due: date | None, at: datetime | None, when: str) -> None:
    """Late is asked of the clock each time; a day is late when it is over, a time when it has passed."""
    assert rules.when(Row("task", 1, due, at), NOW, TODAY) == when


def day_of(town: Any, key: str = "priya") -> Day:
    return working_day(town.actor(key), clock.now())


def every(day: Day) -> list[Work]:
    return [*day.now, *day.week, *day.later]


@pytest.fixture
def at_work(town: Any, trial: Any) -> int:
    """A journey that Priya has had given to her."""
    priya, grace = town.actor("priya"), town.actor("grace")
    key = opening.open_journey(town.alice, by=priya, pathway="grab-rail", came_by="self-referral")
    moving.move(key, by=priya, move="sort")
    moving.move(key, by=grace, move="give", owner=priya.own)
    return int(key)


@pytest.mark.django_db
def test_work_given_is_new_until_something_is_done(town: Any, at_work: int) -> None:
    """R-047: what has just come is marked, and says so no more when the first step is taken."""
    [row] = [row for row in every(day_of(town)) if row.kind == "journey" and row.id == at_work]
    assert (row.when, row.person, row.what) == ("new", "Alice Mensah", "Visit and measure")
    moving.move(at_work, by=town.actor("priya"), move="measure")
    [row] = [row for row in every(day_of(town)) if row.kind == "journey" and row.id == at_work]
    assert row.when != "new"


@pytest.mark.django_db
def test_what_the_manager_returned_says_what_they_said(town: Any, at_work: int) -> None:
    """R-018: “returned by manager” stands in the list with the comment, until it is sent again."""
    from alongside.pathways.actions import course

    priya, grace = town.actor("priya"), town.actor("grace")
    moving.move(at_work, by=priya, move="measure")
    course.value(at_work, by=priya, amount=100)
    moving.move(at_work, by=priya, move="price")
    moving.move(at_work, by=grace, move="return", comment="Contingency is thin")
    [row] = [row for row in every(day_of(town)) if row.kind == "journey" and row.id == at_work]
    assert row.when == "returned"
    assert "“Contingency is thin”" in row.detail


@pytest.mark.django_db
def test_a_promise_is_kept_from_its_row(town: Any, at_work: int, client_of: Any) -> None:
    """G-12: “Record contact” on the row keeps the promise; the row is gone, and a second press does nothing."""
    priya = town.actor("priya")
    from alongside.pathways.actions import course

    course.prioritise(at_work, by=town.actor("grace"), priority=1, why="Fell again")
    mine = Promise.objects.for_system("test").filter(journey=at_work, name="keep in touch")
    [promise] = [row for row in every(day_of(town)) if row.kind == "promise" and row.id == mine.get().pk]
    client = client_of(priya)
    sent = {"_form": "Settle", "_key": "0f8fad5b-d9cb-469f-a165-70867728950e", "note": "She is well"}
    assert client.post(promise.deed_href, sent).headers["location"] == "/?done=promise"
    kept = Promise.objects.for_system("test").get(pk=promise.id)
    assert kept.how == "kept"
    assert client.post(promise.deed_href, sent).status_code == 404


@pytest.mark.django_db
def test_a_task_is_accepted_and_done_from_its_row(town: Any, client_of: Any) -> None:
    """R-004: what was passed on is taken on and finished without leaving the page."""
    priya = town.actor("priya")
    key = tasks.add_task(
        town.alice, by=town.actor("samir"), title="Ring Kofi", owner=priya.own, due_on=clock.today()
    )
    client = client_of(priya)
    for deed in ("Accept", "Done"):
        [row] = [row for row in day_of(town).now if row.kind == "task" and row.id == key]
        assert row.deed == deed
        assert (
            client.post(row.deed_href, {"_form": "Settle", "note": "He comes on Sunday"}).status_code == 303
        )
    assert Task.objects.for_system("test").get(pk=key).how == "done"
    assert key not in {row.id for row in every(day_of(town)) if row.kind == "task"}


@pytest.mark.django_db
def test_a_visit_stands_with_what_to_know_before_it(town: Any) -> None:
    """“Dog, ring first” is read on the way out of the door."""
    priya = town.actor("priya")
    key = appointments.make_appointment(
        town.ruth_levy, by=priya, kind="home-visit", starts_at=clock.now() + timedelta(hours=2), owner=priya.own,
        place="12 Oak Road",
    )  # fmt: skip
    [row] = [row for row in every(day_of(town)) if row.kind == "appointment" and row.id == key]
    assert "ring first" in row.warning
    assert "12 Oak Road" in row.what


@pytest.mark.django_db
def test_whoever_covers_sees_it_apart(town: Any, at_work: int) -> None:
    """R-242: Mei covers Priya; Priya's work is Mei's to see until she is back, under its own heading."""
    workers.absent(town.priya, by=SYSTEM, from_on=clock.today(), until_on=None, covered_by=town.mei)
    day = day_of(town, "mei")
    assert [row.id for row in every(day) if row.kind == "journey"] == []
    [cover] = day.covering
    assert (cover.name, at_work in {row.id for row in cover.rows if row.kind == "journey"}) == (
        "Priya Nair",
        True,
    )
    workers.back(town.priya, by=SYSTEM)
    assert day_of(town, "mei").covering == []


@pytest.mark.django_db
def test_whoever_covers_sees_what_came_after_the_absence_was_recorded(town: Any, trial: Any) -> None:
    """R-242: Priya is away already when work is given to her; it is Mei's to see with the rest, until she is back."""
    workers.absent(town.priya, by=SYSTEM, from_on=clock.today(), until_on=None, covered_by=town.mei)
    pk = opening.open_journey(town.kofi, by=SYSTEM, pathway="grab-rail", owner=f"worker:{town.priya}")
    [cover] = day_of(town, "mei").covering
    assert pk in {row.id for row in cover.rows if row.kind == "journey"}
    workers.back(town.priya, by=SYSTEM)
    assert day_of(town, "mei").covering == []


@pytest.mark.django_db
def test_what_is_done_next_about_a_broken_promise_stands_with_it(town: Any, trial: Any) -> None:
    """Design 1.3: a broken promise has an owner and a next action; the manager's word is in the owner's day."""
    began, priya = clock.now() - timedelta(days=9), f"worker:{town.priya}"
    pk = opening.open_journey(
        town.alice, by=SYSTEM, pathway="grab-rail", came_by="self", owner=priya, happened_at=began
    )
    promise = Promise.objects.for_system("test").get(journey=pk, name="a word back")
    on = clock.today() + timedelta(days=2)
    pursuing.pursue(promise.pk, by=town.actor("grace"), step="Ring before nine", on=on)
    [mine] = [row for row in every(day_of(town)) if (row.kind, row.id) == ("promise", promise.pk)]
    assert "Next: Ring before nine" in mine.detail


def test_what_is_new_and_due_later_stands_below_what_is_due_today() -> None:
    """The day's list runs by time left: new work with a week to go is not before today's visit."""
    now = datetime(2026, 6, 1, 9, tzinfo=UTC)
    week, today = date(2026, 6, 8), date(2026, 6, 1)
    rows = [
        Row("journey", 1, week, sign="new"),
        Row("journey", 2, today),
        Row("task", 3, None, sign="new"),
    ]
    assert [row.id for row in rules.one_list(rows, now, today)] == [2, 3, 1]


@pytest.mark.django_db
def test_an_alert_of_ones_own_waits_and_a_colleagues_does_not(town: Any) -> None:
    """R-241: Priya owns Alice's alert; Samir sees Alice, too, and is not asked to review it."""
    priya, on = town.actor("priya"), clock.today() + timedelta(days=3)
    alerts.raise_alert(town.alice, by=priya, kind="other", text="Steep stairs", owner=priya.own, review_on=on)
    assert "Steep stairs" in {row.detail for row in every(day_of(town))}
    assert "Steep stairs" not in {row.detail for row in every(day_of(town, "samir"))}


@pytest.mark.django_db
def test_the_statement_shows_what_the_guarded_rows_would(town: Any, at_work: int) -> None:
    """The one statement over all rooms is held against the guarded querysets it stands for, restricted ones too."""
    priya = town.actor("priya")
    tasks.add_task(town.alice, by=priya, title="Ring", owner=priya.own, due_on=clock.today())
    access.restrict(
        town.kofi, by=SYSTEM, reason="Threats", category="threat", named=[town.actor("aisha").own],
        review_on=clock.today() + timedelta(days=90),
    )  # fmt: skip
    hidden = opening.open_journey(town.kofi, by=SYSTEM, pathway="grab-rail", owner=priya.own)
    found = queries.found(priya, clock.now(), clock.today())
    assert hidden not in {each.id for each in found if each.kind == "journey"}
    mine = {"owner": priya.own}
    for kind, rows in {
        "journey": Journey.objects.visible_to(priya).filter(ended_at__isnull=True, **mine),
        "promise": Promise.objects.visible_to(priya).filter(closed_at__isnull=True, **mine),
        "task": Task.objects.visible_to(priya).filter(closed_at__isnull=True, **mine),
        "appointment": Appointment.objects.visible_to(priya).filter(state="planned", **mine),
        "letter": Message.objects.visible_to(priya).filter(ended_at__isnull=True, **mine),
        "alert": Alert.objects.visible_to(priya).filter(
            ended_at__isnull=True, review_on__lte=clock.today() + timedelta(days=7), **mine
        ),
    }.items():
        there = set(rows.values_list("pk", flat=True))
        assert {each.id for each in found if each.kind == kind} == there, kind


@pytest.mark.django_db
def test_the_page_asks_few_things_however_much_there_is(town: Any, trial: Any, client_of: Any) -> None:
    """Six statements with the reader's session and posts, for two pieces of work and for twenty."""
    priya = town.actor("priya")
    client = client_of(priya)
    client.get("/")
    counts = []
    for number in (2, 18):
        for _ in range(number):
            opening.open_journey(town.alice, by=priya, pathway="grab-rail", owner=priya.own)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get("/")
        assert answer.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["tom", "carol", "anil", "ian", "lena", "helen", "diane"])
def test_everybody_has_a_first_page(town: Any, client_of: Any, who: str) -> None:
    """Whoever may sign in is received, also those who do no casework."""
    answer = client_of(town.actor(who)).get("/")
    assert answer.status_code == 200
    assert b"My work" in answer.content


@pytest.mark.django_db
def test_who_has_no_work_of_their_own_is_led_to_that_of_all(town: Any, client_of: Any) -> None:
    """U-34: the head of service has no cases; their first page leads to the whole council's promises and lists, and
    that of a practitioner does not."""
    words = "How the whole council keeps its promises"
    page = client_of(town.actor("diane")).get("/").content.decode()
    assert f'href="/promises/?whose=council">{words}</a>' in page
    assert words not in client_of(town.actor("priya")).get("/").content.decode()
