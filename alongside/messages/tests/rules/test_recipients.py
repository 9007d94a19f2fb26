"""Who takes a letter for whom, and how long an address must have stood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from alongside.messages.rules.gate import SETTLED_DAYS
from alongside.messages.rules.recipients import ACTS_FOR, ON_PAPER, alike, settled, who_acts
from alongside.people.rules.circle import KEEP_AWAY

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
TODAY = NOW.date()


@dataclass(frozen=True)
class Tie:
    """A relationship, as the rule asks it."""

    kind: str
    authority_seen_on: dt.date | None = None


@dataclass(frozen=True)
class Stated:
    """An address, as the rule asks it."""

    pk: int
    recorded_at: dt.datetime
    starts_on: str = ""
    ended_at: dt.datetime | None = None
    withdrawn_at: dt.datetime | None = None


kinds = st.sampled_from([*ACTS_FOR, KEEP_AWAY, "attorney-property", "friend"])
ties = st.lists(st.builds(Tie, kinds, st.none() | st.just(TODAY)), max_size=6)
ago = st.integers(0, 60).map(lambda days: NOW - dt.timedelta(days=days))
places = st.lists(
    st.builds(Stated, st.integers(1, 9), ago), min_size=1, max_size=4, unique_by=lambda row: row.pk
)


@given(ties)
def test_only_who_may_decide_or_represents_takes_it(stated: list[Tie]) -> None:
    """Never on a document nobody saw, never whoever must be kept away, never for property alone; the first in rank."""
    found = who_acts(stated)
    fit = [
        tie for tie in stated if tie.kind in ACTS_FOR and (tie.kind not in ON_PAPER or tie.authority_seen_on)
    ]
    if found is None:
        assert fit == []
    else:
        assert found in fit
        assert ACTS_FOR.index(found.kind) == min(ACTS_FOR.index(tie.kind) for tie in fit)


@given(places)
def test_an_address_is_settled_if_nothing_was_written_about_any_lately(rows: list[Stated]) -> None:
    """Unless it is the only one there ever was."""
    place, *others = rows
    lately = [row for row in rows if row.recorded_at > NOW - dt.timedelta(days=SETTLED_DAYS)]
    assert settled(place, rows, NOW, TODAY) == (not others or not lately)


@given(st.integers(0, 60), st.booleans())
def test_an_end_or_a_mistake_put_right_is_a_change(days: int, wrong: bool) -> None:
    """The old home that was ended yesterday says that somebody has just moved."""
    then = NOW - dt.timedelta(days=days)
    ended, withdrawn = (None, then) if wrong else (then, None)
    old = Stated(1, NOW - dt.timedelta(days=900), ended_at=ended, withdrawn_at=withdrawn)
    here = Stated(2, NOW - dt.timedelta(days=800))
    assert settled(here, [old, here], NOW, TODAY) == (days >= SETTLED_DAYS)


@given(st.integers(0, 60))
def test_who_has_just_moved_in_is_not_settled(days: int) -> None:
    """Though the address was recorded long before, or is the first."""
    since = (TODAY - dt.timedelta(days=days)).isoformat()
    here = Stated(1, NOW - dt.timedelta(days=100), since)
    assert settled(here, [here], NOW, TODAY) == (days >= SETTLED_DAYS)


def test_written_a_little_otherwise_is_the_same() -> None:
    """And nothing is never the same as nothing."""
    assert alike("12 Oak Road, Exampleton", "12 oak road\nExampleton")
    assert not alike("12 Oak Road", "21 Oak Road")
    assert not alike("", " ")
