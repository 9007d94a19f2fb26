"""The made-up borough: the same for the same seed, like its figures, whole in every check, found by whoever asks."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from alongside import council
from alongside.commissioning.actions import beginning
from alongside.commissioning.models import Line, Suspension
from alongside.commissioning.queries import threads
from alongside.commissioning.rules import reckoning
from alongside.pathways import checks
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import definitions
from alongside.pathways.queries.figures import About, portrait
from alongside.pathways.rules import history
from alongside.people.models import Person, Trait
from alongside.people.queries.finding import find
from alongside.records import check, clock
from alongside.records.models import Entry, Event
from tests.town.borough import plan, settling
from tests.town.borough.figures import Figures, Queue
from tests.town.borough.staff import Hand, Staff

WHY = "the borough is counted"
PEOPLE = 300


@pytest.fixture
def made(town: Any) -> dict[str, Any]:
    """A borough of three hundred around the cast."""
    return settling.settle(PEOPLE, 1)


def _people(made: dict[str, Any]) -> Any:
    return (
        Person.objects.for_system(WHY).filter(pk__gte=made["keys"][0], pk__lte=made["keys"][1]).order_by("pk")
    )


def test_a_borough_is_whole_in_every_check(made: dict[str, Any]) -> None:
    """The audit is sealed, the triggers stand, every grant has its reason, nobody is lost."""
    assert [finding for finding in check.run() if not finding.ok] == []


def test_every_row_points_to_one_that_is_there(made: dict[str, Any]) -> None:
    """Rows are written faster than the database would look them up: so all are looked up afterwards."""
    connection.check_constraints()


def test_what_is_stored_of_each_journey_follows_from_its_events(made: dict[str, Any]) -> None:
    """Nothing is written but what the one fold of its events says."""
    journeys = list(Journey.objects.for_system(WHY).filter(person__in=_people(made)).order_by("id"))
    assert len(journeys) > PEOPLE
    assert [said for journey in journeys for said in checks.differences(journey)] == []


def test_everybody_is_found_by_search(made: dict[str, Any], actor: Any) -> None:
    """R-014: by name and date of birth."""
    samir = actor("samir")
    for person in _people(made):
        found = find(f"{person.name} {date.fromisoformat(person.born):%d/%m/%Y}", samir)
        assert person.pk in {row.id for row in found.rows}, person.name


def test_the_manifest_tells_what_the_database_holds(made: dict[str, Any]) -> None:
    """Counted as it was made, and counted again from the tables."""
    people = _people(made)
    journeys = Journey.objects.for_system(WHY).filter(person__in=people)
    assert sum(made["sex"].values()) == people.count() == PEOPLE
    for attribute in ("sex", "ethnicity"):
        traits = Trait.objects.for_system(WHY).filter(person__in=people, attribute=attribute)
        assert Counter(traits.order_by("id").values_list("code", flat=True)) == made[attribute]
    assert Counter(people.values_list("ward", flat=True)) == made["ward"]
    stages = journeys.order_by("id").values_list("pathway", "stage")
    assert Counter(f"{pathway}: {stage}" for pathway, stage in stages) == made["journeys"]
    assert people.exclude(died="").count() == made["died"]


def test_who_left_and_who_died_waiting_is_counted(made: dict[str, Any]) -> None:
    """R-047: the ends that compete with being seen, counted as made, again from the waits, and by the product."""
    waits = Wait.objects.for_system(WHY).filter(journey__person__in=_people(made), how=history.LEFT)
    rows = waits.order_by("id").values_list("pathway", "name", "journey__outcome")
    assert made["gone"] == Counter(
        f"{pathway}: {name}: {'died' if outcome == 'died' else 'left'}" for pathway, name, outcome in rows
    )
    assert {name.rpartition(": ")[2] for name in made["gone"]} == {"left", "died"}
    today = clock.today()
    for pathway, wait in {tuple(name.split(": ")[:2]) for name in made["gone"]}:
        told = portrait(About(pathway, wait, since=today - timedelta(days=3_600), on=today))
        ends = [made["gone"].get(f"{pathway}: {wait}: {end}", 0) for end in ("left", "died")]
        assert [told.left, told.died] == ends
        assert [told.course[-1].left > 0, told.course[-1].died > 0] == [end > 0 for end in ends]


def test_what_was_promised_to_somebody_who_died_is_excused(made: dict[str, Any]) -> None:
    """As the engine would have written it: stopped by the death, with why; nobody alive is excused so."""
    excused = Promise.objects.for_system(WHY).filter(person__in=_people(made), why="the person died")
    assert excused.exists()
    assert not excused.filter(person__died="").exists()
    dead = Promise.objects.for_system(WHY).filter(person__in=_people(made).exclude(died=""), owed_to="person")
    assert not dead.filter(closed_at__isnull=True, duty=False, journey__isnull=False).exists()


def test_every_step_is_one_that_the_definition_offers(made: dict[str, Any]) -> None:
    """No journey takes a step from where it does not lead, nor for a reason that the definition does not know."""
    journeys = Journey.objects.for_system(WHY).filter(person__in=_people(made)).order_by("id")
    moves = Event.objects.for_system(WHY).filter(kind="pathway.moved").order_by("id")
    said: dict[str, list[Any]] = {}
    for subject, content in moves.values_list("subject", "content"):
        said.setdefault(subject, []).append(content)
    for key, definition in journeys.values_list("pk", "definition"):
        pathway = definitions.of_hash(definition)
        stage = pathway.first
        for each in said.get(f"journey:{key}", ()):
            move = pathway.moves[each["move"]]
            assert stage in pathway.origins(move), (pathway.pathway, each["move"])
            asked = move.reason
            assert not isinstance(asked, dict) or each["outcome"] in asked, (pathway.pathway, each)
            assert asked != "required" or each.get("reason"), (pathway.pathway, each)
            stage = move.to


def _made_and_unmade(seed: int) -> list[Any]:
    """Everything that a small borough consists of, which then never was."""
    with transaction.atomic():
        made = settling.settle(60, seed)
        people = _people(made).values_list("pk", "name", "born", "postcode", "nhs_number", "died")
        journeys = Journey.objects.for_system(WHY).filter(person__in=_people(made)).order_by("id")
        keys = {"record_id__gte": made["keys"][0], "record_id__lte": made["keys"][1]}
        events = Event.objects.for_system(WHY).filter(**keys).order_by("id")
        owed = Promise.objects.for_system(WHY).filter(**keys).order_by("id")
        clocks = owed.values_list("journey_id", "name", "event", "owner", "due_at", "closed_at", "how")
        everything = [
            made,
            list(people),
            *(list(rows.values_list()) for rows in (journeys, events)),
            list(clocks),
        ]
        transaction.set_rollback(True)
    return everything


def test_the_same_seed_makes_the_same_borough(town: Any) -> None:
    """The same day, too: every row is as it was, to the minute. Another seed makes another borough."""
    assert _made_and_unmade(1) == _made_and_unmade(1)
    assert _made_and_unmade(1)[1] != _made_and_unmade(2)[1]


def test_who_waits_is_as_many_and_waits_as_long_as_published(made: dict[str, Any]) -> None:
    """F-087…F-093, F-101…F-103, scaled to the borough: counts, the middle and the longest."""
    figures = Figures.of(council.current().key)
    for pathway, wait in (
        ("needs-assessment", "for assessment"),
        ("planned-review", "for review"),
        ("financial-assessment", "for a financial assessment"),
        ("occupational-therapy", "for the visit"),
        ("dols", "for a decision"),
    ):
        queue, told = figures.queues[pathway], made["waiting"][f"{pathway}: {wait}"]
        open_ = Wait.objects.for_system(WHY).filter(pathway=pathway, name=wait, stopped_on__isnull=True)
        here = open_.filter(record_id__gte=made["keys"][0], record_id__lte=made["keys"][1])
        assert here.count() == told["count"]
        assert told["count"] == pytest.approx(figures.scaled(queue.count, PEOPLE), abs=3)
        assert told["longest"] == queue.longest
        assert told["median"] == pytest.approx(queue.median, rel=0.25)


def _lines(made: dict[str, Any]) -> list[Line]:
    rows = Line.objects.for_system(WHY).filter(person__in=_people(made))
    return list(rows.order_by("id"))


def test_what_is_arranged_costs_what_the_manifest_says(made: dict[str, Any]) -> None:
    """Counted and added up again from the lines, by the arithmetic that the product reckons with."""
    lines = _lines(made)
    assert Counter(each.component for each in lines) == made["services"]
    sums = threads.sums(lines, threads.pauses(Suspension.objects.for_system(WHY), lines))
    assert reckoning.a_week(sums, clock.today()) == made["services a week"] > 0
    assert any(each.pauses for each in sums)


def test_no_line_goes_on_after_a_death_nor_leaves_its_plan(made: dict[str, Any]) -> None:
    """What the product would never have let anybody write is not there: terms of the lists, days in order, a line that
    follows another on the day after it, plans of the person themselves, each of which is said to have begun."""
    lists, today = council.current().lists, clock.today()
    for key, name in (
        ("service-component", "component"), ("service-type", "service_type"), ("cost-frequency", "each"),
    ):  # fmt: skip
        codes = {entry.code for entry in lists.get(key, on=today).entries}
        assert {getattr(each, name) for each in _lines(made)} <= codes
    died = dict(_people(made).exclude(died="").values_list("pk", "died"))
    mine = {
        f"journey:{pk}": who for pk, who in Journey.objects.for_system(WHY).values_list("pk", "person_id")
    }
    by_id = {each.pk: each for each in _lines(made)}
    for each in by_id.values():
        assert each.person_id not in died or (
            each.ends_on is not None and each.ends_on.isoformat() <= died[each.person_id]
        )
        assert not each.plan or mine[each.plan] == each.person_id
        if each.follows_id is not None:
            before = by_id[each.follows_id].ends_on
            assert before is not None
            assert before + timedelta(days=1) == each.starts_on
    assert [each for each in beginning.waiting(None, today) if each[0] in set(mine.values())] == []


def test_whoever_referred_is_not_owed_a_word_for_years(made: dict[str, Any]) -> None:
    """G-50: what is still owed to referrers is owed since weeks, by many hands; nobody carries it for years."""
    owed = Promise.objects.for_system(WHY).filter(
        record_id__gte=made["keys"][0],
        record_id__lte=made["keys"][1],
        name="word to the referrer",
        closed_at__isnull=True,
    )
    late = clock.now() - timedelta(days=90)
    assert owed.filter(due_at__lt=late).count() <= 1


def test_two_lanes_have_two_speeds(made: dict[str, Any]) -> None:
    """F-105…F-108: who cannot wait is seen in days, who can in weeks; the lists are those of the definition."""
    seen = Wait.objects.for_system(WHY).filter(
        pathway="occupational-therapy",
        record_id__gte=made["keys"][0],
        record_id__lte=made["keys"][1],
        stopped_on__isnull=False,
    )

    def days(name: str) -> list[int]:
        rows = seen.filter(name=name, how="completed").order_by("id").values_list("started_on", "stopped_on")
        return sorted((stop - start).days for start, stop in rows if stop is not None)

    urgent, planned = days("on the urgent list"), days("on the planned list")
    assert len(urgent) > 3
    assert urgent[len(urgent) // 2] < 8 < planned[len(planned) // 2] < 40


def test_nobody_has_a_number_that_could_be_real(made: dict[str, Any]) -> None:
    """NHS numbers are of the range kept for tests, each once."""
    numbers = list(_people(made).exclude(nhs_number="").values_list("nhs_number", flat=True))
    assert all(number.startswith("999") for number in numbers)
    assert len(numbers) == len(set(numbers)) > PEOPLE * 0.9


def test_everything_written_is_sealed_as_made_for_the_demo(made: dict[str, Any]) -> None:
    """No row slipped past the audit, and the audit says what it was made for."""
    sealed = Entry.objects.filter(tbl=Person._meta.db_table, record_id__range=made["keys"])
    assert sealed.count() == PEOPLE
    assert set(sealed.values_list("seal__action", "seal__reason").distinct().order_by()) == {
        ("town.borough", "made-up people for the demo")
    }


def test_the_turn_of_those_who_left_goes_round() -> None:
    """A caseload does not grow with the borough: nobody gets the work of all who have left."""
    since = datetime(2020, 1, 1, tzinfo=UTC)
    gone = datetime(2021, 1, 1, tzinfo=UTC)
    hands = [
        Hand(key, f"Worker {key}", "social-worker", "north", since, None, gone if key >= 40 else None)
        for key in range(50)
    ]
    dice = random.Random(1)
    turns = (
        Staff(hands).worker("team:north", dice.randrange(1_000_000), datetime(2026, 1, 1, tzinfo=UTC))
        for _ in range(4_000)
    )
    shares = Counter(hand.id for hand in turns if hand is not None)
    assert set(shares) == set(range(40))
    assert max(shares.values()) < 2 * 4_000 / 40


def test_a_queue_has_the_published_middle_and_end() -> None:
    """F-087…F-089: of 137 who wait, the middle one waits 21 days and the last 112."""
    days = Queue(137, 21, 112).days(137)
    assert sorted(days)[68] == pytest.approx(21, abs=1)
    assert max(days) == 112
    assert len(days) == 137


def test_shares_add_up_to_the_whole() -> None:
    """Nobody is lost by rounding."""
    for people in range(1, 60):
        assert sum(plan.shares({"a": 5445, "b": 2205, "c": 7}, people).values()) == people


def test_the_manifest_is_plain_json(made: dict[str, Any]) -> None:
    """It is kept beside the database for whoever has no program but a text editor."""
    assert json.loads(json.dumps(made)) == made
