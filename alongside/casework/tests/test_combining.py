"""Assessments done together only while both people agree (Care Act 2014 s12(5)); nothing of one stands on the other's
record without their agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.casework.actions import combining
from alongside.casework.models import Combination
from alongside.casework.queries import combining as queries
from alongside.forms.actions import answering, filling
from alongside.pathways.actions import course, moving, opening
from alongside.pathways.models import Journey
from alongside.pathways.queries.asking import Course
from alongside.people.actions import circle
from alongside.people.tests.making import add, opened, worker
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.facts import facts
from alongside.records.models import Event
from alongside.web.errors import Missing, Refused

pytestmark = pytest.mark.django_db
ClientOf = Callable[[object], Client]


@pytest.fixture
def two(by: Actor) -> tuple[int, int]:
    """Ada's needs assessment and her carer Kofi's own, both in one worker's hands."""
    ada, kofi = opened(add(), by), opened(add(given="Kofi"), by)
    circle.add_relationship(ada, by=by, kind="unpaid-carer", other_id=kofi)
    return (
        opening.open_journey(ada, by=by, pathway="needs-assessment", owner=by.own),
        opening.open_journey(kofi, by=by, pathway="carers-assessment", owner=by.own),
    )


def row(pk: int) -> Journey:
    found: Journey = Journey.objects.for_system("test").get(pk=pk)
    return found


def whose(pk: int) -> int:
    """The record that the journey is kept on."""
    return int(row(pk).record_id)


def side(pk: int) -> Combination:
    found = queries.standing(pk)
    assert found is not None
    return found[0]


def may_go_on(pk: int) -> bool | None:
    """What the fact says that both definitions ask."""
    from alongside.pathways.queries.definitions import of_hash

    course: Any = Course(row(pk), None, of_hash(row(pk).definition))  # type: ignore[arg-type]
    return facts[queries.COMBINED].holds(course)


def agree(pk: int, by: Actor, **more: Any) -> None:
    combining.agree(side(pk).pk, by=by, **({"agreed_on": clock.today(), "agreed_how": "At her table"} | more))


def test_nothing_is_combined_before_both_agree(by: Actor, two: tuple[int, int]) -> None:
    """One agreement is none; both stand; either may be withdrawn at any time, and then each goes on alone."""
    needs, carers = two
    assert (may_go_on(needs), may_go_on(carers)) == (True, True)
    combining.combine(needs, by=by, other=carers)
    assert (may_go_on(needs), may_go_on(carers)) == (False, False)
    agree(needs, by)
    assert (may_go_on(needs), may_go_on(carers)) == (False, False)
    agree(carers, by)
    assert (may_go_on(needs), may_go_on(carers)) == (True, True)
    combining.separate(side(carers).pk, by=by, why="He would rather speak alone")
    assert (queries.standing(needs), queries.standing(carers)) == (None, None)
    assert (may_go_on(needs), may_go_on(carers)) == (True, True)


def test_a_form_that_says_so_alone_is_not_enough(by: Actor, two: tuple[int, int]) -> None:
    """Who ticks “together” has still to write down what each said; after a withdrawal the form has to say so, too."""
    for pk, form, question, value in (
        (two[0], "needs-assessment", "how", "joint"),
        (two[1], "carers-assessment", "combined", "yes"),
    ):
        filled = filling.begin(whose(pk), by=by, form=form, subject=f"journey:{pk}")
        answering.save_answer(filled, by=by, question=question, value=value)
        assert may_go_on(pk) is False
    combining.combine(two[0], by=by, other=two[1])
    for pk in two:
        agree(pk, by)
    assert [may_go_on(pk) for pk in two] == [True, True]
    combining.separate(side(two[0]).pk, by=by, why="She agrees no longer")
    assert [may_go_on(pk) for pk in two] == [False, False]


def test_each_records_history_tells_only_its_own(by: Actor, two: tuple[int, int]) -> None:
    """Why Kofi withdrew stands on his record; hers says only that it is over, and neither names the other."""
    combining.combine(two[0], by=by, other=two[1])
    agree(two[0], by, may_be_named=True)
    agree(two[1], by)
    combining.separate(side(two[1]).pk, by=by, why="He would rather speak alone")
    ada, kofi = (whose(pk) for pk in two)
    hers, his = ([each.sentence for each in _told(record)] for record in (ada, kofi))
    assert len(hers) == len(his) == 3
    assert not any("Kofi" in each or "alone" in each for each in hers)
    assert not any("Ada" in each for each in his)
    assert his[-1] == "Carer’s assessment: no longer done together. He would rather speak alone"
    withdrawn = Combination.objects.for_system("test").get(journey_id=two[0])
    assert "alone" not in withdrawn.withdrawn_why


def _told(record: int) -> Any:
    rows = Event.objects.for_system("test").filter(record_id=record, kind__startswith="casework.combination")
    return rows.order_by("id")


