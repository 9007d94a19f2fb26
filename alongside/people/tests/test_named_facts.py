"""Named facts about a person: each true, false and not known; and what `alongside check` finds of people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from alongside.people import checks_people
from alongside.people.actions import alerts, circle, needs, places, traits
from alongside.people.actions.showing import refresh_differing
from alongside.people.models import Person, Relationship
from alongside.people.named_facts import known
from alongside.people.rules.shown import CONFIDENTIAL
from alongside.people.tests.making import restricted, worker
from alongside.people.tests.stating import added, shown
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.facts import ask, facts
from alongside.records.queries.naming import record_names


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


Do = Callable[[int, Actor], object]


def _trait(code: str) -> Do:
    return lambda ada, by: traits.set_trait(ada, by=by, attribute="has-unpaid-carer", code=code)


def _tie(kind: str, **more: object) -> Do:
    return lambda ada, by: circle.add_relationship(ada, by=by, kind=kind, other_name="Kofi", **more)


def _need(kind: str, code: str) -> Do:
    return lambda ada, by: needs.record_need(ada, by=by, kind=kind, code=code)


def _reach(safe: str) -> Do:
    return lambda ada, by: places.add_reach(ada, by=by, kind="mobile", value="1", safe_to_leave_message=safe)


def _address(safety: str) -> Do:
    return lambda ada, by: places.add_address(
        ada, by=by, purpose="home", lines="1 Elm Road", safety=safety, safety_why="so" if safety else ""
    )


def _unmet(ada: int, by: Actor) -> None:
    need = needs.record_need(ada, by=by, kind="format", code="audio")
    needs.meet_need(ada, by=by, need_id=need, met="no", met_how="No machine")


def _alert(ada: int, by: Actor) -> None:
    day = clock.today()
    alerts.raise_alert(
        ada, by=by, kind="animal", text="Dog", owner=by.own, review_on=date(day.year + 1, 1, 1)
    )


def _nothing(_ada: int, _by: Actor) -> None:
    """Nothing is said."""


SEEN = {"authority_seen_on": date(2026, 1, 1)}
TRUTHS: list[tuple[str, Do, bool | None]] = [
    ("has an unpaid carer", _nothing, None),
    ("has an unpaid carer", _trait("yes"), True),
    ("has an unpaid carer", _trait("no"), False),
    ("has an unpaid carer", _trait("unknown"), None),
    ("has an unpaid carer", _tie("unpaid-carer"), True),
    ("is an unpaid carer", _nothing, False),
    ("needs an interpreter", _nothing, None),
    ("needs an interpreter", _need("interpreter", "not-known"), None),
    ("needs an interpreter", _need("interpreter", "none"), False),
    ("needs an interpreter", _need("interpreter", "bsl"), True),
    ("has a confidential address", _nothing, False),
    ("has a confidential address", _address(""), False),
    ("has a confidential address", _address(CONFIDENTIAL), True),
    ("has an address", _nothing, False),
    ("has an address", _address(CONFIDENTIAL), True),
    ("date of birth is known", _nothing, True),
    ("is 18 or over", _nothing, True),
    ("NHS number is known", _nothing, False),
    ("has died", _nothing, False),
    ("has moved away", _nothing, False),
    ("record is restricted", _nothing, False),
    ("record is restricted", restricted, True),
    ("may leave a message", _nothing, None),
    ("may leave a message", _reach("not asked"), None),
    ("may leave a message", _reach("no"), False),
    ("may leave a message", _reach("yes"), True),
    ("has an alert", _nothing, False),
    ("has an alert", _alert, True),
    ("somebody has authority to act", _tie("attorney-health"), False),
    ("somebody has authority to act", _tie("attorney-health", **SEEN), True),
    ("somebody must not be contacted", _tie("friend"), False),
    ("somebody must not be contacted", _tie("no-contact"), True),
    ("communication needs are known", _nothing, False),
    ("communication needs are known", _need("read", "en"), True),
    ("a need is not met", _need("read", "en"), False),
    ("a need is not met", _unmet, True),
]


@pytest.mark.parametrize(("name", "do", "truth"), TRUTHS)
def test_each_fact_is_what_was_said(by: Actor, name: str, do: Do, truth: bool | None) -> None:
    """True, false, or not known; never a guess."""
    ada = added(by)
    do(ada, by)
    assert ask(name, known(ada)) is truth


def test_every_fact_about_a_person_is_tried_above_and_has_a_sentence() -> None:
    """A fact nobody tests would mean something else tomorrow."""
    ours = {
        name
        for name, fact in facts.items()
        if fact.about == "person" and fact.holds.__module__.startswith("alongside.people")
    }
    assert {name for name, _do, _truth in TRUTHS} == ours
    assert all(facts[name].sentence.endswith(".") for name in ours)


@pytest.mark.parametrize(("born", "truth"), [("", None), ("2020", False), ("~2008", None), ("1950-06", True)])
def test_of_age_is_not_known_while_it_may_be_either(by: Actor, born: str, truth: bool | None) -> None:
    """About eighteen is neither."""
    ada = added(by, born=born)
    assert ask("is 18 or over", known(ada)) is truth
    assert ask("date of birth is known", known(ada)) is False


def test_a_carer_is_one_while_the_other_says_so(by: Actor) -> None:
    """Stated on the record of the person cared for."""
    ada, kofi = added(by), added(by, given="Kofi")
    circle.add_relationship(ada, by=by, kind="unpaid-carer", other_id=kofi)
    assert ask("is an unpaid carer", known(kofi)) is True
    assert ask("is an unpaid carer", known(ada)) is False


def test_facts_are_not_asked_of_nobody(db: None) -> None:
    """A number without a person."""
    with pytest.raises(LookupError):
        known(987654)


def test_the_check_of_what_is_shown_finds_and_the_night_mends(by: Actor) -> None:
    """A name altered past the actions: found without being repeated, and put right."""
    ada = added(by)
    assert list(checks_people._shown()) == []
    Person.objects.for_system("test").filter(pk=ada).update(name="Somebody Else", postcode="XX1 1XX")
    (sentence,) = checks_people._shown()
    assert sentence == f"Person {ada}: name, postcode shown does not follow from what is stated."
    assert refresh_differing() == 1
    assert list(checks_people._shown()) == []
    assert shown(ada).name == "Ada Lovelace"


def test_the_check_of_relationships_finds_one_with_oneself(by: Actor) -> None:
    """Two records of one person that are related to each other say the same person twice."""
    ada, augusta = added(by), added(by, given="Augusta")
    circle.add_relationship(ada, by=by, kind="sibling", other_id=augusta)
    assert list(checks_people._relationships()) == []
    Person.objects.for_system("test").filter(pk=augusta).update(root_id=ada)
    assert len(list(checks_people._relationships())) == 1
    assert len(list(checks_people._roots())) == 1
    assert Relationship.objects.for_system("test").filter(person_id=ada).count() == 1


def test_records_are_called_by_the_person_s_name(by: Actor) -> None:
    """For the pages of those who guard records."""
    ada = added(by)
    assert record_names([ada, 987654]) == {ada: "Ada Lovelace", 987654: "record 987654"}
