"""Who may see which record: opening, restricting, breaking the glass, shifts, leaving, covering (R-242, R-243)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from alongside import council
from alongside.records import clock, grants
from alongside.records.acting import action
from alongside.records.actions import access, duty, workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import BlindMatch, GlassBroken, Grant, Post, Record, Restriction, Worker
from alongside.records.tests import desk
from alongside.web.errors import Forbidden, Refused

pytestmark = pytest.mark.django_db


@action("test.give", on=Record, may=lambda _actor, _thing: True)
def give(file: Record, *, by: Actor, at: datetime, holder: str, until: datetime | None = None) -> int:
    """Allocate the record to a holder."""
    return int(grants.give(file, holder, "allocated", at=at, until=until).pk)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`later(hours=3)`: time goes by."""
    moment = clock.now()

    def go(**much: float) -> datetime:
        nonlocal moment
        moment += timedelta(**much)
        return moment

    monkeypatch.setattr(clock, "now", lambda: moment)
    return go


def differences() -> list[str]:
    """What `check` says of the grants."""
    return grants.differences(clock.now())


def test_an_ordinary_record_opens_with_a_reason_for_some_hours(later: Any) -> None:
    """R-242: by a reason, logged, for as long as the council says."""
    worker, other, file = desk.a_worker("open records"), desk.a_worker("open records"), desk.a_record()
    with pytest.raises(Refused):
        access.open_record(file, by=worker)
    assert not desk.sees(worker, file)
    access.open_record(file, by=worker, reason="They rang about their plan")
    assert desk.sees(worker, file)
    assert not desk.sees(other, file)
    assert Grant.objects.get(record_id=file).reason == "They rang about their plan"
    later(hours=council.current().access.open_hours)
    assert not desk.sees(worker, file)


def test_a_team_sees_what_it_was_given_and_its_members_come_and_go() -> None:
    """R-243: access through a team begins and ends with the post."""
    team = desk.first_team()
    member, file = desk.a_worker(team=team), desk.a_record()
    give(file, by=SYSTEM, holder=f"team:{team}")
    assert desk.sees(member, file)
    assert not desk.sees(desk.a_worker(), file)
    other = Post.objects.create(
        worker_id=member.worker, role="find people", holder="", starts_at=member_since(member)
    )
    for post in Post.objects.filter(worker_id=member.worker).exclude(pk=other.pk).order_by("pk"):
        workers.end_post(post.pk, by=SYSTEM)
    assert not desk.sees(desk.again(member), file)


def member_since(actor: Actor) -> datetime:
    """When the actor's first post began."""
    return Post.objects.filter(worker_id=actor.worker).order_by("id")[0].starts_at


def test_a_suspended_worker_sees_nothing() -> None:
    """R-242: past the end of an agreement nothing given before opens anything, own grants neither."""
    worker, file = desk.a_worker("open records"), desk.a_record()
    access.open_record(file, by=worker, reason="A call")
    for post in Post.objects.filter(worker_id=worker.worker).order_by("id"):
        workers.suspend_post(post.pk, by=SYSTEM, from_at=clock.now(), why="The agreement has run out.")
    suspended = desk.again(worker)
    assert suspended.suspended_why == "The agreement has run out."
    assert not suspended.permissions
    assert not desk.sees(suspended, file)


def test_a_restricted_record_is_closed_to_all_but_the_named() -> None:
    """R-243: at once, for those who had it open as well."""
    officer, named, had = desk.a_worker("restrict people"), desk.a_worker(), desk.a_worker("open records")
    file = desk.a_record()
    access.open_record(file, by=had, reason="A call")
    given: Any = {"reason": "Threats", "category": "threat", "review_on": desk.REVIEW_ON}
    with pytest.raises(Refused):
        access.restrict(file, by=officer, named=[], **given)
    for nobody in ("worker:999999", "team:no such team", "worker:", "everybody", "worker:one"):
        with pytest.raises(Refused):
            access.restrict(file, by=officer, named=[nobody], **given)
    with pytest.raises(Refused):
        access.restrict(file, by=officer, named=[named.own], **{**given, "reason": ""})
    assert desk.sees(had, file)
    access.restrict(file, by=officer, named=[named.own], **given)
    assert desk.sees(named, file)
    assert not desk.sees(had, file)
    assert not desk.sees(officer, file)
    with pytest.raises(Refused, match="restricted"):
        access.open_record(file, by=had, reason="I had it open")
    with pytest.raises(Refused, match="already"):
        access.restrict(file, by=officer, named=[named.own], **given)
    assert differences() == []


def test_lifting_a_restriction_gives_back_what_it_set_aside() -> None:
    """R-243: and nothing else: the named lose what they had by it."""
    named, had, file = desk.a_worker(), desk.a_worker(), desk.a_record()
    give(file, by=SYSTEM, holder=had.own)
    restriction = access.restrict(file, by=SYSTEM, reason="Threats", category="threat", named=[named.own],
                                  review_on=desk.REVIEW_ON)  # fmt: skip
    with pytest.raises(Refused):
        access.lift(restriction, by=SYSTEM)
    access.lift(restriction, by=SYSTEM, reason="He was sent to prison")
    assert desk.sees(had, file)
    assert not desk.sees(named, file)
    with pytest.raises(Refused):
        access.lift(restriction, by=SYSTEM, reason="again")
    with pytest.raises(Refused):
        access.name_on_restricted(restriction, by=SYSTEM, holder=named.own)
    assert differences() == []


