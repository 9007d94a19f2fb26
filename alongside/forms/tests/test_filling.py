"""Forms are begun under a version, answered piece by piece, finished when what law and safety need is there (R-016)."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.forms import actions, asking, library, showing
from alongside.forms.actions.filling import Incomplete
from alongside.forms.closings import closings
from alongside.forms.definition import FormDefinition
from alongside.forms.models import FormVersion
from alongside.forms.queries import filled as queries
from alongside.forms.tests.filling import TRIAL, rows, save
from alongside.people.tests.making import add, opened, restricted, worker
from alongside.people.tests.stating import added
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Event
from alongside.web.errors import Forbidden, Missing, Refused


def complete_answers(filled: int, by: Actor) -> None:
    """Everything that law and safety need of the trial form."""
    save(filled, by, safe="yes", alone="no")
    actions.fill_rest(filled, by=by, question="day-to-day", inner="manages", value="fine")


def test_a_form_keeps_the_version_it_was_begun_under(
    by: Actor,
    ada: int,
    filled: int,
    trial: FormDefinition,
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The next one is begun under the changed definition; both texts are kept under their hashes."""
    (tmp_path / "trial.yaml").write_text(TRIAL.replace("a good day", "a bad day"), encoding="utf-8")
    monkeypatch.setattr(library, "_kept", {})
    later = actions.begin(ada, by=by, form="trial")
    first, second = (queries.filled(each, by) for each in (filled, later))
    assert first
    assert second
    assert "good" in first.definition.places["day"].question.ask
    assert "bad" in second.definition.places["day"].question.ask
    assert FormVersion.objects.filter(key="trial").count() == 2
    library.of_hash.cache_clear()
    assert library.of_hash(first.hash).hash == first.hash == trial.hash


def test_begun_twice_for_one_journey_it_is_one_form(by: Actor, ada: int, trial: FormDefinition) -> None:
    """Two who press the button write in the same form, until it is finished."""
    one = actions.begin(ada, by=by, form="trial", subject="journey:7")
    assert actions.begin(ada, by=by, form="trial", subject="journey:7") == one
    complete_answers(one, by)
    actions.complete(one, by=by)
    two = actions.begin(ada, by=by, form="trial", subject="journey:7")
    found = queries.filled_of("journey:7", "trial")
    assert two != one
    assert found is not None
    assert found.id == two


def test_an_unknown_form_is_refused(by: Actor, ada: int, trial: FormDefinition) -> None:
    """A name that is no file reaches nothing."""
    with pytest.raises(Refused, match="There is no form"):
        actions.begin(ada, by=by, form="../trial")


def test_what_law_and_safety_need_is_named_with_its_field(by: Actor, filled: int) -> None:
    """Nothing else has to be answered (R-017)."""
    with pytest.raises(Incomplete) as refused:
        actions.complete(filled, by=by)
    assert refused.value.field == "safe"
    assert [(each.question.key, each.place) for each in refused.value.owed] == [
        ("safe", 0), ("manages", 1), ("manages", 2),
    ]  # fmt: skip
    assert "Is she safe tonight? – she may not wait" in refused.value.message
    assert "Can she? (Washing) – Care Act 2014 s13" in refused.value.message
    complete_answers(filled, by)
    actions.complete(filled, by=by)
    found = queries.filled(filled, by)
    assert found
    assert found.is_complete


def test_a_completed_form_takes_no_answer_until_it_is_opened_again(by: Actor, filled: int) -> None:
    """The reason is on the record."""
    complete_answers(filled, by)
    actions.complete(filled, by=by)
    with pytest.raises(Refused, match="was completed"):
        actions.save_answer(filled, by=by, question="day", value="Cooking")
    with pytest.raises(Refused, match="Say why"):
        actions.reopen(filled, by=by, why=" ")
    actions.reopen(filled, by=by, why="She rang to add something")
    actions.save_answer(filled, by=by, question="day", value="Cooking")
    kinds = Event.objects.for_system("test").filter(kind__startswith="forms.", subject=f"form:{filled}")
    assert list(kinds.order_by("id").values_list("kind", flat=True)) == [
        "forms.begun", "forms.completed", "forms.reopened",
    ]  # fmt: skip


def test_a_discarded_form_keeps_its_answers(by: Actor, filled: int) -> None:
    """Nothing typed is lost, and nobody mistakes it for the current one."""
    save(filled, by, day="Cooking")
    actions.discard(filled, by=by, why="Begun for the wrong person")
    assert rows(filled) == {"day.0": "Cooking"}
    assert queries.answers(filled, by).said("day") == "Cooking"


def test_other_rooms_are_told_in_the_same_transaction(by: Actor, filled: int) -> None:
    """What a pathway refuses, the form has not done."""
    told: list[str] = []

    def close(filled: object, *, by: Actor, at: object) -> None:
        told.append(filled.state)  # type: ignore[attr-defined]
        if len(told) == 1:
            raise Refused("Not yet")

    closings.append(close)
    try:
        complete_answers(filled, by)
        with pytest.raises(Refused, match="Not yet"):
            actions.complete(filled, by=by)
        found = queries.filled(filled, by)
        assert found
        assert found.is_open
        actions.complete(filled, by=by)
        actions.reopen(filled, by=by, why="More to say")
        assert told == ["complete", "complete", "open"]
    finally:
        closings.remove(close)


