"""Who a row is about: what is certain merges by itself, what is weaker waits for somebody to decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.integration.rules.deciding import (
    ENDED,
    NAME,
    NUMBER,
    OTHER_NAME,
    REFERENCE,
    TWICE,
    Decision,
    Known,
)
from alongside.integration.rules.fates import HISTORY, LOADED, MERGED
from alongside.integration.rules.rows import Entry

ADA = Entry(
    2, "A1", "Ada", "Lovelace", "1951-12-10", "9434765919", True, date(2024, 4, 6), None, 3, "P3", "", ""
)
OVER = date(2024, 5, 1)


def decided(*rows: dict[str, Any]) -> list[Decision]:
    known = Known()
    return [known.decide(replace(ADA, number=place, **row)) for place, row in enumerate(rows, 2)]


def kinds(decision: Decision) -> list[str]:
    return [each.kind for each in decision.doubts]


def test_the_same_number_and_birth_are_one_person() -> None:
    """Whatever the reference and the spelling; the wait is there once."""
    one, other = decided({}, {"reference": "B7", "family": "Lovelac"})
    assert other.person == one.person
    assert (one.fate, other.fate, other.spelt, other.doubts) == (LOADED, MERGED, True, [])


def test_the_same_reference_and_birth_are_one_person() -> None:
    """Also where one of the numbers is wrong or missing."""
    one, other = decided({"nhs_number": "", "nhs_right": False}, {})
    assert (other.person, other.fate) == (one.person, MERGED)


def test_a_number_that_fails_its_check_matches_nobody() -> None:
    """Two people may have the same wrong number."""
    wrong = {"nhs_number": "9434765918", "nhs_right": False}
    one, other = decided(wrong, {**wrong, "reference": "B7", "given": "Grace", "family": "Hopper"})
    assert (one.person != other.person, other.doubts) == (True, [])


def test_what_is_weaker_is_two_people_and_a_question() -> None:
    """A number with another birth, a reference with another birth, a birth with a like name."""
    other = {"reference": "B7", "nhs_number": "", "nhs_right": False}
    assert kinds(decided({}, {"reference": "B7", "born": "1951-12-11"})[1]) == [NUMBER]
    assert kinds(decided({}, {**other, "reference": "A1", "born": "1951-12-11"})[1]) == [REFERENCE]
    assert kinds(decided({}, {**other, "family": "Lovelase"})[1]) == [NAME]
    assert kinds(decided({}, {**other, "given": "Byron"})[1]) == []
    assert all(each.fate == LOADED for each in decided({}, {**other, "family": "Lovelase"}))


def test_one_number_for_two_names_is_merged_and_asked_about() -> None:
    """The rule puts them together; somebody looks whether the rule was right."""
    _one, other = decided({}, {"given": "Grace", "family": "Hopper"})
    assert (other.fate, kinds(other)) == (MERGED, [OTHER_NAME])


def test_two_waits_of_one_person_are_two() -> None:
    """History beside a wait is no question; two that wait at once are."""
    again = {"since": date(2024, 5, 2)}
    assert [(each.fate, kinds(each)) for each in decided({"completed": OVER}, again)] == [
        (HISTORY, []),
        (LOADED, []),
    ]
    assert [(each.fate, kinds(each)) for each in decided({}, again)] == [(LOADED, []), (LOADED, [TWICE])]


def test_a_wait_that_one_row_ends_and_another_does_not_stays_open() -> None:
    """Nobody leaves a list because of a row that may be wrong."""
    assert [(each.fate, kinds(each)) for each in decided({}, {"completed": OVER})] == [
        (LOADED, []),
        (MERGED, [ENDED]),
    ]


rows = st.lists(
    st.fixed_dictionaries({
        "reference": st.sampled_from(["", "A1", "A2"]),
        "born": st.sampled_from(["", "1951-12-10", "1951-10-12", "1960-01-01"]),
        "nhs_number": st.sampled_from(["9434765919", "4505577104"]),
        "given": st.sampled_from(["Ada", "Ad", "Grace"]),
        "since": st.sampled_from([date(2024, 4, 6), date(2024, 4, 7)]),
        "completed": st.sampled_from([None, OVER]),
    }),
    max_size=12,
)  # fmt: skip


@given(rows)
@settings(max_examples=60)
def test_every_row_has_one_fate_and_nobody_merges_without_a_birth(found: list[dict[str, Any]]) -> None:
    """Counts add up; one wait for each person and day; who has no date of birth stands alone."""
    decisions = decided(*found)
    assert len(decisions) == len(found)
    made = [(each.person, each.entry.since) for each in decisions if each.fate != MERGED]
    assert len(made) == len(set(made))
    assert all(each.is_new for each in decisions if not each.entry.born)
    births: dict[int, set[str]] = {}
    for each in decisions:
        births.setdefault(each.person, set()).add(each.entry.born)
    assert all(len(each) == 1 for each in births.values())
