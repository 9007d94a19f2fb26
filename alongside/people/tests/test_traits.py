"""Attributes that feed the return: dated, corrected by appending, asked of at two times. cld.md 1.1-1.3."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from alongside import council
from alongside.people.actions import traits
from alongside.people.models import Trait
from alongside.people.queries import history
from alongside.people.queries.history import BEFORE, NOW, WITHDRAWN
from alongside.people.rules.attributes import ATTRIBUTES
from alongside.people.tests.making import worker
from alongside.people.tests.stating import added, seen, shown
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web.errors import Refused

ClientOf = Callable[[object], Client]


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` added."""
    return added(by)


def accommodation(*numbers: int) -> list[str]:
    """Codes of the list, whatever they are."""
    codes = [entry.code for entry in council.current().lists.get("accommodation", on=clock.today()).entries]
    return [codes[number] for number in numbers]


@pytest.mark.parametrize("attribute", sorted(ATTRIBUTES))
def test_each_attribute_takes_each_code_of_its_list(by: Actor, ada: int, attribute: str) -> None:
    """No attribute without a code that can be chosen, and its words are shown."""
    from alongside.people.queries.words import choices

    for code, _label in choices(ATTRIBUTES[attribute].codes)[:3]:
        traits.set_trait(ada, by=by, attribute=attribute, code=code)
    now = history.traits(seen(ada, by), by, clock.today(), attribute).now
    assert [entry.said for entry in now] == [_label]


def test_a_code_of_no_list_is_refused(by: Actor, ada: int) -> None:
    """A value invented on the way in would be invented in the return."""
    with pytest.raises(Refused, match="Select from the list") as refused:
        traits.set_trait(ada, by=by, attribute="ethnicity", code="martian")
    assert refused.value.field == "code"


def test_an_attribute_of_no_name_is_refused(by: Actor, ada: int) -> None:
    """A form for something that is not asked."""
    with pytest.raises(Refused, match="no attribute"):
        traits.set_trait(ada, by=by, attribute="star-sign", code="libra")


def test_a_fact_cannot_begin_tomorrow(by: Actor, ada: int) -> None:
    """Plans are not facts."""
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    (code,) = accommodation(0)
    with pytest.raises(Refused, match="today or in the past"):
        traits.set_trait(ada, by=by, attribute="accommodation", code=code, starts_on=tomorrow)


def test_as_it_was_and_as_was_known(by: Actor, ada: int) -> None:
    """Two times: how it was on a day, and what the record said by a moment."""
    first, second = accommodation(0, 1)
    traits.set_trait(ada, by=by, attribute="accommodation", code=first, starts_on="2020")
    known_by = clock.now()
    traits.set_trait(ada, by=by, attribute="accommodation", code=second, starts_on="2024-06-01")
    sheet = seen(ada, by)

    def said(on: date, as_known: object = None) -> str:
        rows = history.facts_then(sheet, by, on, as_known)  # type: ignore[arg-type]
        return next(row.said for row in rows if row.title == "Accommodation")

    label = council.current().lists.label
    assert said(date(2024, 5, 31)) == label("accommodation", first)
    assert said(date(2024, 6, 1)) == label("accommodation", second)
    assert said(date(2024, 6, 1), known_by) == label("accommodation", first)
    assert said(date(2019, 12, 31)) == ""


def test_a_correction_leaves_both_in_the_history(by: Actor, ada: int) -> None:
    """The wrong one is withdrawn with the reason; what it had replaced would stand again without the right one."""
    first, second = accommodation(0, 1)
    wrong = traits.set_trait(ada, by=by, attribute="accommodation", code=first)
    traits.correct_trait(ada, by=by, trait_id=wrong, code=second, why="Read the wrong line")
    all_of_it = history.traits(seen(ada, by), by, clock.today(), "accommodation")
    assert [entry.state for entry in (*all_of_it.now, *all_of_it.others)] == [NOW, WITHDRAWN]
    assert "Read the wrong line" in all_of_it.others[0].why


