"""What lines cost, where they overlap and where a plan has a gap: against a calendar gone through day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.commissioning.rules import reckoning as r
from alongside.money.rates import OF_DAYS, OF_THE_YEAR, ONCE, Rate, whole_pence

EPOCH = date(2027, 11, 1)
# Half a year over a leap day: every day of it is gone through.
NUMBERS = st.integers(0, 180)
RATES = st.builds(
    Rate,
    st.integers(0, 200_000),
    st.sampled_from(["hour", "night", ONCE, *OF_DAYS, *OF_THE_YEAR]),
    st.integers(1, 10_000).map(lambda n: Fraction(n, 100)),
)


def day(number: int) -> date:
    """A day of the half year."""
    return EPOCH + timedelta(days=number)


def spans(draw: st.DrawFn) -> tuple[date, date | None]:
    """Two days in order; the last may be open."""
    first = draw(NUMBERS)
    last = draw(st.none() | st.integers(first, 200))
    return day(first), None if last is None else day(last)


@st.composite
def lines(draw: st.DrawFn) -> r.Line:
    """A line with up to three pauses, which may meet."""
    first, last = spans(draw)
    pauses = tuple(r.Pause(*spans(draw), draw(st.booleans())) for _ in range(draw(st.integers(0, 3))))
    component, kind = draw(st.sampled_from("abc")), draw(st.sampled_from(["st-max", "long-community"]))
    return r.Line(draw(st.integers(1, 10**6)), component, first, last, draw(RATES), pauses, kind)


PACKAGES = st.lists(lines(), max_size=5, unique_by=lambda line: line.id)


def on(each: r.Line | r.Pause, moment: date) -> bool:
    """Whether a day lies in it."""
    return each.first <= moment and (each.last is None or moment <= each.last)


def costs(line: r.Line, moment: date) -> Fraction:
    """What one day of a line costs, by looking at that day alone."""
    if line.rate.each == ONCE:
        return Fraction(line.rate.pence if moment == line.first else 0)
    paid = on(line, moment) and not any(on(pause, moment) and not pause.paid for pause in line.pauses)
    return line.rate.daily(moment) if paid else Fraction(0)


@given(PACKAGES, NUMBERS, NUMBERS)
def test_a_package_costs_what_its_days_cost(package: list[r.Line], one: int, two: int) -> None:
    """Weeks, part weeks, a leap day, suspensions that meet: the sum over the days, rounded once at the end."""
    days = [day(number) for number in range(min(one, two), max(one, two) + 1)]
    by_hand = sum((costs(line, each) for line in package for each in days), Fraction(0))
    assert r.total(package, days[0], days[-1]) == whole_pence(by_hand)


@given(lines(), NUMBERS, st.integers(1, 180), RATES)
def test_a_change_in_the_past_differs_by_the_days_since(line: r.Line, at: int, more: int, rate: Rate) -> None:
    """Backdating: what is owed back is the same days by the old terms and by the new, and no other day."""
    effective, last = day(at), day(at + more)
    assume(line.first < effective and (line.last is None or effective <= line.last))
    assume(ONCE not in (line.rate.each, rate.each))
    old = replace(line, last=day(at - 1), pauses=tuple(r.cut(line.pauses, None, day(at - 1))))
    new = replace(line, id=0, first=effective, rate=rate, pauses=tuple(r.cut(line.pauses, effective, None)))
    found = r.difference([line], [old, new], line.first, last)
    days = [day(number) for number in range(at, at + more + 1)]
    by_hand = [sum((costs(each, moment) for moment in days), Fraction(0)) for each in (line, new)]
    assert abs(found.more - (by_hand[1] - by_hand[0])) <= 1
    assert r.difference([line], [old, new], line.first, day(at - 1)).more == 0


@given(lines(), NUMBERS)
def test_cutting_pauses_loses_no_day(line: r.Line, at: int) -> None:
    """A line that goes on under other terms is suspended on the same days as before."""
    before, after = r.cut(line.pauses, None, day(at)), r.cut(line.pauses, day(at + 1), None)
    for number in range(220):
        was = any(on(pause, day(number)) for pause in line.pauses)
        kept = before if number <= at else after
        other = after if number <= at else before
        assert any(on(pause, day(number)) for pause in kept) == was
        assert not any(on(pause, day(number)) for pause in other)


@given(PACKAGES, NUMBERS)
def test_a_week_is_told_of_what_is_paid_for_that_day(package: list[r.Line], at: int) -> None:
    """Suspended lines cost nothing unless they are paid; what was bought once is no weekly cost."""
    moment = day(at)
    paid = [
        line
        for line in package
        if on(line, moment) and not any(on(pause, moment) and not pause.paid for pause in line.pauses)
    ]
    assert r.a_week(package, moment) == whole_pence(
        sum((each.rate.weekly(moment) for each in paid), Fraction(0))
    )


@given(PACKAGES, NUMBERS)
def test_a_budget_leaves_out_what_is_free(package: list[r.Line], at: int) -> None:
    """Reablement is no part of a personal budget, and a suspension does not change what was agreed."""
    never = [replace(line, pauses=()) for line in package if line.kind != "st-max"]
    assert r.budget(package, day(at)) == r.a_week(never, day(at))


@given(PACKAGES)
def test_overlaps_are_the_days_that_two_lines_share(package: list[r.Line]) -> None:
    """Two lines of one component at the same time are told, every pair, with their first and last day."""
    told = {frozenset(each.lines): each for each in r.overlaps(package)}
    for one, other in combinations(package, 2):
        shared = [day(n) for n in range(260) if on(one, day(n)) and on(other, day(n))]
        pair = told.pop(frozenset((one.id, other.id)), None)
        if one.component != other.component or not shared:
            assert pair is None
        else:
            assert pair is not None
            assert (pair.first, pair.last or day(259)) == (shared[0], shared[-1])
    assert told == {}


@given(PACKAGES)
def test_gaps_are_the_days_between_on_which_nothing_is_in_force(package: list[r.Line]) -> None:
    """A gap in a plan is told; before its first day and after its last there is none."""
    told = {day for first, last in r.gaps(package) for day in _run(first, last)}
    covered = [day(n) for n in range(260) if any(on(line, day(n)) for line in package)]
    between = _run(covered[0], covered[-1]) if covered else []
    assert told == set(between) - set(covered)


def _run(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@given(lines(), NUMBERS)
def test_a_line_is_in_one_state_on_each_day(line: r.Line, at: int) -> None:
    """Planned, running, suspended, ended, in this order but for the middle two."""
    moment = day(at)
    state = line.state(moment)
    assert (state == r.PLANNED) == (moment < line.first)
    assert (state in (r.RUNNING, r.SUSPENDED)) == on(line, moment) == line.holds(moment)
    assert (state == r.SUSPENDED) == (on(line, moment) and any(on(each, moment) for each in line.pauses))


def test_the_day_of_a_budget() -> None:
    """Today while something runs; else the first day to come; none when all is over."""

    def made(first: int, last: int | None) -> r.Line:
        return r.Line(first, "a", day(first), None if last is None else day(last), Rate(100, "week"))

    assert r.day_of_budget([made(0, 5), made(20, None)], day(3)) == day(3)
    assert r.day_of_budget([made(0, 5), made(20, None)], day(10)) == day(20)
    assert r.day_of_budget([made(0, 5)], day(10)) is None
