"""Whether a move may be taken: every reason why not, at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.pathways import library
from alongside.pathways.language import Move, Pathway
from alongside.pathways.rules import moving
from alongside.pathways.rules.calendar import UTC
from alongside.pathways.rules.history import Owing, State
from alongside.pathways.tests.rules.test_examples import COUNCIL, DAY, HERE

FACTS = ("one", "two", "three")
OPENED = datetime(2026, 6, 1, 9, tzinfo=UTC)
STATE = State(
    definition="x", stage="asked", entered_at=OPENED, opened_at=OPENED, owner="team:a", team="team:a"
)


def move(**said: object) -> Move:
    return Move.model_validate({"from": ["asked"], "to": "done", "by": ["worker"], **said}, by_name=True)


@given(st.dictionaries(st.sampled_from(FACTS), st.sampled_from([True, False, None])))
def test_a_move_is_free_only_when_every_fact_is_known_to_hold(holds: dict[str, bool | None]) -> None:
    """Not known is not yes; and each fact in the way is named, in the order in which they are written."""
    said = moving.in_the_way(move(needs=FACTS), holds)
    assert (said == []) == all(holds.get(fact) is True for fact in FACTS)
    assert [each.removesuffix(" (not known)") for each in said] == [
        f for f in FACTS if holds.get(f) is not True
    ]
    unknown = [each for each in said if each.endswith(" (not known)")]
    assert len(unknown) == sum(holds.get(fact) is None for fact in FACTS)


@given(st.integers(-72, 72), st.integers(0, 48))
def test_a_move_lies_between_the_beginning_and_now(happened: int, now: int) -> None:
    """Back-dating goes back to the beginning of the work and no further; nothing is taken in advance."""
    at, moment = OPENED + timedelta(hours=happened), OPENED + timedelta(hours=now)
    assert (moving.wrong_time(STATE, at, moment) == "") == (OPENED <= at <= moment)


@given(st.frozensets(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd"), min_size=1))
def test_one_duty_of_those_named_is_enough(duties: frozenset[str], by: list[str]) -> None:
    """A definition names who may take a move; any of them."""
    assert moving.may_play(move(by=by), duties) == any(duty in by for duty in duties)


@given(st.dictionaries(st.sampled_from("abc"), st.integers(1, 3) | st.none()), st.none() | st.integers(1, 3))
def test_who_took_the_one_leaves_the_other_to_somebody_else(
    movers: dict[str, int | None], worker: int | None
) -> None:
    """Two pairs of hands on what matters; the machine itself is nobody's hands."""
    state = State(**{name: getattr(STATE, name) for name in ("definition", "stage", "entered_at", "opened_at")},
                  owner="team:a", team="team:a", movers=movers)  # fmt: skip
    other = moving.same_hands(move(**{"apart from": ["a", "b"]}), state.movers, worker)
    own = [key for key in ("a", "b") if worker is not None and movers.get(key) == worker]
    assert other == (own[0] if own else "")


def pathway(key: str) -> Pathway:
    return library.load(COUNCIL[HERE[0]], DAY).pathway(key)


def owing(name: str, owed_to: str, duty: bool = False) -> Owing:
    return Owing(name, 1, owed_to, OPENED, OPENED + timedelta(days=2), "team:a", duty=duty)


def test_nothing_ends_over_what_the_person_was_promised() -> None:
    """G-01, G-55: a self-referral is not ended unanswered; what the ending promises itself, or owes others, goes on."""
    needs = pathway("needs-assessment")
    reply, referrer = owing("reply to a self-referral", "person"), owing("word to the referrer", "referrer")
    state = replace(STATE, promises=[reply, referrer, owing("keep in touch", "person", duty=True)])
    assert moving.unsettled(needs, state, "end") == [reply]
    assert moving.unsettled(needs, state, "triage") == [], "only an ending drops anything"
    reply.closed_at, reply.how = OPENED, "kept"
    assert moving.unsettled(needs, state, "end") == []


def test_a_step_that_settles_a_promise_may_end_the_work() -> None:
    """G-01: a conversation keeps it, a supervisor who lets go says why; nobody does either in passing."""
    contact, self_referral = pathway("contact"), pathway("self-referral")
    answer = replace(STATE, promises=[owing("answer to a contact", "person")])
    assert moving.unsettled(contact, answer, "advise") == []
    first = replace(STATE, promises=[owing("first contact", "person")])
    assert moving.unsettled(self_referral, first, "give up") == []
    assert moving.unsettled(self_referral, first, "advise") == first.promises