def test_nobody_is_named_who_did_not_agree_to_it(
    by: Actor, two: tuple[int, int], client_of: ClientOf
) -> None:
    """Also to a worker who sees both records: the page of one is read beside the person."""
    needs, carers = two
    combining.combine(needs, by=by, other=carers)
    agree(needs, by, may_be_named=True)
    agree(carers, by)
    ada, kofi = whose(needs), whose(carers)
    client = client_of(by)
    hers = client.get(f"/people/{ada}/work/{needs}/").content.decode()
    assert "Together with another’s assessment" in hers
    assert "Kofi" not in hers.split("Together with another’s assessment")[1].split("</section>")[0]
    his = client.get(f"/people/{kofi}/work/{carers}/").content.decode()
    assert f'href="/people/{ada}/work/{needs}/together/"' in his


def test_who_sees_one_of_them_learns_nothing_of_the_other(
    by: Actor, two: tuple[int, int], client_of: ClientOf
) -> None:
    """A colleague with Ada's record alone: neither a name nor a way there, even where both may be named."""
    combining.combine(two[0], by=by, other=two[1])
    for pk in two:
        agree(pk, by, may_be_named=True)
    ada = whose(two[0])
    other = worker(kind="review")
    opened(ada, other)
    shown = queries.side(row(two[0]), other)
    assert shown is not None
    assert (shown.other_name, shown.other_person_id, shown.other_journey_id) == ("", None, None)
    html = client_of(other).get(f"/people/{ada}/work/{two[0]}/together/").content.decode()
    assert "Somebody else" in html
    assert "Kofi" not in html.split("<main")[1]
    with pytest.raises(Missing):
        combining.separate(side(two[1]).pk, by=other, why="Mine")


def test_one_sitting_begins_both(by: Actor, two: tuple[int, int]) -> None:
    """The first conversation with both is written down once, and both waits end on that day."""
    combining.combine(two[0], by=by, other=two[1])
    mine = side(two[0]).pk
    with pytest.raises(Refused, match="Both must have agreed"):
        combining.begin_together(mine, by=by, happened_at=clock.now())
    for pk in two:
        agree(pk, by)
        filled = filling.begin(whose(pk), by=by, form="triage", subject=f"journey:{pk}")
        for question, value in (("priority", "2"), ("reason", "Falls"), ("safe-to-wait", "yes")):
            answering.save_answer(filled, by=by, question=question, value=value)
        filling.complete(filled, by=by)
        moving.move(pk, by=SYSTEM, move="triage")
        moving.move(pk, by=SYSTEM, move="allocate", owner=by.own)
    assert combining.begin_together(mine, by=by, happened_at=clock.now()) == 2
    assert [row(pk).stage for pk in two] == ["assessing", "assessing"]
    with pytest.raises(Refused, match="Neither waits"):
        combining.begin_together(mine, by=by, happened_at=clock.now())


@pytest.mark.parametrize(
    ("more", "says"),
    [({"agreed_how": " "}, "how they agreed"), ({"agreed_on": clock.today() + timedelta(days=1)}, "to come")],
)
def test_an_agreement_says_when_and_how(
    by: Actor, two: tuple[int, int], more: dict[str, Any], says: str
) -> None:
    """And is written once."""
    combining.combine(two[0], by=by, other=two[1])
    with pytest.raises(Refused, match=says):
        agree(two[0], by, **more)
    agree(two[0], by)
    with pytest.raises(Refused, match="already"):
        agree(two[0], by)


def test_only_two_open_assessments_of_two_people(by: Actor, two: tuple[int, int]) -> None:
    """Not one's own two, not other work, not what is over, and each with one other only."""
    ada = whose(two[0])
    plan = opening.open_journey(ada, by=by, pathway="support-plan", owner=by.own)
    own = opening.open_journey(ada, by=by, pathway="carers-assessment", owner=by.own)
    with pytest.raises(Refused, match="same person"):
        combining.combine(two[0], by=by, other=own)
    with pytest.raises(Refused, match="no assessment"):
        combining.combine(two[1], by=by, other=plan)
    combining.combine(two[0], by=by, other=two[1])
    with pytest.raises(Refused, match="already"):
        combining.combine(two[1], by=by, other=own)


def test_it_is_asked_agreed_and_ended_on_pages(by: Actor, two: tuple[int, int], client_of: ClientOf) -> None:
    """Offered are the open assessments of the people round the person; each agreement on its own record."""
    needs, carers = two
    ada, client = whose(needs), client_of(by)
    address = f"/people/{ada}/work/{needs}/together/"
    assert "Kofi" in client.get(address).content.decode()
    client.post(address, {"_form": "Combine", "other": str(carers)})
    today = clock.today()
    day = {"agreed_on-day": today.day, "agreed_on-month": today.month, "agreed_on-year": today.year}
    client.post(f"{address}?do=agree", day | {"agreed_how": "At her table", "_form": "Agree"})
    assert (side(needs).agreed_how, side(needs).may_be_named) == ("At her table", False)
    assert side(carers).agreed_on is None
    client.post(f"{address}?do=separate", {"why": "She changed her mind", "_form": "Separate"})
    assert queries.standing(needs) is None
    course.plan(needs, by=by, step="Go on alone", on=today + timedelta(days=1))
    assert client.get(f"/people/{ada}/work/{needs}/").status_code == 200
