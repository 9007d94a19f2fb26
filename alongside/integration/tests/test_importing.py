"""A list comes in: every row has a fate, nothing comes twice, nobody is lost (R-052, G-12, G-19)."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest

from alongside.casework.models import Task
from alongside.integration.actions import importing, taking
from alongside.integration.models import Doubt, Line, Run
from alongside.integration.queries import reading, rehearsal, runs
from alongside.integration.rules.sheet import Broken
from alongside.integration.tests.lists import ADA, AS_AT, bring, fates, listed, mapping, text
from alongside.pathways import checks
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import lists, lists_past, past
from alongside.pathways.queries.list_rows import WaitingRow
from alongside.pathways.queries.lists_past import Past
from alongside.pathways.queries.narrowing import ELSEWHERE, HERE, Asked, Chosen
from alongside.people.models import Name, Person, Trait
from alongside.people.tests.making import add, restricted, worker
from alongside.records import clock, grants
from alongside.records.actors import SYSTEM
from alongside.records.models import Event, Grant, Seal
from alongside.web.errors import Forbidden, Refused

GRACE = {"reference": "B2", "nhs_number": "4505577104", "family_name": "Hopper", "given_name": "Grace"}
OVER = {**GRACE, "since": "01/03/2024", "completed": "15/03/2024"}


TABLES: tuple[Any, ...] = (Person, Name, Trait, Journey, Wait, Promise, Event, Line, Doubt, Task, Grant)
_newest: dict[Any, int] = {}


@pytest.fixture(autouse=True)
def _beside_the_town(db: None) -> None:
    """The town is there already: a test looks at what has come since."""
    _newest.update(
        {table: rows(table).order_by("pk").values_list("pk", flat=True).last() or 0 for table in TABLES}
    )


def rows(table: Any) -> Any:
    return table.objects.for_system("test") if hasattr(table.objects, "for_system") else table.objects.all()


def come(table: Any) -> Any:
    """What has come since the test began."""
    return rows(table).filter(pk__gt=_newest[table])


def journeys() -> list[Journey]:
    return list(come(Journey).order_by("id"))


def everything() -> list[int]:
    return [come(table).count() for table in TABLES] + [Run.objects.count()]


def test_who_waits_has_an_owner_a_next_step_and_the_wait_they_had() -> None:
    """Opened in the past, owed from now on: the team has it, and what is owed is marked as inherited."""
    before = clock.now()
    run = bring(text({}))
    assert (run.counts, run.rows) == ({"loaded": 1, "merged": 0, "history": 0, "refused": 0}, 1)
    [journey] = journeys()
    assert (journey.stage, journey.priority, journey.owner) == ("to allocate", 3, journey.team)
    assert journey.owner.startswith("team:")
    assert journey.next_on is not None
    assert journey.next_on >= clock.today()
    assert journey.brought_in_at is not None
    assert journey.brought_in_at >= before
    [wait] = come(Wait)
    assert (wait.name, wait.started_on, wait.stopped_on) == ("for assessment", date(2024, 4, 6), None)
    owed = list(come(Promise))
    assert {each.name for each in owed} == {"keep in touch", "review the risk"}
    assert all(each.inherited and each.opened_at >= before and each.owner == journey.team for each in owed)
    assert list(checks.differences(journey)) == []
    assert grants.differences(clock.now()) == []


def test_nothing_was_known_before_it_came() -> None:
    """It happened then and was recorded now: asked as it was known yesterday, there is nothing."""
    bring(text({}))
    [journey] = journeys()
    assert past.state(journey.pk, as_known=clock.now() - timedelta(days=1)) is None
    then = past.state(journey.pk, on=clock.now() - timedelta(days=30))
    assert then is not None
    assert (len(then.open_waits), then.promises) == (1, [])
    assert past.states([journey.pk], on=clock.now() - timedelta(days=30)) == {journey.pk: then}


def test_a_person_is_as_the_list_has_them() -> None:
    """Found by search, shown as stated, with what no list here knows kept in its words."""
    bring(text({"ethnicity": "Martian", "ward": "Atlantis"}))
    person = come(Person).get()
    assert (person.name, person.born, person.nhs_number, person.nhs_status) == (
        "Ada Lovelace", "1951-12-10", "9434765919", "02",
    )  # fmt: skip
    event = come(Event).get(kind="people.added")
    assert event.content["said"] == {"ethnicity": "Martian", "ward": "Atlantis"}
    assert not come(Trait).filter(attribute="ethnicity").exists()
    [line] = runs.lines(Run.objects.get().pk)
    assert "“Martian” is in no list here" in line.why


def test_what_was_completed_is_history() -> None:
    """It counts on the days on which it was open, and nobody has it to do."""
    run = bring(text(OVER))
    assert run.counts["history"] == 1
    [journey] = journeys()
    assert (journey.stage, journey.outcome, journey.next_step) == ("agreed", "finished elsewhere", "")
    [wait] = come(Wait)
    assert (wait.started_on, wait.stopped_on, wait.how) == (date(2024, 3, 1), date(2024, 3, 15), "completed")
    assert not come(Promise).exists()
    assert not come(Grant).exists()
    assert list(checks.differences(journey)) == []


def test_the_same_list_again_changes_nothing() -> None:
    """Not a row more, also when it has another name."""
    content = text({}, OVER, {"since": "07/07/2024"}, {"family_name": "Lovelac"})
    first = bring(content)
    assert fates(first) == [(2, "loaded"), (3, "history"), (4, "refused"), (5, "merged")]
    was = everything()
    assert bring(content) == first
    assert everything() == was


def test_a_newer_list_brings_only_what_is_new() -> None:
    """The rows that were there are merged with what they had brought."""
    bring(text({}, OVER))
    was = len(journeys())
    run = bring(text({"family_name": "Lovelace-King"}, OVER, {**GRACE, "since": "30/05/2024"}))
    assert fates(run) == [(2, "merged"), (3, "merged"), (4, "loaded")]
    assert len(journeys()) == was + 1
    assert come(Person).count() == 2


def test_a_reference_is_of_its_own_export_only() -> None:
    """The same reference in another list is somebody else, unless the NHS number says that it is not."""
    bring(text({}))
    other = mapping("reviews")
    same = {"reference": "A1", "nhs_number": "", "family_name": "Stern", "given_name": "Meera"}
    run = bring(text(same, {"reference": "Z9"}, by=other), by=other)
    assert run.counts["loaded"] == 2
    assert come(Person).count() == 2


def test_somebody_on_record_is_found_by_number_and_birth() -> None:
    """Their record stays as it is; another spelling leads to them, too."""
    ada = add(nhs_number="9434765919")
    bring(text({"family_name": "Lovelase"}))
    assert [journey.person_id for journey in journeys()] == [ada]
    names = come(Name).filter(person=ada).order_by("id")
    assert [(each.kind, each.family) for each in names] == [("current", "Lovelace"), ("alias", "Lovelase")]
    assert come(Person).get().name == "Ada Lovelace"


def test_work_for_a_restricted_record_opens_it_to_nobody() -> None:
    """The team's access waits until the restriction is lifted."""
    ada = add(nhs_number="9434765919")
    restricted(ada)
    bring(text({}))
    assert come(Grant).get(record=ada, basis="work of the team").set_aside_by is not None
    assert grants.differences(clock.now()) == []


