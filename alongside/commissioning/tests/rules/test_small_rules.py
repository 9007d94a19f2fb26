"""The respite ledger, the numbers on emergency cards, and what the national return wants of a line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.commissioning.rules import card_numbers as cards
from alongside.commissioning.rules.ledger import BOOKED, STATES, USED, ledger
from alongside.commissioning.rules.returns import in_period, lacking, wants_cost

DIGITS = st.integers(0, 10**8 - 1).map(lambda n: f"{n:08}")
BEGINS, ENDS = date(2026, 4, 1), date(2026, 6, 30)


@given(st.integers(0, 10**6), st.lists(st.tuples(st.sampled_from(STATES), st.integers(1, 5_000))))
def test_every_entry_of_a_ledger_is_in_one_sum(granted: int, entries: list[tuple[str, int]]) -> None:
    """R-039: granted is used, booked or left; cancelled and unmet take nothing away."""
    sums = ledger(granted, entries)
    assert sums.left + sums.booked + sums.used == granted
    assert sums.booked == sum(amount for state, amount in entries if state == BOOKED)
    assert sums.used == sum(amount for state, amount in entries if state == USED)
    assert sums.takes(sums.left)
    assert not sums.takes(sums.left + 1)


@given(DIGITS, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(digits: str, at: int, off: int) -> None:
    """R-037: a number misheard leads to nobody's plan."""
    number = cards.number(digits)
    assert cards.read(cards.shown(number)) == number
    wrong = number[:at] + str((int(number[at]) + off) % 10) + number[at + 1 :]
    with pytest.raises(ValueError, match="no card"):
        cards.read(wrong)


@given(DIGITS, st.integers(0, 7))
def test_two_digits_that_changed_places_are_noticed(digits: str, at: int) -> None:
    """R-037: said in the wrong order, it leads nowhere."""
    number = cards.number(digits)
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if swapped != number:
        with pytest.raises(ValueError, match="no card"):
            cards.read(swapped)


@pytest.mark.parametrize("typed", ["", "12345678", "1234567890", "abcdefghi", "١٢٣٤٥٦٧٨٩"])
def test_what_has_not_nine_digits_is_no_number(typed: str) -> None:
    """Said before anything is asked of the register."""
    with pytest.raises(ValueError, match="nine digits"):
        cards.read(typed)
    with pytest.raises(ValueError, match="eight digits"):
        cards.number(typed + "1234567890")


@pytest.mark.parametrize(
    ("first", "last", "died", "returned"),
    [
        (date(2025, 1, 1), None, None, (date(2025, 1, 1), None)),
        (date(2025, 1, 1), date(2026, 3, 31), None, None),
        (date(2025, 1, 1), date(2026, 4, 1), None, (date(2025, 1, 1), date(2026, 4, 1))),
        (date(2026, 6, 30), None, None, (date(2026, 6, 30), None)),
        (date(2026, 7, 1), None, None, None),
        (date(2025, 1, 1), None, date(2026, 5, 2), (date(2025, 1, 1), date(2026, 5, 2))),
        (date(2025, 1, 1), date(2026, 6, 1), date(2026, 5, 2), (date(2025, 1, 1), date(2026, 5, 2))),
        (date(2026, 5, 3), None, date(2026, 5, 2), None),
        (date(2025, 1, 1), None, date(2026, 3, 31), None),
    ],
)
def test_what_belongs_to_a_period(
    first: date, last: date | None, died: date | None, returned: tuple[date, date | None] | None
) -> None:
    """As DHSC filters events: begun by its end, not over before its beginning, and nothing after a death."""
    assert in_period(first, last, died, begins=BEGINS, ends=ENDS) == returned


def test_which_lines_must_say_what_they_cost() -> None:
    """DHSC's rule as coded: not what the council commissions itself."""
    assert wants_cost("long-community", "home-support", "managed-budget")
    assert wants_cost("short-other", "carer-respite", "direct-payment")
    assert not wants_cost("long-community", "home-support", "commissioned")
    assert not wants_cost("short-other", "equipment", "managed-budget")


def test_what_a_line_lacks_is_said_to_who_can_mend_it() -> None:
    """Born valid: told at the line, not when the return is refused."""
    whole = {
        "service_type": "long-residential",
        "component": "long-residential",
        "mechanism": "managed-budget",
    }
    assert list(lacking(**whole, pence=90_000, units=700, location=True)) == []
    missing = list(lacking(**whole | {"mechanism": ""}, pence=0, units=None, location=False))
    assert [each.split()[0] for each in missing] == ["How", "What", "How", "The"]
