"""What the person may be told of who has looked: the truth table, and that nothing betrays what is withheld."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.rules.looks import FINDING, ORDINARY, Look, Told, told, why, withheld

SHOW = "people.show"


@pytest.mark.parametrize(
    "look",
    [
        Look(SHOW),
        Look(SHOW, frozenset({"locality", "adult-social-care"})),
        Look(
            "people.find",
            frozenset({"front-door"}),
            words=("The person, or somebody for them, is in contact",),
        ),
        Look(SHOW, frozenset({"emergency-duty"}), words=("On emergency duty",)),
        Look(SHOW, codes=frozenset({"mental-health-act"}), words=("Ambulance needs the key safe number",)),
        Look(SHOW, frozenset({"care-home"}), frozenset({"find people", "change people"})),
    ],
)
def test_ordinary_looks_are_told(look: Look) -> None:
    """Whoever works with the person, on duty or in an emergency, is named to them."""
    assert not withheld(look)


@pytest.mark.parametrize(
    "look",
    [
        Look(SHOW, frozenset({"safeguarding"})),
        Look(SHOW, frozenset({"locality", "safeguarding"})),
        Look(SHOW, frozenset({"police"})),
        Look(SHOW, frozenset({"probation"})),
        Look(SHOW, permissions=frozenset({"see restricted"})),
        Look(SHOW, permissions=frozenset({"review access"})),
        Look(SHOW, codes=frozenset({"safeguarding"})),
        Look(SHOW, codes=frozenset({"domestic-abuse"})),
        Look(SHOW, words=("Duty work today: MARAC on Thursday",)),
        Look(SHOW, words=("", "Section 42 enquiry")),
        Look(SHOW, words=("police asked for her address",)),
        Look(SHOW, words=("She fled VIOLENCE at home",)),
        Look("people.restrict"),
        Look("people.restriction"),
        Look("people.break_glass_for_contact"),
        Look("records.review_glass"),
    ],
)
def test_guarding_looks_are_withheld(look: Look) -> None:
    """Safeguarding, police and domestic-abuse access is never revealed: by who looked, where, or why."""
    assert withheld(look)


LINES = st.builds(
    Told,
    on=st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    who=st.sampled_from(["Priya", "Tom", "Mei"]),
    post=st.just("Social worker"),
    did=st.sampled_from(["looked", "searched"]),
    why=st.sampled_from(["a", "b"]),
)


@given(st.lists(LINES), st.randoms())
def test_each_thing_is_said_once_newest_first(lines: list[Told], chance: object) -> None:
    """However often somebody looked on one day, in whatever order it was read: no count, no place in a row."""
    said = told(lines)
    assert len(said) == len(set(said)) == len(set(lines))
    assert [line.on for line in said] == sorted((line.on for line in said), reverse=True)
    chance.shuffle(lines)  # type: ignore[attr-defined]
    assert told(lines) == said


def test_why_is_never_in_the_workers_own_words() -> None:
    """The first known way by which it was open is said in fixed words; all else is ordinary work."""
    assert why(["allocated", "opened with a reason"]) == "They gave a reason for needing it"
    assert why(["something new"]) == ORDINARY
    assert why([]) == FINDING