def test_whoever_may_be_somebody_else_is_put_before_a_person() -> None:
    """Loaded apart, and listed with the reason."""
    bring(text({}, {"reference": "B7", "nhs_number": "", "family_name": "Lovelase"}))
    assert len(journeys()) == 2
    doubt = come(Doubt).get()
    assert (doubt.kind, doubt.number, doubt.why) == ("name", 3, "The same date of birth and a like name")


def test_a_number_that_cannot_be_right_is_a_task() -> None:
    """Kept, marked as not traced, and somebody is asked to find the right one."""
    bring(text({"nhs_number": "9434765918"}))
    person = come(Person).get()
    assert (person.nhs_number, person.nhs_status) == ("9434765918", "03")
    task = come(Task).get()
    assert (task.title, task.person_id) == ("Find the right NHS number", person.pk)
    assert "943 476 5918" in task.detail
    assert "Row 2" in task.detail


def test_a_number_with_a_digit_too_few_is_a_task_too() -> None:
    """It is on no record, and whoever is asked reads what the list has."""
    run = bring(text({"nhs_number": "943476591"}))
    assert come(Person).get().nhs_number == ""
    assert "“943476591”, which has not the ten digits" in come(Task).get().detail
    [line] = runs.lines(run.id)
    assert line.why == "“943476591” is no NHS number, which has ten digits: kept in these words"


