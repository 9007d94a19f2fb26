"""The safe-address gate opens only if every fact is known and good. Users 4.5.9; the reprimands of users 2.5 and 4."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.messages.rules import gate
from alongside.messages.rules.gate import Facts

NAMES = [each.name for each in fields(Facts)]
GOOD = Facts(**dict.fromkeys(NAMES, True))
# One draw for all of them: thirteen cost more than what they test.
known = st.integers(0, 3 ** len(NAMES) - 1).map(
    lambda drawn: Facts(*((True, False, None)[drawn // 3**place % 3] for place in range(len(NAMES))))
)
ways = st.sampled_from([gate.POST, gate.EMAIL])


@given(known, ways)
def test_it_opens_only_on_what_is_known_to_be_good(facts: Facts, way: str) -> None:
    """And says each thing that stops it, no more and no less."""
    answer = gate.ask(facts, way)
    bad = [name for name in NAMES if getattr(facts, name) is not True]
    assert answer.open == (bad == [])
    assert list(answer.stopped) == bad
    assert len(answer.sentences) == len(bad)


@given(known, ways, st.sampled_from(NAMES), st.sampled_from([False, None]))
def test_nothing_that_gets_worse_opens_it(facts: Facts, way: str, name: str, worse: bool | None) -> None:
    """Monotone: one good fact less never lets a letter pass that was stopped, and none passes with it."""
    assert not gate.ask(replace(facts, **{name: worse}), way).open


@given(known)
def test_by_hand_the_place_is_not_asked_and_everything_else_is(facts: Facts) -> None:
    """Whoever hands a letter over has the person before them; a death or a restriction stops them all the same."""
    stopped = set(gate.ask(facts, gate.HAND).stopped)
    assert stopped <= set(gate.ask(facts, gate.POST).stopped)
    always = ("recipient_alive", "about_alive", "not_restricted", "recipient_may_have_it", "can_take_it_in")
    assert {name for name in always if getattr(facts, name) is not True} <= stopped


@given(known, st.sets(st.sampled_from(NAMES)))
def test_a_release_covers_only_what_was_released(facts: Facts, released: set[str]) -> None:
    """A reason that comes up after the release stops the letter again."""
    answer = gate.ask(facts, gate.POST)
    assert gate.may_pass(answer, released) == (set(answer.stopped) - released == set())


@pytest.mark.parametrize("name", NAMES)
def test_each_reason_has_its_two_sentences(name: str) -> None:
    """That it is bad is another thing than that nobody knows; both are whole sentences."""
    bad = gate.ask(replace(GOOD, **{name: False}), gate.POST).sentences
    unknown = gate.ask(replace(GOOD, **{name: None}), gate.POST).sentences
    assert bad != unknown
    for (sentence,) in (bad, unknown):
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_nobody_is_asked_for_less_than_everything() -> None:
    """A fact that the code forgets to say is not known, and stops the letter."""
    assert gate.ask(Facts(), gate.POST).stopped == tuple(NAMES)
    assert gate.ask(GOOD, gate.POST).open


@pytest.mark.parametrize("name", sorted(gate.MENDED_ONLY))
def test_what_has_to_be_mended_is_released_by_nobody(name: str) -> None:
    """Two signatures do not make an address, nor make it right to write to who must be kept away."""
    assert not gate.releasable([name])
    assert not gate.releasable([name, "place_settled"])
    assert gate.releasable(["place_settled", "not_restricted"])
