"""What an agreement lends and until when: the rule alone, over agreements of every shape."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.rules import agreements as rules
from alongside.people.rules.agreements import LENDING, Partner, Terms, lapse

ORCHARD = Partner("Orchard", "the council on 020 7946 0100")
FIRST = date(2026, 1, 1)
days = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
kinds = st.sampled_from(sorted(rules.KINDS))


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """An agreement of some weeks, perhaps ended early, perhaps only a notice."""
    starts, length = draw(days), draw(st.integers(1, 15))
    expires = starts + timedelta(days=length)
    ended = draw(st.none() | st.integers(0, length).map(lambda after: starts + timedelta(days=after)))
    return Terms(f"No. {draw(st.integers(1, 9))}", draw(kinds), starts, expires, ended, "Ada on 1")


def _covered(agreements: list[Terms], day: date) -> bool:
    """Said day by day, as somebody would read the papers."""
    return any(
        each.kind in LENDING
        and each.starts_on <= day <= each.expires_on
        and (each.ended_on is None or day < each.ended_on)
        for each in agreements
    )


@given(st.lists(terms(), max_size=5), days, days)
def test_what_was_written_down_never_lends_too_much(
    agreements: list[Terms], written: date, day: date
) -> None:
    """G-48: whatever stands on a post since an earlier day, on no later day does it lend what no agreement covers."""
    later = max(written, day)
    found = lapse(ORCHARD, agreements, written)
    lends = found.on is not None and later < found.on
    assert not lends or _covered(agreements, later)


@given(st.lists(terms(), max_size=5), days)
def test_on_the_day_it_is_written_it_lends_all_there_is(agreements: list[Terms], day: date) -> None:
    """Nobody is shut out while an agreement covers the day, and the last day of the cover counts in full."""
    found = lapse(ORCHARD, agreements, day)
    lends = found.on is not None and day < found.on
    assert lends == _covered(agreements, day)
    if lends:
        assert found.on is not None
        assert all(_covered(agreements, day + timedelta(days=n)) for n in range((found.on - day).days))
        assert not _covered(agreements, found.on)


@given(st.lists(terms(), min_size=1, max_size=5), days, st.permutations(range(5)))
def test_the_order_of_agreements_says_nothing(agreements: list[Terms], day: date, order: list[int]) -> None:
    """The answer, words and all, is the same however the rows come out of the table."""
    turned = [agreements[place] for place in order if place < len(agreements)]
    assert lapse(ORCHARD, turned, day) == lapse(ORCHARD, agreements, day)


@given(st.lists(terms(), max_size=5), days, days)
def test_an_ended_partner_is_lent_nothing(agreements: list[Terms], ended: date, day: date) -> None:
    """Whatever agreements still run."""
    found = lapse(Partner("Orchard", "the council", ended), agreements, day)
    assert found.on is None or found.on <= max(ended, day)
    assert found.on is not None or not _covered(agreements, day)


def test_the_reader_is_told_which_agreement_ended_and_whom_to_ring() -> None:
    """R-246: the suspended worker knows what to do."""
    ended = Terms(
        "Working together", "protocol", FIRST, FIRST + timedelta(days=9), ring="Ada on 020 7946 0101"
    )
    said = lapse(ORCHARD, [ended], FIRST).why
    assert said == (
        "“Working together”, the agreement with Orchard, ended on 10 January 2026. "
        "Nothing here is open to you through it until it is renewed. Ring Ada on 020 7946 0101."
    )


def test_nobody_to_ring_is_the_council() -> None:
    """An owner who has left is no help."""
    assert "Ring the council on 020 7946 0100." in lapse(ORCHARD, [], FIRST).why
    ended = Terms("Working together", "protocol", FIRST, FIRST + timedelta(days=1))
    assert "Ring the council on 020 7946 0100." in lapse(ORCHARD, [ended], FIRST).why


@pytest.mark.parametrize(
    ("kind", "code", "own"),
    [
        ("council", "999", True),
        ("council", "998", False),
        ("nhs-trust", "999", False),
        ("council", "", False),
    ],
)
def test_only_the_council_itself_needs_no_agreement(kind: str, code: str, own: bool) -> None:
    """A neighbouring council is a partner like any other."""
    assert rules.is_the_council(kind, code, "999") is own


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (-1, "Not begun"),
        (0, "In date"),
        (20, "Review soon"),
        (41, "Review late"),
        (73, "Review late"),
        (100, "Review late"),
        (101, "Expired"),
    ],
)
def test_how_an_agreement_stands(day: int, state: str) -> None:
    """R-244: what is due is said before it is late."""
    one = Terms("One", "memorandum", FIRST, FIRST + timedelta(days=100))
    assert rules.state(one, FIRST + timedelta(days=40), FIRST + timedelta(days=day)) == state
    unreviewed = rules.state(one, None, FIRST + timedelta(days=day))
    assert unreviewed == ("Ends soon" if day in (73, 100) else state if day in (-1, 101) else "In date")


def test_ended_early_is_not_expired() -> None:
    """The register tells them apart."""
    one = Terms("One", "memorandum", FIRST, FIRST + timedelta(days=100), FIRST + timedelta(days=5))
    assert rules.state(one, None, FIRST + timedelta(days=5)) == "Ended"