def test_who_may_not_see_the_record_finds_no_form(filled: int) -> None:
    """Another's form answers as none does, to every act (R-243)."""
    stranger = worker(kind="")
    assert queries.filled(filled, stranger) is None
    with pytest.raises(LookupError):
        queries.answers(filled, stranger)
    with pytest.raises(Missing):
        actions.save_answer(filled, by=stranger, question="day", value="x")
    with pytest.raises(Missing):
        actions.complete(filled, by=stranger)
    assert rows(filled) == {}


def test_who_may_only_read_writes_nothing(filled: int, ada: int, by: Actor) -> None:
    """A role without “change people” is refused at the door of each act."""
    silent = Actor(by.worker_id, by.name, by.roles, by.holders, frozenset())
    with pytest.raises(Forbidden):
        actions.save_answer(filled, by=silent, question="day", value="x")
    with pytest.raises(Forbidden):
        actions.begin(ada, by=silent, form="trial")


def test_a_form_kept_on_a_restricted_record_is_only_theirs_who_are_named(
    by: Actor, ada: int, trial: FormDefinition
) -> None:
    """A journey with a record of its own guards its forms, though the person's record is open."""
    hidden = add(given="Concern", family="Record")
    officer = worker("restricted-records-officer", "governance")
    restricted(hidden, officer, by=officer)
    with pytest.raises(Missing):
        actions.begin(ada, by=by, form="trial", record_id=hidden)
    made = actions.begin(ada, by=SYSTEM, form="trial", record_id=hidden)
    assert queries.filled(made, by) is None
    assert [each.id for each in queries.of_person([ada], by)] == []


def test_facts_are_asked_under_their_names(by: Actor, filled: int, ada: int) -> None:
    """Declared ones, those of the person, and a misspelt one with its neighbour."""
    assert asking.ask_of(filled, "lives alone") is None
    save(filled, by, alone="yes", help=["family"])
    assert asking.ask_of(filled, "lives alone") is True
    assert asking.ask_of(filled, "is helped") is True
    assert asking.ask_of(filled, "has died") is False
    with pytest.raises(Refused, match="Did you mean “lives alone”"):
        asking.ask_of(filled, "live alone")
    save(filled, by, help=["nobody"])
    assert asking.ask_of(filled, "is helped") is False


def test_a_form_in_words(by: Actor, filled: int) -> None:
    """In the order of the form, without what nobody answered, and without what is not asked."""
    save(filled, by, alone="no", since="3 5 2020", help=["friends", "family"], cost="1,045.50")
    actions.save_answer(filled, by=by, question="visits", absent="not-known")
    actions.save_answer(filled, by=by, question="manages", place=2, value=["pain"])
    actions.save_answer(filled, by=by, question="danger", place=3, value="A fall")
    assert showing.lines(filled) == [
        ("First things", [
            ("Does she live alone?", "No"),
            ("Who helps?", "Family; Friends"),
            ("How many visits a week?", "Not known"),
            ("What does it cost?", "£1,045.50"),
        ]),
        ("Day by day", [("Washing", "In pain"), ("Risks (1)", "A fall")]),
    ]  # fmt: skip


def carer(by: Actor) -> int:
    """Somebody whose record `by` may see."""
    return added(by, given="Kofi", family="Mensah", born="1970-01-01")


def test_what_the_carer_says_is_kept_on_the_carers_record(by: Actor, ada: int, filled: int) -> None:
    """Who may see the one and not the other is shown the one and not the other (R-015: per-person parts)."""
    with pytest.raises(Refused, match="Say first who the unpaid carer is"):
        actions.save_answer(filled, by=by, question="coping", value="Badly")
    hers = carer(worker(kind=""))
    with pytest.raises(Refused, match="Open that person's record first"):
        actions.name_part(filled, by=by, person_id=hers)
    kofi = carer(by)
    actions.name_part(filled, by=by, person_id=kofi)
    actions.save_answer(filled, by=by, question="coping", value="Badly")
    assert queries.answers(filled, by).said("coping") == "Badly"
    assert queries.answers(filled).said("coping") == ""
    assert "Badly" not in str(showing.lines(filled))
    assert "Badly" in str(showing.lines(filled, by))
    only_hers = worker(kind="")
    opened(ada, only_hers)
    assert queries.filled(filled, only_hers)
    assert queries.answers(filled, only_hers).said("coping") == ""
    assert queries.parts(filled, only_hers) == {}
    assert "Badly" not in str(showing.lines(filled, only_hers))
    with pytest.raises(Missing):
        actions.save_answer(filled, by=only_hers, question="coping", value="Well")
    with pytest.raises(Missing):
        actions.settle(filled, by=only_hers, question="coping")


def test_a_part_is_not_moved_once_it_has_answers(by: Actor, ada: int, filled: int) -> None:
    """What one carer said must not appear on another's record."""
    with pytest.raises(Refused, match="belongs to somebody else"):
        actions.name_part(filled, by=by, person_id=ada)
    first, second = carer(by), carer(by)
    actions.name_part(filled, by=by, person_id=first)
    actions.name_part(filled, by=by, person_id=second)
    actions.save_answer(filled, by=by, question="coping", value="Badly")
    with pytest.raises(Refused, match="has answers already"):
        actions.name_part(filled, by=by, person_id=first)
    complete_answers(filled, by)
    with pytest.raises(Incomplete, match="Are you safe"):
        actions.complete(filled, by=by)