def test_the_glass_breaks_for_some_hours_and_is_reviewed_by_another(later: Any) -> None:
    """R-243: reason, time limit, review by somebody else within working days."""
    named, file = desk.a_worker(), desk.a_record()
    breaker = desk.a_worker("break glass", "review access")
    with pytest.raises(Refused, match="not restricted"):
        access.break_glass(file, by=breaker, reason="She cannot breathe, key safe", category="life")
    file = desk.restricted(named.own)
    with pytest.raises(Refused):
        access.break_glass(file, by=breaker, reason="help", category="life")
    with pytest.raises(Forbidden):
        access.break_glass(file, by=named, reason="She cannot breathe, key safe", category="life")
    broken = access.break_glass(file, by=breaker, reason="She cannot breathe, key safe", category="life")
    assert desk.sees(breaker, file)
    with pytest.raises(Forbidden):
        access.review_glass(broken, by=breaker, finding="justified")
    access.review_glass(broken, by=desk.a_worker("review access"), finding="justified")
    assert desk.sees(breaker, file)
    later(hours=council.current().access.break_glass_hours)
    assert not desk.sees(breaker, file)
    assert GlassBroken.objects.get(pk=broken).finding == "justified"
    assert differences() == []


def test_a_glass_broken_without_cause_closes_at_once() -> None:
    """R-243: the reviewer's finding ends the access."""
    file, breaker = desk.restricted(desk.a_worker().own), desk.a_worker("break glass")
    broken = access.break_glass(file, by=breaker, reason="I was curious about her", category="life")
    access.review_glass(broken, by=desk.a_worker("review access"), finding="not justified")
    assert not desk.sees(breaker, file)
    with pytest.raises(Refused):
        access.review_glass(broken, by=desk.a_worker("review access"), finding="justified")


def test_a_blind_match_reveals_nothing_and_reaches_the_officer() -> None:
    """R-243: whoever takes the contact learns nothing; the officer learns of it at once."""
    finder, officer = desk.a_worker("find people"), desk.a_worker("see restricted")
    file = desk.restricted(officer.own)
    match = access.report_blind_match(file, by=finder, message="A woman of that name rang")
    assert not desk.sees(finder, file)
    with pytest.raises(Forbidden):
        access.answer_blind_match(match, by=finder, answer="x")
    with pytest.raises(Refused):
        access.answer_blind_match(match, by=officer, answer="  ")
    access.answer_blind_match(match, by=officer, answer="I rang her back")
    assert BlindMatch.objects.get(pk=match).answered_by_id == officer.worker


def test_a_shift_opens_records_while_it_lasts(later: Any) -> None:
    """R-246: emergency duty: handover in, access for the night, handover out."""
    night, file, second = desk.a_worker("cover out of hours"), desk.a_record(), desk.a_record()
    with pytest.raises(Forbidden):
        access.open_record(file, by=night)
    longest = council.current().access.shift_hours
    for hours in (0, longest + 1):
        with pytest.raises(Refused):
            duty.begin_shift(by=night, ends_at=clock.now() + timedelta(hours=hours), handover_in="")
    shift = duty.begin_shift(by=night, ends_at=clock.now() + timedelta(hours=8), handover_in="Quiet")
    night = desk.again(night)
    with pytest.raises(Refused):
        duty.begin_shift(by=night, ends_at=clock.now() + timedelta(hours=8), handover_in="")
    access.open_record(file, by=night)
    assert desk.sees(night, file)
    with pytest.raises(Forbidden):
        duty.end_shift(shift, by=desk.a_worker("cover out of hours"), handover_out="Not mine")
    with pytest.raises(Refused):
        duty.end_shift(shift, by=night, handover_out=" ")
    duty.end_shift(shift, by=night, handover_out="Alice fell, ambulance came")
    assert not desk.sees(night, file)
    with pytest.raises(Forbidden):
        access.open_record(second, by=desk.again(night))
    duty.begin_shift(by=desk.again(night), ends_at=clock.now() + timedelta(hours=2), handover_in="")
    access.open_record(second, by=desk.again(night))
    later(hours=2)
    assert not desk.sees(desk.again(night), second)
    assert differences() == []


