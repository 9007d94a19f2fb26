"""Service lines are never written over: a change ends one and begins another, and what it makes different is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.commissioning.actions import lines, suspending
from alongside.commissioning.models import Backdating, Line, Suspension
from alongside.commissioning.tests.making import (
    HOME_CARE,
    days_ago,
    lent,
    line,
    row,
    shown,
    shown_line,
    standing,
)
from alongside.people.tests.making import KEY, add, opened, worker
from alongside.records.actors import Actor
from alongside.records.models import Event
from alongside.web.errors import Forbidden, Missing, Refused, Stale

pytestmark = pytest.mark.django_db
WEEK = 22_575


def told(person_id: int) -> list[Backdating]:
    """What recording something late made different."""
    return list(Backdating.objects.for_system("test").filter(person_id=person_id).order_by("id"))


def sentences(person_id: int) -> list[str]:
    """What the history says of services."""
    events = Event.objects.for_system("test").filter(record_id=person_id, kind__startswith="commissioning.")
    return list(events.order_by("id").values_list("sentence", flat=True))


def test_a_line_is_written_with_its_days_and_its_cost(by: Actor, ada: int) -> None:
    """R-059 data: type, component, mechanism, provider, days, units, cost and frequency; the week's total in pence."""
    line(ada, by, ago=0)
    found = shown(ada, by)
    assert found.week == "£225.75"
    (now,) = found.now
    assert (now.what, now.provider, now.units) == (
        "Home support or domiciliary care", "Helping Hands", "10.5 hours a week",
    )  # fmt: skip
    assert (now.cost, now.mechanism) == ("£21.50 per hour", "Personal budget that the council manages")
    assert told(ada) == []


def test_a_line_that_began_before_it_was_written_down_is_owed(by: Actor, ada: int) -> None:
    """Backdating: ten weeks of it are told, to the penny."""
    line(ada, by, ago=70)
    (late,) = told(ada)
    assert (late.before, late.after) == (0, 10 * WEEK)
    assert (late.first_on, late.last_on) == (days_ago(70), days_ago(1))
    assert "£2,257.50 more is owed" in sentences(ada)[0] + sentences(ada)[-1]
    assert [each.difference for each in shown(ada, by).late] == ["£2,257.50 more is owed"]


def test_a_change_ends_one_line_and_begins_another(by: Actor, ada: int) -> None:
    """A fortnight ago half as much was given: the old terms stand until then, and a week's cost is owed back."""
    key = line(ada, by)
    new = lines.change_line(key, by=by, effective_on=days_ago(14), why="She manages breakfast.", units=525)
    was, now = standing(ada)
    assert (was.pk, was.ends_on, was.ended_reason, was.units) == (key, days_ago(15), "changed", 1_050)
    assert (now.thread, now.starts_on, now.units, now.follows_id) == (new, days_ago(14), 525, key)
    assert {name: getattr(now, name) for name in HOME_CARE} == HOME_CARE | {"units": 525}
    late = told(ada)[-1]
    # Half of 22,575 twice is 22,575; each reading is rounded once, at its end.
    assert (late.first_on, late.after - late.before) == (days_ago(14), -WEEK)
    assert shown(ada, by).late[0].difference == "£225.75 is owed back"


def test_a_change_to_come_owes_nothing_yet(by: Actor, ada: int) -> None:
    """Both lines stand, and only one at a time."""
    key = line(ada, by, ago=0)
    lines.change_line(key, by=by, effective_on=days_ago(-7), why="More from Monday.", pence=2_300)
    found = shown(ada, by)
    assert ([each.cost for each in found.now], [each.cost for each in found.planned]) == (
        ["£21.50 per hour"],
        ["£23.00 per hour"],
    )
    assert (told(ada), found.told) == ([], [])


