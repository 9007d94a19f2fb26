"""Several at once on one piece of work: one takes the step, the others are told, and nothing is lost (R-245)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, repeat
from threading import Barrier
from typing import Any

import pytest

from alongside.forms import actions as forms
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways import checks, library
from alongside.pathways.actions import course, moving, opening, saying
from alongside.pathways.models import Journey, Promise, Version
from alongside.pathways.queries import past
from alongside.people.actions import life
from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.tests.test_together import at_once
from alongside.web.errors import Missing, Refused, Stale
from tests.engine import holding, house, line
from tests.fixtures.databases import Copy

TOLD = (Refused, Stale, Missing)


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """Do these at once; what each answered, or was told."""

    def told(deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        except TOLD as no:
            return no

    return at_once([lambda deed=deed: told(deed) for deed in deeds])  # type: ignore[misc]


def whole(*journeys: int) -> None:
    """What is stored is what was written, and `alongside check` finds nothing."""
    rows = Journey.objects.for_system("test").filter(pk__in=journeys).order_by("id")
    assert [said for row in rows for said in checks.differences(row)] == []
    assert list(holding.faults()) == []


def refusals(answers: Sequence[Any]) -> list[str]:
    return [str(each) for each in answers if isinstance(each, TOLD)]


def test_two_take_the_same_step_and_one_is_told(into: Copy) -> None:
    """Whoever is second hears where it stands now, and by whom, and nothing of theirs is written."""
    line.staff_every_team()
    at = line.with_manager()
    grace = line.actor("grace")
    version = Journey.objects.for_system("test").get(pk=at["journey"]).version
    presses = [
        lambda: moving.move(at["journey"], by=grace, move="sign off"),
        lambda: moving.move(at["journey"], by=grace, move="return", comment="Say more"),
        lambda: moving.move(at["journey"], by=grace, move="sign off", version=version),
        lambda: moving.move(at["journey"], by=grace, move="return", comment="And more", version=version),
    ]
    answers = together(*presses)
    assert len(refusals(answers)) == 3
    assert all("stands at" in said or "saved first" in said for said in refusals(answers))
    assert sum(event.kind == "moved" for event in past.events(at["journey"])) == 5
    whole(at["journey"])


def test_all_that_is_done_to_one_journey_at_once_is_done(into: Copy) -> None:
    """Whatever the order turns out to be: each deed is in the history, and what is stored follows from all of them."""
    line.staff_every_team()
    at = line.assessing()
    pk, priya, grace = at["journey"], line.actor("priya"), line.actor("grace")
    open_ = Promise.objects.for_system("test").filter(journey=pk, closed_at__isnull=True).order_by("id")
    owed = open_.values_list("pk", flat=True).first()
    before = len(past.events(pk))
    answers = together(
        lambda: course.prioritise(pk, by=priya, priority=1, why="Fell again"),
        lambda: course.plan(pk, by=priya, step="Ring", on=clock.today() + timedelta(days=3)),
        lambda: saying.say(pk, by=priya, name="kept in touch"),
        lambda: saying.say_of(at["person"], by=grace, name="risk reviewed"),
        lambda: course.hold(pk, by=grace, why="In hospital", until_on=clock.today() + timedelta(days=9)),
        lambda: saying.say(pk, by=SYSTEM, name="contingency written down"),
        lambda: saying.excuse(owed or 0, by=SYSTEM, why="They said so"),
        lambda: moving.move(pk, by=grace, move="release without contingency", comment="By Friday"),
    )
    told = before + len(answers) - len(refusals(answers))
    # Whoever says how urgent it is has looked at it again, and that is said beside.
    assert len(past.events(pk)) == told + 1
    assert refusals(answers) == ([] if owed else [""])
    whole(pk)


def test_a_letter_handed_over_while_the_work_goes_on(into: Copy) -> None:
    """A death, a letter that is declined and a happening of the person, each from another side, at one moment."""
    line.staff_every_team()
    at = line.with_manager()
    priya, grace = line.actor("priya"), line.actor("grace")
    moving.move(at["journey"], by=grace, move="sign off")
    letter = Message.objects.for_system("test").get(subject=f"journey:{at['journey']}").pk
    answers = together(
        lambda: ending.decline(letter, by=priya, reason="She does not want it"),
        lambda: life.record_death(at["person"], by=priya, on=clock.today().isoformat()),
        lambda: saying.say_of(at["person"], by=grace, name="kept in touch"),
        lambda: course.give(at["journey"], by=grace, owner=f"worker:{at['grace']}"),
    )
    assert all("letter" in said or "not owed" in said for said in refusals(answers) if said)
    copy = Promise.objects.for_system("test").get(journey=at["journey"], name="copy of the assessment")
    assert copy.how == "excused"
    whole(at["journey"])


def test_a_worker_leaves_while_work_is_given_to_them(into: Copy) -> None:
    """Either it is handed on with the rest, or it is not given to somebody who has gone: never lost."""
    line.staff_every_team()
    here = house.build()
    leaver, heir = here.staff[0], here.staff[1]
    journeys = [
        opening.open_journey(
            person, by=SYSTEM, pathway="needs-assessment", came_by="self", owner=f"worker:{leaver}"
        )
        for person in here.people
    ]
    late = opening.open_journey(here.people[0], by=SYSTEM, pathway="needs-assessment", came_by="self")
    together(
        lambda: workers.leave(leaver, by=SYSTEM, left_on=clock.today(), hand_to=f"worker:{heir}"),
        lambda: course.give(late, by=SYSTEM, owner=f"worker:{leaver}"),
        *(lambda pk=pk: saying.say(pk, by=SYSTEM, name="kept in touch") for pk in journeys),
    )
    owners = set(
        Journey.objects.for_system("test").filter(pk__in=[*journeys, late]).values_list("owner", flat=True)
    )
    assert f"worker:{leaver}" not in owners
    whole(*journeys, late)


def test_a_definition_is_kept_once_however_many_begin_under_it(into: Copy) -> None:
    """The first journeys under a new law begin at one moment."""
    line.staff_every_team()
    here = house.build()
    served = library._today
    try:
        house.serve(house.laws()[5])
        answers = at_once(
            [lambda: opening.open_journey(here.people[0], by=SYSTEM, pathway="grab-rail", came_by="self")] * 6
        )
        assert len(set(answers)) == 6
        assert Version.objects.filter(hash=house.laws()[5].resolved("grab-rail").hash).count() == 1
        whole(*answers)
    finally:
        library._today = served


def test_one_form_is_begun_and_finished_by_two(into: Copy) -> None:
    """The form of a step is finished once, and the step takes over what was finished."""
    line.staff_every_team()
    at = line.assessing()
    priya, grace = line.actor("priya"), line.actor("grace")
    filled = line.fill_in(at["person"], at["journey"], "needs-assessment", priya)
    answers = together(
        lambda: moving.move(at["journey"], by=priya, move="submit"),
        lambda: forms.reopen(filled, by=grace, why="The reasons are thin"),
    )
    assert len(refusals(answers)) <= 1
    whole(at["journey"])


def test_one_press_sent_many_times_is_one_step(into: Copy) -> None:
    """Each is told the same."""
    line.staff_every_team()
    at = line.with_manager()
    grace = line.actor("grace")
    answers = at_once([lambda: moving.move(at["journey"], by=grace, move="sign off", key="one key")] * 6)
    assert answers == [answers[0]] * 6
    assert Message.objects.for_system("test").filter(subject=f"journey:{at['journey']}").count() == 1
    whole(at["journey"])


@action("engine.hold two", may=lambda _actor, _thing: True)
def _hold_two(one: int, other: int, *, by: Actor, at: datetime, meet: Iterator[Callable[[], Any]]) -> int:
    rows = Journey.objects.for_system("test")
    rows.filter(pk=one).order_by("id").alone().get()
    next(meet)()
    return rows.filter(pk=other).order_by("id").alone().get().pk


@pytest.mark.postgres
def test_two_who_wait_for_each_other_both_come_through(into: Copy) -> None:
    """PostgreSQL ends one of the two; it is done again, and nobody sees an error."""
    here = house.build()
    one, other = (
        opening.open_journey(person, by=SYSTEM, pathway="needs-assessment", came_by="self")
        for person in here.people[:2]
    )
    both = Barrier(2, timeout=20)
    # Each waits for the other the first time, and goes straight on when it is done again.
    meets = [chain([both.wait], repeat(int)) for _deed in range(2)]
    answers = at_once(
        [
            lambda: _hold_two(one, other, by=SYSTEM, meet=meets[0]),
            lambda: _hold_two(other, one, by=SYSTEM, meet=meets[1]),
        ]
    )
    assert answers == [other, one]
