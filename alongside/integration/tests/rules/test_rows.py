"""A row as read: nothing is made up, and what cannot be taken says why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.integration.rules.rows import Entry, Reading, Refusal, labels
from alongside.integration.tests.lists import ADA, AS_AT

READING = Reading(
    as_at=AS_AT,
    priorities={"P1": 1, "P3": 3},
    ethnicities=labels([("White: Irish", "white-irish"), ("White - Irish", "white-irish")]),
    wards=labels([("Totteridge & Woodside", "E05013656")]),
)


def read(**said: str) -> Entry | Refusal:
    return READING.read(2, ADA | said)


def entry(**said: str) -> Entry:
    found = read(**said)
    assert isinstance(found, Entry), found
    return found


def test_a_row_is_read() -> None:
    """Codes of our lists, days, the number checked."""
    found = entry(ward="totteridge and woodside", given_name="ADA", completed="05-May-24")
    assert (found.name, found.born, found.nhs_right) == ("Ada Lovelace", "1951-12-10", True)
    assert (found.since, found.completed) == (date(2024, 4, 6), date(2024, 5, 5))
    assert (found.priority, found.ethnicity, found.ward) == (3, "white-irish", "E05013656")
    assert found.said == ()


def test_what_is_in_no_list_is_kept_in_its_words() -> None:
    """Unknown values are reported and never turned into something else."""
    found = entry(priority="Urgent!", ethnicity="Martian", ward="Atlantis", nhs_number="see notes")
    assert (found.priority, found.ethnicity, found.ward, found.nhs_number) == (None, "", "", "")
    assert dict(found.said) == {
        "priority": "Urgent!", "ethnicity": "Martian", "ward": "Atlantis", "nhs_number": "see notes",
    }  # fmt: skip
    assert entry(priority="", ward="n/a", ethnicity="-").said == ()


@pytest.mark.parametrize(("written", "shown"), [("ADA", "Ada"), ("O'BRIEN", "O'Brien"), ("ANNE-MARIE", "Anne-Marie"),
                                          ("McCall", "McCall"), ("de la Cruz", "de la Cruz"), ("J", "J")])  # fmt: skip
def test_only_a_name_in_capitals_is_put_as_names_are_written(written: str, shown: str) -> None:
    """Any other is kept exactly as somebody wrote it."""
    assert entry(given_name=written).given == shown


def test_a_number_that_fails_its_check_is_kept_as_wrong() -> None:
    """The row is taken; the number is not relied on."""
    found = entry(nhs_number="943 476 5918")
    assert (found.nhs_number, found.nhs_right, found.nhs_wrong) == ("9434765918", False, True)


@pytest.mark.parametrize(("written", "said"), [("943476591", "943476591"), ("see notes", ""), ("N/A", "")])
def test_what_is_no_number_is_asked_about_where_it_has_digits(written: str, said: str) -> None:
    """Nine digits are a slip somebody can mend; words are not."""
    assert entry(nhs_number=written).nhs_said == said


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"since": ""}, "no day since when"),
        ({"since": "soon"}, "is not a day"),
        ({"since": "01/06/2024"}, "after the day of the list"),
        ({"completed": "01/06/2024"}, "after the day of the list"),
        ({"completed": "05/04/2024"}, "before it began to wait"),
        ({"given_name": "", "family_name": " "}, "no name"),
        ({"born": "10/12/51"}, "four figures"),
        ({"born": "10/12/2050"}, "after the day of the list"),
        ({"born": "01/01/1900"}, "when they know none"),
        ({"born": "07/04/2024"}, "before the person was born"),
        ({"born": "", "since": "01/01/1970"}, "more than 50 years"),
        ({"family_name": "A" * 201}, "The family name has 201 characters"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(said: dict[str, str], why: str) -> None:
    """In a sentence, with the row's number and reference."""
    found = read(**said)
    assert isinstance(found, Refusal)
    assert (found.number, found.reference) == (2, "A1")
    assert why in found.why
    assert found.why.endswith(".")


@given(st.fixed_dictionaries({name: st.text(max_size=12) for name in ADA}))
@settings(max_examples=60)
def test_no_cells_make_it_fall_over(cells: dict[str, str]) -> None:
    """Every row has a fate."""
    assert READING.read(9, cells).number == 9


@given(st.integers(-400, 400))
@settings(max_examples=40)
def test_nothing_after_the_day_of_the_list_is_taken(days: int) -> None:
    """Rows dated later are refused; the day itself is in."""
    found = read(since=(AS_AT + timedelta(days=days)).isoformat())
    assert isinstance(found, Refusal) == (days > 0)
