"""The reconciled bulk operation: N chosen, N accounted for; undone within a day, with the messages it caused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.casework import bulk
from alongside.casework.actions import bulk as actions
from alongside.casework.actions import giving  # noqa: F401 registers the first kind
from alongside.casework.bulk import Line, Named
from alongside.casework.models import BulkItem, BulkOperation
from alongside.casework.rules import bulk as rules
from alongside.casework.rules.bulk import Fate
from alongside.council import Council
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways import checks
from alongside.pathways.actions import course, moving, opening
from alongside.pathways.models import Journey, Promise
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web.errors import Forbidden, Refused

KEYS = st.lists(st.integers(1, 10**9), max_size=60, unique=True)


@given(KEYS, st.data())
def test_the_account_adds_up_or_is_refused(keys: list[int], data: Any) -> None:
    """Every chosen thing has one fate: one missing, one too many or a strange word is an error, never a total."""
    fates = [Fate(key, data.draw(st.sampled_from([rules.DONE, rules.LEFT]))) for key in keys]
    tally = rules.account(keys, data.draw(st.permutations(fates)))
    assert tally.asked == len(keys) == tally.first + tally.second
    assert tally.first == sum(fate.word == rules.DONE for fate in fates)
    wrong = (
        [
            fates[1:],
            [*fates, *fates[:1]],
            [*fates[1:], Fate(0, rules.DONE)],
            [*fates[1:], Fate(keys[0], "lost")],
        ]
        if keys
        else []
    )
    for each in wrong:
        with pytest.raises(rules.Unaccounted):
            rules.account(keys, each)


@given(st.dictionaries(st.integers(0, 10**9), st.integers(0, 999), max_size=40))
def test_what_is_ticked_comes_back_as_it_was_sent(chosen: dict[int, int]) -> None:
    """Each once, whatever else a browser sends."""
    sent = rules.sent_as(chosen)
    assert rules.chosen([*sent, *sent, "", "x", "-1", "٣", "9" * 40]) == chosen


class Trial:
    """A kind of deed on made-up things: some are not to be seen, some cannot be done, some refuse, some stay."""

    name, one, many = "trial", "thing", "things"

    def __init__(self, fates: dict[int, str], record_id: int) -> None:
        self.fates, self.record_id, self.done = fates, record_id, set[int]()

    def may(self, actor: Actor) -> bool:
        return actor.plays("allocator")

    def title(self, count: int, target: bulk.Target) -> str:
        return f"Try {count}"

    def refuse(self, count: int, target: bulk.Target) -> None:
        pass

    def look(self, keys: Any, target: bulk.Target, *, by: Actor) -> list[Line]:
        return [
            Line(key, self.record_id, 7, "", "", "", "", "Not now." if self.fates[key] == "stops" else "")
            for key in keys
            if self.fates[key] != "unseen"
        ]

    def do(self, key: int, target: bulk.Target, *, by: Actor, at: Any) -> dict[str, Any]:
        BulkOperation.objects.count()
        if self.fates[key] == "refuses":
            raise Refused("It says no.")
        self.done.add(key)
        return {"key": key}

    def undo(self, key: int, kept: Any, *, by: Actor, at: Any) -> None:
        if self.fates[key] == "stays":
            raise Refused("It moved on.")
        self.done.remove(kept["key"])

    def unsay(self, message: Message, *, by: Actor, at: Any) -> None:
        raise AssertionError("nothing was said")

    def named(self, keys: Any, *, by: Actor) -> dict[int, Named]:
        return {}


FATES = st.dictionaries(
    st.integers(1, 10**6),
    st.sampled_from(["fine", "unseen", "stops", "refuses", "changed", "stays"]),
    min_size=1,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fates=FATES)
def test_whatever_becomes_of_each_all_are_accounted_for(
    town: Any, monkeypatch: Any, fates: dict[int, str]
) -> None:
    """N in, N accounted for, before and after the undo; what could not be done says why (design: section 4)."""
    trial = Trial(fates, town.alice)
    monkeypatch.setitem(bulk.kinds, "trial", trial)
    grace = town.actor("grace")
    chosen = {key: 6 if fate == "changed" else 7 for key, fate in fates.items()}
    pk = actions.carry_out(by=grace, kind="trial", chosen=chosen, target={}, reason="A trial")
    made = BulkOperation.objects.get(pk=pk)
    items = {item.key: item for item in BulkItem.objects.for_system("test").filter(operation=pk)}
    due = {key for key, fate in fates.items() if fate in ("fine", "stays")}
    assert items.keys() == fates.keys()
    assert {key for key, item in items.items() if item.fate == "done"} == due == trial.done
    assert (made.asked, made.done, made.left) == (len(fates), len(due), len(fates) - len(due))
    assert all(item.why for key, item in items.items() if key not in due)
    actions.undo(pk, by=grace, reason="Only a trial")
    made.refresh_from_db()
    assert trial.done == {key for key, fate in fates.items() if fate == "stays"}
    assert (made.back, made.stayed) == (len(due) - len(trial.done), len(trial.done))


@pytest.fixture
def three(town: Any, trial: Any) -> list[int]:
    """Journeys: one that waits for a worker, one that Mei of the team has seen somebody in, one just begun."""
    priya, grace = town.actor("priya"), town.actor("grace")
    waiting, seen, begun = (
        opening.open_journey(person, by=priya, pathway="grab-rail")
        for person in (town.alice, town.kofi, town.ruth_levy)
    )
    for key in (waiting, seen):
        moving.move(key, by=priya, move="sort")
    moving.move(seen, by=grace, move="give", owner=f"worker:{town.priya}")
    moving.move(seen, by=priya, move="measure")
    course.value(seen, by=priya, amount=100)
    moving.move(seen, by=priya, move="price")
    moving.move(seen, by=grace, move="return", comment="Again")
    return [waiting, seen, begun]


def give(town: Any, keys: list[int], to: str, **more: Any) -> BulkOperation:
    given = {"chosen": dict.fromkeys(keys, 0), "target": {"owner": to}, "reason": "Tidy"} | more
    pk = actions.carry_out(by=town.actor("grace"), kind="give-journeys", **given)
    return BulkOperation.objects.get(pk=pk)


def journey(pk: int) -> Journey:
    return Journey.objects.for_system("test").get(pk=pk)


def letters(**of: Any) -> list[Message]:
    return list(Message.objects.for_system("test").filter(letter="worker-change", **of).order_by("pk"))


@pytest.mark.django_db
def test_giving_allocates_what_waits_for_it_and_passes_on_the_rest(town: Any, three: list[int]) -> None:
    """R-047: what waits for a worker is allocated by its own step; whatever else changes hands."""
    waiting, _seen, begun = three
    made = give(town, [waiting, begun], f"worker:{town.priya}")
    assert (made.asked, made.done, made.left) == (2, 2, 0)
    assert made.title == "Give 2 pieces of work to Priya Nair"
    assert (journey(waiting).stage, journey(begun).stage) == ("given", "asked")
    assert journey(waiting).owner == journey(begun).owner == f"worker:{town.priya}"
    assert letters() == [], "nobody has been seen yet, so nobody's worker has changed"


@pytest.mark.django_db
def test_what_cannot_be_given_is_left_with_its_reason(town: Any, three: list[int]) -> None:
    """Nothing is dropped silently: not what is gone, not what another changed meanwhile, not what is there already."""
    waiting, seen, begun = three
    looked_at = journey(begun).version
    course.plan(begun, by=town.actor("priya"), step="Ring", on=clock.today())
    chosen = {waiting: 0, seen: 0, begun: looked_at, 999_999: 0}
    made = give(town, [], f"worker:{town.priya}", chosen=chosen)
    whys = dict(BulkItem.objects.for_system("test").filter(operation=made).values_list("key", "why"))
    assert (made.asked, made.done, made.left) == (4, 1, 3)
    assert whys[waiting] == ""
    assert "in these hands already" in whys[seen]
    assert "changed it since you looked" in whys[begun]
    assert "not there any more" in whys[999_999]


@pytest.mark.django_db
def test_an_undo_puts_back_the_work_and_takes_back_the_letters(town: Any, three: list[int]) -> None:
    """G-25: a person who met Priya is written to when she is changed; the letter waits, and the undo cancels it."""
    waiting, seen, _begun = three
    before = {key: (journey(key).stage, journey(key).owner, journey(key).team) for key in three}
    made = give(town, [waiting, seen], f"team:{journey(seen).team.removeprefix('team:')}")
    assert (made.done, made.left) == (1, 1), "the one is the team's already"
    [letter] = letters()
    assert (letter.person_id, letter.state in ending.WAITING) == (town.kofi, True)
    assert letter.hold_until == made.made_at + timedelta(hours=24)
    [owed] = Promise.objects.for_system("test").filter(pathway="named-contact", closed_at__isnull=True)
    actions.undo(made.pk, by=town.actor("grace"), reason="Wrong list")
    assert {key: (journey(key).stage, journey(key).owner, journey(key).team) for key in three} == before
    assert [letter.state for letter in letters()] == ["cancelled"]
    owed.refresh_from_db(from_queryset=Promise.objects.for_system("test"))
    assert owed.how == "excused"
    assert [said for key in three for said in checks.differences(journey(key))] == []


@pytest.mark.django_db
def test_what_was_worked_on_since_stays(town: Any, three: list[int]) -> None:
    """An undo never takes away what somebody has done meanwhile; it says so instead."""
    waiting, _seen, begun = three
    made = give(town, [waiting, begun], f"worker:{town.priya}")
    moving.move(waiting, by=town.actor("priya"), move="measure")
    actions.undo(made.pk, by=town.actor("grace"), reason="Wrong list")
    made.refresh_from_db()
    assert (made.back, made.stayed) == (1, 1)
    [stayed] = BulkItem.objects.for_system("test").filter(operation=made, undone="stayed")
    assert (stayed.key, "done with it since" in stayed.undone_why) == (waiting, True)
    with pytest.raises(Refused, match="undone already"):
        actions.undo(made.pk, by=town.actor("grace"), reason="Again")


@pytest.mark.django_db
def test_after_a_day_it_stands(town: Any, three: list[int]) -> None:
    """24 hours and not a second more: then the letters go."""
    made = give(town, three[:1], f"worker:{town.priya}")
    with (
        time_machine.travel(made.made_at + timedelta(hours=24, seconds=1), tick=False),
        pytest.raises(Refused, match="24 hours"),
    ):
        actions.undo(made.pk, by=town.actor("grace"), reason="Late")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "wrong", "error"),
    [
        ("grace", {"reason": " "}, Refused),
        ("grace", {"chosen": {}}, Refused),
        ("grace", {"target": {"owner": "worker:999999"}}, Refused),
        ("priya", {}, Forbidden),
    ],
)
def test_who_may_and_what_is_needed(town: Any, three: list[int], who: str, wrong: Any, error: Any) -> None:
    """An allocator, a reason, something chosen, somebody who is there; otherwise nothing is written."""
    said = {"chosen": {three[0]: 0}, "target": {"owner": f"worker:{town.priya}"}, "reason": "Tidy"} | wrong
    with pytest.raises(error):
        actions.carry_out(by=town.actor(who), kind="give-journeys", **said)
    assert not BulkOperation.objects.filter(kind="give-journeys").exists()


@pytest.mark.django_db
def test_beyond_the_agreed_load_needs_a_reason(town: Any, three: list[int], monkeypatch: Any) -> None:
    """Allocation above the agreed load is a decision that somebody gives a reason for, and the warning names both."""
    monkeypatch.setattr(
        Council,
        "agreed_load",
        lambda _self, _roles: 1,
    )
    to = f"worker:{town.priya}"
    with pytest.raises(Refused, match=r"would have \d+ pieces of work, and 1 are agreed"):
        give(town, three[:2], to)
    made = give(town, three[:1], to, target={"owner": to, "over": "She asked for it"})
    assert made.target["over"] == "She asked for it"


@pytest.mark.django_db
def test_a_double_press_is_one_operation(town: Any, three: list[int]) -> None:
    """The same key gives the first answer back."""
    first, second = (give(town, three[:1], f"worker:{town.priya}", key="one") for _ in range(2))
    assert first.pk == second.pk
    assert BulkOperation.objects.filter(kind="give-journeys").count() == 1


@pytest.mark.django_db
def test_the_database_holds_the_account(town: Any, three: list[int]) -> None:
    """Not even past the actions can an operation lose one of those it was asked for."""
    made = give(town, three[:1], f"worker:{town.priya}")
    with pytest.raises(IntegrityError), transaction.atomic():
        BulkOperation.objects.filter(pk=made.pk).update(asked=2)