def test_it_goes_on_where_it_was_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between or within batches: what came in stays, the rest follows, nothing comes twice."""
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    content = text(*({"reference": f"R{n}", "nhs_number": "", "given_name": f"Ada{n}"} for n in range(5)))
    real, calls = taking.take, iter([False, True])

    def dies(*args: Any, **more: Any) -> None:
        real(*args, **more)
        if next(calls):
            raise KeyboardInterrupt

    monkeypatch.setattr(taking, "take", dies)
    with pytest.raises(KeyboardInterrupt):
        bring(content)
    run = runs.every()[0]
    assert (run.reached, run.finished_at, sum(run.counts.values())) == (3, None, 2)
    monkeypatch.setattr(taking, "take", real)
    assert sum(bring(content).counts.values()) == 5
    assert (len(journeys()), Run.objects.count()) == (5, 1)


def test_a_rehearsal_says_what_would_be_and_writes_nothing() -> None:
    """Row for row what the run then says."""
    content = text(
        {}, OVER, {"since": "07/07/2024"}, {"family_name": "Lovelac"}, {"nhs_number": "", "reference": "C"}
    )
    was = everything()
    whole, decided = importing.rehearse(listed(content))
    said = [(each.number, each.fate, each.why) for each in rehearsal.rehearsed(decided)]
    assert everything() == was
    assert whole.rows == len(said) == 5
    assert said == [(each.number, each.fate, each.why) for each in runs.lines(bring(content).id)]


def test_a_broken_file_leaves_nothing_behind() -> None:
    """Refused whole, also when only its last row is wrong."""
    was = everything()
    with pytest.raises(Broken, match="Row 3"):
        bring(text({}, {"family_name": "=1+1"}))
    assert everything() == was


def test_a_list_of_a_day_to_come_is_refused() -> None:
    """Nobody exported it yet."""
    with pytest.raises(Refused, match="still to come"):
        bring(text({}), as_at=clock.today() + timedelta(days=1))


def test_a_list_larger_than_the_council_takes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is the council's (`import megabytes`)."""
    content = text(ADA) + b"\r\n" * reading.council.current().access.import_megabytes * reading.MB
    with pytest.raises(Broken, match="the most that this council takes"):
        importing.bring_in(importing.List(io.BytesIO(content), "big.csv", mapping(), AS_AT), by=SYSTEM)


def test_the_audit_says_who_brought_it_in_and_which_list() -> None:
    """A system actor when nobody is signed in; every batch is sealed with its reason."""
    bring(text({}))
    seals = list(Seal.objects.order_by("-id").values_list("action", "reason", "worker_id"))
    assert seals[:3] == [
        ("integration.finish import", "list “list.csv”", None),
        ("integration.import rows", "list “list.csv”", None),
        ("integration.begin import", "list “list.csv”", None),
    ]


def test_only_who_may_brings_lists_in() -> None:
    """A team manager does; a social worker does not."""
    with pytest.raises(Forbidden):
        bring(text({}), actor=worker())
    run = bring(text({}), actor=worker("team-manager"))
    assert run.begun_by.startswith("Worker")


def test_other_work_goes_on_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are read as they are needed: the file is never in memory as a whole."""
    rows: Callable[..., Any] = reading.sheet.rows
    taken: list[int] = []

    def counted(*args: Any) -> Any:
        for number, cells in rows(*args):
            taken.append(number)
            yield number, cells

    monkeypatch.setattr(reading.sheet, "rows", counted)
    monkeypatch.setattr(reading, "AT_ONCE", 3)
    batches = listed(text(*({"reference": str(n)} for n in range(30)))).rows()
    assert [len(batch) for batch in islice(batches, 2)] == [3, 3]
    assert len(taken) == 6


def test_what_was_brought_in_is_told_apart_on_its_list() -> None:
    """Narrowed to where work began, as it stands today and as it stood on the day of the list: then nothing was owed
    yet, for what is promised is promised from when it came (R-052, G-12)."""
    bring(text({}))
    [journey] = journeys()
    named = lists.found("needs-assessment", "for-assessment")
    assert named is not None

    def found(begun: str, on: date | None) -> list[WaitingRow]:
        actor = replace(SYSTEM, worker_id=1, holders=(journey.team,))
        asked = Asked(actor, *named, Chosen(begun=begun))
        every = lists.everybody(asked) if on is None else lists_past.everybody(asked, Past(on))
        return [row for row in every if row.journey_id == journey.pk]

    for on in (None, AS_AT):
        [row] = found(ELSEWHERE, on)
        assert (row.contact_on is None) == (on is not None)
        assert found(HERE, on) == []
        assert found("", on) == [row]