def test_a_change_keeps_the_planned_end_and_the_suspensions(by: Actor, ada: int) -> None:
    """What was agreed of its end holds under the new terms; days without it are days without it."""
    key = line(ada, by, ends_on=days_ago(-30))
    suspend(key, by, starts_on=days_ago(20), ends_on=days_ago(11))
    lines.change_line(key, by=by, effective_on=days_ago(15), why="Other hours.", units=2_100)
    was, now = standing(ada)
    assert (was.thread, was.ends_on, now.ends_on) == (key, days_ago(16), days_ago(-30))
    pauses = Suspension.objects.for_system("test").filter(withdrawn_at__isnull=True).order_by("starts_on")
    assert list(pauses.values_list("line_id", "starts_on", "ends_on")) == [
        (key, days_ago(20), days_ago(16)),
        (now.thread, days_ago(15), days_ago(11)),
    ]
    # The ten suspended days cost nothing before and after; the ten since cost twice as much.
    late = told(ada)[-1]
    assert late.after - late.before == WEEK * 10 // 7


@pytest.mark.parametrize(
    ("ago", "said", "why"),
    [
        (70, {}, "put it right"),
        (90, {}, "put it right"),
        (-40, {}, "new line"),
        (7, {"units": 1_050}, "Nothing is different"),
        (7, {"units": 525, "why": " "}, "Say why"),
    ],
)
def test_a_change_that_is_none_is_refused(
    by: Actor, ada: int, ago: int, said: dict[str, Any], why: str
) -> None:
    """From its first day on, after its end, to the same terms, without a reason."""
    key = line(ada, by, ends_on=days_ago(-30))
    with pytest.raises(Refused, match=why):
        lines.change_line(key, by=by, **{"effective_on": days_ago(ago), "why": "Less", "units": 525} | said)
    assert [each.pk for each in standing(ada)] == [key]


def suspend(key: int, by: Actor, **said: Any) -> int:
    """In hospital, unpaid."""
    given = {"suspended_for": "hospital", "paid": "no", **said}
    return int(suspending.suspend_line(key, by=by, **given))


def test_a_suspended_line_costs_nothing_unless_it_is_paid(by: Actor, ada: int) -> None:
    """In hospital for a fortnight so far; the provider keeps the place for the second line."""
    key = line(ada, by)
    paid = line(ada, by, component="day-support", pence=7_000, each="week", units=None, unit="")
    suspend(key, by, starts_on=days_ago(14))
    suspend(paid, by, starts_on=days_ago(14), paid="yes")
    found = shown(ada, by)
    assert found.week == "£70.00"
    assert {each.state for each in found.now} == {"suspended"}
    assert sorted(each.suspended.rpartition(", ")[2] for each in found.now) == ["not paid for", "paid for"]
    assert told(ada)[-1].after - told(ada)[-1].before == -2 * WEEK


def test_a_line_is_taken_up_again(by: Actor, ada: int) -> None:
    """Home again: the suspension has its last day, and what was reckoned as owed back is reckoned anew."""
    key = line(ada, by)
    suspend(key, by, starts_on=days_ago(14))
    suspending.resume_line(key, by=by, resumes_on=days_ago(7))
    assert shown_line(ada, by).state == "running"
    assert [each.after - each.before for each in told(ada)[1:]] == [-2 * WEEK, WEEK]
    with pytest.raises(Refused, match="not suspended"):
        suspending.resume_line(key, by=by, resumes_on=days_ago(2))


def test_a_suspension_with_an_end_is_cut_short_or_never_was(by: Actor, ada: int) -> None:
    """It is stated again with its true end; one that never happened is withdrawn."""
    key = line(ada, by)
    suspend(key, by, starts_on=days_ago(14), ends_on=days_ago(-5))
    suspending.resume_line(key, by=by, resumes_on=days_ago(7))
    suspend(key, by, starts_on=days_ago(3), ends_on=days_ago(1))
    suspending.resume_line(key, by=by, resumes_on=days_ago(3))
    pauses = Suspension.objects.for_system("test").filter(line_id=key)
    kept = pauses.filter(withdrawn_at__isnull=True).values_list("starts_on", "ends_on")
    assert list(kept) == [(days_ago(14), days_ago(8))]
    assert pauses.count() == 3