def test_a_withdrawn_fact_lets_the_former_stand_again(by: Actor, ada: int) -> None:
    """A has been replaced by B; B was a mistake; A holds."""
    first, second = accommodation(0, 1)
    former = traits.set_trait(ada, by=by, attribute="accommodation", code=first, starts_on="2020")
    wrong = traits.set_trait(ada, by=by, attribute="accommodation", code=second, starts_on="2024")
    assert [row.id for row in history.traits(seen(ada, by), by, clock.today(), "accommodation").now] == [
        wrong
    ]
    traits.withdraw_trait(ada, by=by, trait_id=wrong, why="Another person's letter")
    assert [row.id for row in history.traits(seen(ada, by), by, clock.today(), "accommodation").now] == [
        former
    ]
    with pytest.raises(Refused, match="withdrawn this already"):
        traits.withdraw_trait(ada, by=by, trait_id=wrong, why="Again")


def test_the_one_before_is_past_with_the_end_that_the_next_gave_it(by: Actor, ada: int) -> None:
    """Nobody typed the end; the history says it."""
    first, second = accommodation(0, 1)
    traits.set_trait(ada, by=by, attribute="accommodation", code=first, starts_on="2020")
    traits.set_trait(ada, by=by, attribute="accommodation", code=second, starts_on="2024-06")
    (past,) = history.traits(seen(ada, by), by, clock.today(), "accommodation").others
    assert (past.state, past.span) == (BEFORE, "from 2020 until June 2024")


def test_nothing_is_written_over(by: Actor, ada: int) -> None:
    """Two facts, two rows; the row of the first is as it was."""
    first, second = accommodation(0, 1)
    row = traits.set_trait(ada, by=by, attribute="accommodation", code=first)
    traits.set_trait(ada, by=by, attribute="accommodation", code=second)
    kept = Trait.objects.for_system("test").get(pk=row)
    assert (kept.code, kept.ends_on, kept.withdrawn_at) == (first, "", None)


def test_the_page_of_a_fact_saves_and_shows_its_history(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Change a fact on its page; the same page then tells the old and the new."""
    client = client_of(by)
    first, second = accommodation(0, 1)
    for code in (first, second):
        sent = {"_form": "Fact", "_version": str(shown(ada).version), "code": code, "told_by": "Ada"}
        assert client.post(f"/people/{ada}/facts/accommodation/", sent).status_code == 303
    html = client.get(f"/people/{ada}/facts/accommodation/").content.decode()
    for code in (first, second):
        assert council.current().lists.label("accommodation", code).replace("'", "&#39;") in html


def test_both_texts_are_shown_when_somebody_saved_first(by: Actor, ada: int, client_of: ClientOf) -> None:
    """A stale form is answered with what was sent and who saved; nothing is written."""
    first, second = accommodation(0, 1)
    version = str(shown(ada).version)
    traits.set_trait(ada, by=by, attribute="accommodation", code=first)
    sent = {"_form": "Fact", "_version": version, "code": second, "told_by": "her neighbour at 14"}
    answer = client_of(by).post(f"/people/{ada}/facts/accommodation/", sent)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert f"{by.name} changed this while you were writing" in html
    assert "her neighbour at 14" in html
    assert Trait.objects.for_system("test").filter(person_id=ada, attribute="accommodation").count() == 1


def test_facts_on_a_day_on_their_page(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Asked for a day that is none, the page says so and shows today."""
    client = client_of(by)
    assert "As it was on 31 December 2020" in client.get(f"/people/{ada}/facts/?on=2020").content.decode()
    assert "Not recorded" in client.get(f"/people/{ada}/facts/?on=1+2+2026&by=3+2+2026").content.decode()
    assert "real date" in client.get(f"/people/{ada}/facts/?on=31+2+2026").content.decode()