def test_a_leaver_hands_everybody_on(later: Any) -> None:
    """R-242: sign-in, posts and access end; what was set aside by a restriction is handed on, too."""
    leaver, heir, stranger = desk.a_worker(), desk.a_worker(), desk.a_worker("open records")
    mine, aside, looked_at = desk.a_record(), desk.a_record(), desk.a_record()
    for file in (mine, aside):
        give(file, by=SYSTEM, holder=leaver.own)
    restriction = access.restrict(aside, by=SYSTEM, reason="Threats", category="threat", named=[stranger.own],
                                  review_on=desk.REVIEW_ON)  # fmt: skip
    gone: Any = {"by": SYSTEM, "left_on": desk.REVIEW_ON}
    for nobody in ("", leaver.own, "worker:999999"):
        with pytest.raises(Refused):
            workers.leave(leaver.worker, hand_to=nobody, **gone)
    assert workers.leave(leaver.worker, hand_to=heir.own, **gone) == {"handed": 2}
    assert desk.sees(heir, mine)
    assert not desk.sees(heir, aside)
    assert not desk.sees(leaver, mine)
    access.lift(restriction, by=SYSTEM, reason="Over")
    assert desk.sees(heir, aside)
    assert not desk.sees(leaver, aside)
    assert not desk.sees(heir, looked_at)
    with pytest.raises(Refused):
        workers.leave(leaver.worker, hand_to=heir.own, **gone)
    with pytest.raises(Refused):
        access.restrict(mine, by=SYSTEM, reason="Threats", category="threat", named=[leaver.own],
                        review_on=desk.REVIEW_ON)  # fmt: skip
    assert differences() == []


def test_nobody_records_their_own_leaving() -> None:
    """They would be locked out in the middle of it."""
    keeper = desk.a_worker("keep workers")
    with pytest.raises(Refused):
        workers.leave(keeper.worker, by=keeper, left_on=desk.REVIEW_ON)


def test_nobody_appoints_themselves() -> None:
    """R-242: whoever keeps workers could otherwise take any role at all."""
    keeper, other = desk.a_worker("keep workers"), desk.a_worker()
    with pytest.raises(Refused, match="yourself"):
        workers.appoint(keeper.worker, by=keeper, role="see restricted")
    assert workers.appoint(other.worker, by=keeper, role="open records")


def test_a_colleague_covers_until_the_worker_is_back() -> None:
    """R-242: sees what the absent worker sees; the next to cover takes over from the first."""
    away, first, second, file = desk.a_worker(), desk.a_worker(), desk.a_worker(), desk.a_record()
    give(file, by=SYSTEM, holder=away.own)
    given: Any = {"by": SYSTEM, "from_on": desk.REVIEW_ON, "until_on": None}
    with pytest.raises(Refused):
        workers.absent(away.worker, covered_by=away.worker, **given)
    workers.absent(away.worker, covered_by=first.worker, **given)
    assert desk.sees(first, file)
    workers.absent(away.worker, covered_by=second.worker, **given)
    assert not desk.sees(first, file)
    assert desk.sees(second, file)
    restriction = access.restrict(file, by=SYSTEM, reason="Threats", category="threat", named=[first.own],
                                  review_on=desk.REVIEW_ON)  # fmt: skip
    workers.back(away.worker, by=SYSTEM)
    access.lift(restriction, by=SYSTEM, reason="Over")
    assert not desk.sees(second, file)
    assert desk.sees(away, file)
    assert differences() == []


def test_cover_ends_when_the_absent_worker_leaves() -> None:
    """R-242: nobody covers for ever for somebody who will not come back."""
    away, cover, heir, file = desk.a_worker(), desk.a_worker(), desk.a_worker(), desk.a_record()
    give(file, by=SYSTEM, holder=away.own)
    workers.absent(away.worker, by=SYSTEM, covered_by=cover.worker, from_on=desk.REVIEW_ON, until_on=None)
    workers.leave(away.worker, by=SYSTEM, left_on=desk.REVIEW_ON, hand_to=heir.own)
    assert desk.sees(heir, file)
    assert not desk.sees(cover, file)


BROKEN = {
    "is restricted, yet": lambda file: Grant.objects.filter(record_id=file).update(named=False),
    "has a restriction in force and is not marked": lambda file: Record.objects.filter(pk=file).update(
        restricted=False
    ),
    "no restriction on it is in force": lambda file: Restriction.objects.filter(record_id=file).update(
        ended_at=clock.now()
    ),
    "has left and still has access": lambda file: Worker.objects.filter(
        pk=int(Grant.objects.get(record_id=file).holder.removeprefix("worker:"))
    ).update(is_active=False, left_on=desk.REVIEW_ON),
}


@pytest.mark.parametrize("said", BROKEN)
def test_check_tells_of_grants_that_ought_not_to_be(said: str) -> None:
    """R-243: what no action would leave behind is found."""
    file = desk.restricted(desk.a_worker().own)
    assert differences() == []
    BROKEN[said](file)
    assert said in " ".join(differences())


def test_check_tells_of_grants_that_their_source_does_not_bear_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room that gives grants says which are due; neither more nor fewer may be there."""
    file, worker, missing = desk.a_record(), desk.a_worker(), desk.a_record()
    due = grants.Due(missing, worker.own, "test", "testing:1", None)
    monkeypatch.setitem(grants.sources, "testing", lambda _at: [due])
    Grant.objects.create(record_id=file, holder=worker.own, basis="test", source="testing:2",
                         starts_at=clock.now())  # fmt: skip
    said = differences()
    assert f"Record {file}: {worker.own} has access from testing:2, which does not give it." in said
    assert f"Record {missing}: {worker.own} lacks the access that testing:1 gives." in said