def test_days_are_suspended_once(by: Actor, ada: int) -> None:
    """Two suspensions of one day would say two things of what is paid."""
    key = line(ada, by)
    suspend(key, by, starts_on=days_ago(14), ends_on=days_ago(8))
    for days in ({"starts_on": days_ago(8)}, {"starts_on": days_ago(20)}, {"starts_on": days_ago(99)}):
        with pytest.raises(Refused):
            suspend(key, by, **days)
    with pytest.raises(Refused, match="paid for"):
        suspend(key, by, starts_on=days_ago(1), paid="")


def test_a_line_ends_and_says_why(by: Actor, ada: int) -> None:
    """Ended three weeks ago and written down today: three weeks are owed back."""
    key = line(ada, by)
    lines.end_line(key, by=by, ends_on=days_ago(22), ended_reason="provider", note="No staff.")
    found = shown(ada, by)
    assert (found.now, found.week) == ([], "£0.00")
    assert found.over[0].why == "The provider stopped. No staff."
    assert told(ada)[-1].after - told(ada)[-1].before == -3 * WEEK
    with pytest.raises(Refused, match="already"):
        lines.end_line(key, by=by, ends_on=days_ago(22), ended_reason="provider")


def test_another_end_is_stated_and_the_first_is_kept(by: Actor, ada: int) -> None:
    """It ended later than was thought: the row with the wrong end is withdrawn, and the line keeps its number."""
    key = line(ada, by)
    lines.end_line(key, by=by, ends_on=days_ago(22), ended_reason="provider")
    lines.end_line(key, by=by, ends_on=days_ago(15), ended_reason="as-planned")
    (now,) = standing(ada)
    assert (now.thread, now.ends_on, now.ended_reason) == (key, days_ago(15), "as-planned")
    first = row(key)
    assert (first.ends_on, first.withdrawn_at is not None) == (days_ago(22), True)
    assert told(ada)[-1].after - told(ada)[-1].before == WEEK


def test_what_was_never_so_is_put_right(by: Actor, ada: int) -> None:
    """A wrong price from the first day: the line is the same, every day since is reckoned anew."""
    key = line(ada, by)
    suspend(key, by, starts_on=days_ago(14))
    same = lines.correct_line(key, by=by, why="The contract says £20.", starts_on=days_ago(63), pence=2_000)
    (now,) = standing(ada)
    assert (same, now.thread, now.starts_on, now.pence) == (key, key, days_ago(63), 2_000)
    assert shown_line(ada, by).state == "suspended"
    # Nine weeks less a fortnight at £210, and not ten less a fortnight at £225.75.
    assert (told(ada)[-1].before, told(ada)[-1].after) == (8 * WEEK, 7 * 21_000)
    with pytest.raises(Refused, match="withdrawn"):
        lines.correct_line(key, by=by, why="Again", starts_on=days_ago(63), pence=1)


