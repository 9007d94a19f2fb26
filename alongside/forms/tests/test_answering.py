"""Each answer is kept as it is typed; two editors, late arrivals and retries lose nothing (R-016)."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.forms import actions
from alongside.forms.models import Rival
from alongside.forms.queries import filled as queries
from alongside.forms.tests.filling import rows, save
from alongside.records.actors import Actor
from alongside.records.models import Entry
from alongside.web.errors import Refused


def put(
    filled: int, by: Actor, text: Any, *, base: int = 0, editor: str = "", turn: int = 0
) -> dict[str, Any]:
    """Save the answer to one question as a browser tab does."""
    said = actions.save_answer(filled, by=by, question="day", value=text, base=base, editor=editor, turn=turn)
    return dict(said)


def beside(filled: int, by: Actor) -> list[str]:
    """The texts that wait beside the answer."""
    return [each.value for each in queries.rivals(filled, by).get(("day", 0), ())]


def test_an_answer_counts_its_versions(by: Actor, filled: int) -> None:
    """What is sent again unchanged is no new version."""
    assert put(filled, by, "Cooking")["version"] == 1
    assert put(filled, by, "Cooking for Kofi", base=1)["version"] == 2
    assert put(filled, by, "Cooking for Kofi", base=1)["version"] == 2
    assert rows(filled) == {"day.0": "Cooking for Kofi"}


def test_two_editors_of_one_answer_are_both_kept(by: Actor, other: Actor, filled: int) -> None:
    """Whoever saved first stands; the other text waits beside it until somebody chooses."""
    put(filled, by, "Cooking", editor="a", turn=1)
    said = put(filled, other, "Gardening", editor="b", turn=1)
    assert (said["contested"], said["by"]) == (True, by.name)
    assert rows(filled) == {"day.0": "Cooking"}
    assert beside(filled, by) == ["Gardening"]
    with pytest.raises(Refused, match="Choose between their texts"):
        actions.complete(filled, by=by)


def test_both_go_on_typing(by: Actor, other: Actor, filled: int) -> None:
    """Each one's next text takes the place of their own, never of the other's."""
    put(filled, by, "Cook", editor="a", turn=1)
    put(filled, other, "Gard", editor="b", turn=1)
    assert "contested" not in put(filled, by, "Cooking", base=1, editor="a", turn=2)
    assert put(filled, other, "Gardening", editor="b", turn=2)["contested"]
    assert rows(filled) == {"day.0": "Cooking"}
    assert beside(filled, other) == ["Gardening"]


def test_somebody_chooses(by: Actor, other: Actor, filled: int) -> None:
    """The text not chosen stays in the tables, settled by whoever chose."""
    put(filled, by, "Cooking", editor="a", turn=1)
    put(filled, other, "Gardening", editor="b", turn=1)
    rival = queries.rivals(filled, by)["day", 0][0]
    said = actions.settle(filled, by=by, question="day", keep=rival.id)
    assert rows(filled) == {"day.0": "Gardening"}
    assert said["version"] == 2
    assert beside(filled, by) == []
    assert Rival.objects.for_system("test").get(pk=rival.id).settled_by_id == by.worker_id
    with pytest.raises(Refused, match="has chosen already"):
        actions.settle(filled, by=other, question="day", keep=rival.id)


def test_choosing_the_text_that_stands(by: Actor, other: Actor, filled: int) -> None:
    """It needs no new version."""
    put(filled, by, "Cooking", editor="a", turn=1)
    put(filled, other, "Gardening", editor="b", turn=1)
    assert actions.settle(filled, by=other, question="day")["version"] == 1
    assert (rows(filled), beside(filled, by)) == ({"day.0": "Cooking"}, [])


def test_without_a_browser_tab_two_texts_are_kept_as_well(by: Actor, other: Actor, filled: int) -> None:
    """Forms sent without scripts have no editor; the same text twice is kept once."""
    put(filled, by, "Cooking")
    put(filled, other, "Gardening")
    put(filled, other, "Gardening")
    put(filled, other, "Walking")
    assert beside(filled, by) == ["Gardening", "Walking"]


def test_one_tab_never_argues_with_itself(by: Actor, filled: int) -> None:
    """The answer to its first send was lost: the next, from the same base, is simply the newer text."""
    put(filled, by, "Coo", editor="a", turn=1)
    assert put(filled, by, "Cooking", base=0, editor="a", turn=2)["version"] == 2
    assert beside(filled, by) == []


def test_a_late_arrival_does_not_undo_what_was_typed_after_it(by: Actor, filled: int) -> None:
    """A send that was held up on its way counts no more."""
    put(filled, by, "Coo", editor="a", turn=1)
    put(filled, by, "Cooking", base=1, editor="a", turn=3)
    put(filled, by, "Cook", base=1, editor="a", turn=2)
    assert rows(filled) == {"day.0": "Cooking"}


def test_agreeing_with_the_other_ends_the_argument(by: Actor, other: Actor, filled: int) -> None:
    """Typing what stands is a choice."""
    put(filled, by, "Cooking", editor="a", turn=1)
    put(filled, other, "Gardening", editor="b", turn=1)
    put(filled, other, "Cooking", editor="b", turn=2)
    assert beside(filled, by) == []


def test_clearing_an_answer_is_an_answer_too(by: Actor, filled: int) -> None:
    """Blank, not known and a text are three things, and each replaces the one before."""
    put(filled, by, "Cooking")
    actions.save_answer(filled, by=by, question="day", absent="declined")
    kept = queries.answers(filled, by)["day"]
    assert (kept.value, kept.absent, kept.given) == (None, "declined", True)
    actions.save_answer(filled, by=by, question="day")
    assert queries.answers(filled, by)["day"].given is False


@pytest.mark.parametrize(
    ("question", "place", "value", "says"),
    [
        ("help", 0, ["strangers"], "one of the answers offered"),
        ("help", 0, ["nobody", "family"], "cannot be chosen together"),
        ("alone", 0, "maybe", "one of the answers offered"),
        ("since", 0, "31 2 2026", "must be a real one"),
        ("since", 0, "2026", "a day, a month and a year"),
        ("visits", 0, "some", "number in digits"),
        ("cost", 0, "a lot", "amount in pounds"),
        ("manages", 3, ["fine"], "no such row"),
        ("manages", 0, ["fine"], "no such row"),
        ("day", 1, "x", "no such row"),
        ("risks", 0, "x", "questions inside"),
        ("nothing", 0, "x", "no question “nothing”"),
    ],
)
def test_what_is_no_answer_is_refused_at_its_field(
    by: Actor, filled: int, *, question: str, place: int, value: Any, says: str
) -> None:
    """And nothing is written."""
    with pytest.raises(Refused, match=says) as refused:
        actions.save_answer(filled, by=by, question=question, place=place, value=value)
    assert refused.value.field.startswith(question)
    assert rows(filled) == {}


def test_an_unknown_that_is_not_offered_is_refused(by: Actor, filled: int) -> None:
    """Safety needs a yes or a no."""
    with pytest.raises(Refused, match="“Not known” is not offered here"):
        actions.save_answer(filled, by=by, question="safe", absent="not-known")


def test_several_answers_are_kept_all_or_none(by: Actor, filled: int) -> None:
    """One wrong date in a section does not keep half of it."""
    with pytest.raises(Refused):
        save(filled, by, day="Cooking", since="31 2 2026")
    assert rows(filled) == {}


def test_the_rest_have_no_difficulty_in_one_tap(by: Actor, filled: int) -> None:
    """Only what nobody answered yet."""
    actions.save_answer(filled, by=by, question="manages", place=1, value=["pain"])
    assert actions.fill_rest(filled, by=by, question="day-to-day", inner="manages", value="fine") == 1
    assert rows(filled) == {"manages.1": ["pain"], "manages.2": ["fine"]}
    with pytest.raises(Refused, match="Only outcomes"):
        actions.fill_rest(filled, by=by, question="risks", inner="danger", value="fine")


def test_who_else_is_writing(by: Actor, other: Actor, filled: int) -> None:
    """Seen from what they saved, not from what they look at."""
    put(filled, by, "Cooking")
    since = queries.answers(filled, by)["day"].saved_at
    assert since is not None
    assert queries.writing(filled, other, since) == [by.name]
    assert queries.writing(filled, by, since) == []


def test_every_text_that_ever_stood_is_in_the_audit(by: Actor, filled: int) -> None:
    """Typing over something removes it from the form, not from the record."""
    put(filled, by, "She is afraid of her son")
    put(filled, by, "She is well", base=1)
    written = Entry.objects.filter(tbl="forms_answer").order_by("id").values_list("payload", flat=True)
    kept = " ".join(payload or "" for payload in written)
    assert "afraid of her son" in kept
    assert "She is well" in kept