def test_a_line_that_never_was_is_withdrawn(by: Actor, ada: int) -> None:
    """It stays in the history with the reason, and costs nothing."""
    key = line(ada, by)
    with pytest.raises(Refused, match="what was wrong"):
        lines.withdraw_line(key, by=by, why=" ")
    lines.withdraw_line(key, by=by, why="This is her neighbour’s.")
    assert standing(ada) == []
    assert (told(ada)[-1].before, told(ada)[-1].after) == (10 * WEEK, 0)
    assert "her neighbour’s" in "".join(sentences(ada))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"component": "gold"}, "component"),
        ({"service_type": ""}, "service_type"),
        ({"mechanism": "post"}, "mechanism"),
        ({"component": "direct-payment", "mechanism": "commissioned"}, "mechanism"),
        ({"units": None}, "units"),
        ({"unit": ""}, "unit"),
        ({"units": None, "unit": ""}, "units"),
        ({"units": 0}, "units"),
        ({"unit": "visit"}, "each"),
        ({"each": "decade"}, "each"),
        ({"pence": -1}, "pence"),
        ({"provider_id": 1}, "provider_name"),
        ({"provider_id": 99_999, "provider_name": ""}, "provider_id"),
        ({"plan": "journey:999999"}, "plan"),
        ({"plan": "journey:x"}, "plan"),
        ({"ends_on": days_ago(80)}, "ends_on"),
        ({"starts_on": days_ago(-11 * 366)}, "starts_on"),
        ({"starts_on": days_ago(99 * 366)}, "starts_on"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(
    by: Actor, ada: int, said: dict[str, Any], field: str
) -> None:
    """Born valid: what the national return would reject is not written down."""
    with pytest.raises(Refused) as refused:
        line(ada, by, **said)
    assert refused.value.field == field
    assert standing(ada) == []


def test_overlaps_and_gaps_are_told(by: Actor, ada: int) -> None:
    """Two lines of one component at a time are told and not refused: two carers at once may be meant."""
    line(ada, by, ago=30)
    line(ada, by, ago=10, ends_on=days_ago(-10))
    (said,) = shown(ada, by).told
    assert said.startswith("Twice at the same time: Home support")


def test_what_is_bought_once_is_no_weekly_cost(by: Actor, ada: int) -> None:
    """Equipment: told as bought once, and owed when it was written down late."""
    line(ada, by, ago=3, component="equipment", pence=9_900, each="one-off", units=None, unit="")
    assert (shown(ada, by).week, shown_line(ada, by).week_said) == ("£0.00", "Once")
    assert told(ada)[-1].after == 9_900


def test_who_may_write_and_who_may_see(by: Actor, ada: int) -> None:
    """A line is for who sees the person; it is written by who plans, buys or pays; another’s is not there."""
    key = line(ada, by)
    stranger, finance = worker(), worker("finance-officer", "finance")
    for who in (stranger, finance):
        with pytest.raises(Missing):
            lines.end_line(key, by=who, ends_on=days_ago(1), ended_reason="other")
        assert not Line.objects.visible_to(who).exists()
    partner = worker("prevention-coordinator", "")
    lent(ada, partner)
    with pytest.raises(Forbidden):
        line(ada, partner)


def test_one_press_is_one_line_and_a_stale_form_overwrites_nothing(by: Actor, ada: int) -> None:
    """Double click; and two tabs."""
    given = {"by": by, "key": KEY, "starts_on": days_ago(3), **HOME_CARE}
    first = lines.add_line(ada, **given)
    assert lines.add_line(ada, **given) == first
    assert len(standing(ada)) == 1
    version = row(first).version
    lines.end_line(first, by=by, version=version, ends_on=days_ago(-3), ended_reason="as-planned")
    with pytest.raises(Stale):
        lines.change_line(first, by=by, version=version, effective_on=days_ago(1), why="Less", units=100)


def test_a_line_follows_its_person_into_a_merged_record(by: Actor, ada: int) -> None:
    """What was written on either record is shown and reckoned on the one."""
    from alongside.people.actions import merging

    other = opened(add(), by)
    line(other, by, ago=1)
    manager = worker("team-manager")
    opened(ada, manager)
    opened(other, manager)
    merging.merge(other, by=manager, survivor=ada, reason="The same person, written twice")
    assert shown(ada, manager).week == "£225.75"


def test_days_in_order() -> None:
    """The builder of these tests counts back from today."""
    assert days_ago(1) + timedelta(days=2) == days_ago(-1)


def test_a_broker_writes_what_was_arranged_and_reads_nothing_else(ada: int, client_of: Any) -> None:
    """U-20: of whoever is given to them they write the services; notes, papers and tasks stay closed to them."""
    broker = worker("broker", "brokerage")
    lent(ada, broker)
    key = line(ada, broker, ago=0)
    assert row(key).recorded_by_id == broker.worker_id
    client = client_of(broker)
    assert client.get(f"/people/{ada}/services/").status_code == 200
    for closed in ("notes", "documents", "to-do", "family"):
        assert client.get(f"/people/{ada}/{closed}/").status_code == 403, closed
    with pytest.raises(Missing):
        line(add(), broker)
