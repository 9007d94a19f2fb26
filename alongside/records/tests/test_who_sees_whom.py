"""A naive book of who may see whom, held against the grants after every step of whatever may happen (R-243).

The book knows nothing of set-aside grants: it lists reasons for access and says, of a restricted record, that only
reasons which name somebody count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from alongside import council
from alongside.records import clock, grants
from alongside.records.actions import access, duty, workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Event
from alongside.records.tests import desk
from alongside.records.tests.test_grants import give
from alongside.web.errors import Forbidden, Refused

WORKERS, FILES = range(4), range(3)
EVERYTHING = ("open records", "break glass", "restrict people", "review access", "cover out of hours")
BEGINNING = datetime(2027, 3, 1, 9, tzinfo=UTC)
LONG = "A reason long enough to be one"


@dataclass
class Reason:
    """Why a holder may see a file."""

    file: int
    holder: str
    until: datetime | None = None
    names: bool = False
    lasting: bool = False
    source: str = ""

    def holds_at(self, now: datetime) -> bool:
        """Whether it still counts."""
        return self.until is None or self.until > now


@dataclass
class Book:
    """The naive book."""

    now: datetime = BEGINNING
    reasons: list[Reason] = field(default_factory=list)
    restrictions: dict[int, int] = field(default_factory=dict)

    def restricted(self, file: int) -> bool:
        """Whether any restriction of the file is in force."""
        return file in self.restrictions.values()

    def sees(self, holders: set[str], file: int) -> bool:
        """Whether one of these holders may see the file now."""
        return any(
            reason.file == file
            and reason.holder in holders
            and reason.holds_at(self.now)
            and (reason.names or not self.restricted(file))
            for reason in self.reasons
        )

    def end(self, whose: Callable[[Reason], bool]) -> None:
        """These reasons end now."""
        for reason in self.reasons:
            if whose(reason) and reason.holds_at(self.now):
                reason.until = self.now

    def standing(self, holder: str) -> list[Reason]:
        """Reasons of this holder that mean work."""
        return [
            each
            for each in self.reasons
            if each.holder == holder and each.lasting and each.holds_at(self.now)
        ]


class Access(RuleBasedStateMachine):
    """Four workers in two teams, three records, and all that gives or takes access."""

    def __init__(self) -> None:
        super().__init__()
        # Each story begins on the same day: what earlier ones left would lie in its future.
        self.before = transaction.savepoint()
        self.book = Book()
        self.clock, clock.now = clock.now, lambda: self.book.now
        teams = [team.key for team in council.current().teams[:2]]
        self.actors = [desk.a_worker(*EVERYTHING, team=teams[number // 2]) for number in WORKERS]
        self.teams = [f"team:{team}" for team in teams]
        self.files = [desk.a_record() for _file in FILES]
        self.left: set[int] = set()
        self.away: dict[int, int] = {}

    def teardown(self) -> None:
        """No action left behind what `alongside check` would cry about. Time and tables are what they were."""
        said = grants.differences(self.book.now)
        clock.now = self.clock
        transaction.savepoint_rollback(self.before)
        assert said == []

    def at_work(self, number: int) -> Actor | None:
        """The worker as they stand now, unless they have left."""
        return None if number in self.left else desk.again(self.actors[number])

    def expect(self, allowed: bool, deed: Callable[[], Any]) -> Any:
        """The deed goes through or is refused, as the book says."""
        try:
            answer = deed()
        except (Refused, Forbidden) as no:
            if allowed:
                raise AssertionError(f"refused against the book: {no}") from no
            return None
        assert allowed
        return answer

    @rule(hours=st.sampled_from([0.5, 1, 3, 7, 14]))
    def time_goes_by(self, hours: float) -> None:
        """Some hours."""
        self.book.now += timedelta(hours=hours)

    @rule(who=st.sampled_from(WORKERS), file=st.sampled_from(FILES))
    def open(self, who: int, file: int) -> None:
        """An ordinary record, by a reason or on the strength of a shift."""
        actor, key = self.at_work(who), self.files[file]
        if actor is None:
            return
        self.expect(not self.book.restricted(key), lambda: access.open_record(key, by=actor, reason=LONG))
        if not self.book.restricted(key):
            hours = council.current().access.open_hours
            until = actor.shift_ends_at or self.book.now + timedelta(hours=hours)
            source = f"shift:{actor.shift_id}" if actor.shift_id else ""
            self.book.reasons.append(Reason(key, actor.own, until, source=source))

    @rule(who=st.sampled_from(WORKERS), file=st.sampled_from(FILES), justified=st.booleans())
    def break_glass(self, who: int, file: int, justified: bool) -> None:
        """A restricted record, in an emergency; the review may end it at once."""
        actor, key, reviewer = self.at_work(who), self.files[file], self.at_work((who + 1) % 4)
        if actor is None:
            return
        breaking = lambda: access.break_glass(key, by=actor, reason=LONG, category="life")  # noqa: E731
        broken = self.expect(self.book.restricted(key), breaking)
        if broken is None:
            return
        until = self.book.now + timedelta(hours=council.current().access.break_glass_hours)
        reason = Reason(key, actor.own, until, names=True)
        self.book.reasons.append(reason)
        if reviewer and not justified:
            access.review_glass(broken, by=reviewer, finding="not justified")
            reason.until = self.book.now

    @rule(who=st.integers(0, 5), file=st.sampled_from(FILES))
    def allocate(self, who: int, file: int) -> None:
        """To a worker or a team."""
        key = self.files[file]
        holder = self.actors[who].own if who < 4 else self.teams[who - 4]
        if who in self.left:
            return
        self.expect(not self.book.restricted(key), lambda: give(key, by=SYSTEM, holder=holder))
        if not self.book.restricted(key):
            self.work(Reason(key, holder, lasting=True))

    @rule(who=st.sampled_from(WORKERS), file=st.sampled_from(FILES), again=st.booleans())
    def restrict(self, who: int, file: int, again: bool) -> None:
        """Or restrict once more for another cause, as a merge does."""
        key, holder = self.files[file], self.actors[who].own
        allowed = who not in self.left and (again or not self.book.restricted(key))
        restriction = self.expect(
            allowed,
            lambda: access.restrict(
                key, by=SYSTEM, reason=LONG, category="threat", named=[holder], review_on=desk.REVIEW_ON,
                source="merge:1" if again else "",
            ),
        )  # fmt: skip
        if restriction is not None:
            self.book.restrictions[restriction] = key
            self.name_in_book(key, holder, restriction)

    def name_in_book(self, key: int, holder: str, restriction: int) -> None:
        """Named by a restriction."""
        source = f"restriction:{restriction}"
        self.work(Reason(key, holder, names=True, lasting=True, source=source))

    def work(self, reason: Reason) -> None:
        """Somebody works for a person from now on; whoever covers for them sees it, too."""
        self.book.reasons.append(reason)
        for who, cover in self.away.items():
            if self.actors[who].own == reason.holder and cover not in self.left:
                self.book.reasons.append(self.covering(reason, who, cover))

    def covering(self, reason: Reason, who: int, cover: int) -> Reason:
        """The same, for whoever covers."""
        source = f"absence:{self.actors[who].own}"
        return replace(reason, holder=self.actors[cover].own, lasting=False, source=source)

    @rule(who=st.sampled_from(WORKERS), which=st.integers(0, 9))
    def name(self, who: int, which: int) -> None:
        """Somebody more on a restricted record."""
        if not self.book.restrictions:
            return
        restriction = sorted(self.book.restrictions)[which % len(self.book.restrictions)]
        holder = self.actors[who].own
        naming = lambda: access.name_on_restricted(restriction, by=SYSTEM, holder=holder)  # noqa: E731
        self.expect(who not in self.left, naming)
        if who not in self.left:
            self.name_in_book(self.book.restrictions[restriction], holder, restriction)

    @rule(which=st.integers(0, 9))
    def lift(self, which: int) -> None:
        """One restriction; another on the same record stays."""
        if not self.book.restrictions:
            return
        restriction = sorted(self.book.restrictions)[which % len(self.book.restrictions)]
        access.lift(restriction, by=SYSTEM, reason=LONG)
        del self.book.restrictions[restriction]
        self.book.end(lambda reason: reason.source == f"restriction:{restriction}")

    @rule(who=st.sampled_from(WORKERS), hours=st.sampled_from([2, 8]))
    def begin_shift(self, who: int, hours: int) -> None:
        """Emergency duty."""
        actor = self.at_work(who)
        if actor is not None:
            ends_at = self.book.now + timedelta(hours=hours)
            beginning = lambda: duty.begin_shift(by=actor, ends_at=ends_at, handover_in="")  # noqa: E731
            self.expect(actor.shift_id is None, beginning)

    @rule(who=st.sampled_from(WORKERS))
    def end_shift(self, who: int) -> None:
        """Before its time."""
        actor = self.at_work(who)
        if actor is not None and actor.shift_id is not None:
            duty.end_shift(actor.shift_id, by=actor, handover_out="All told")
            self.book.end(lambda reason: reason.source == f"shift:{actor.shift_id}")

    @rule(who=st.sampled_from(WORKERS), heir=st.sampled_from(WORKERS))
    def leave(self, who: int, heir: int) -> None:
        """Everybody they work for is handed on; two stay in any case."""
        if who in self.left or len(self.left) == 2:
            return
        leaver, to = self.actors[who].own, self.actors[heir].own
        held = self.book.standing(leaver)
        allowed = not held or (heir != who and heir not in self.left)
        leaving = lambda: workers.leave(  # noqa: E731
            self.actors[who].worker_id, by=SYSTEM, left_on=desk.REVIEW_ON, hand_to=to
        )
        if self.expect(allowed, leaving) is None:
            return
        for reason in held:
            self.work(replace(reason, holder=to))
        self.book.end(lambda reason: reason.holder == leaver or reason.source == f"absence:{leaver}")
        self.left.add(who)

    @rule(who=st.sampled_from(WORKERS), cover=st.sampled_from(WORKERS))
    def be_away(self, who: int, cover: int) -> None:
        """And covered by a colleague."""
        if {who, cover} & self.left or who == cover:
            return
        away = self.actors[who]
        workers.absent(
            away.worker_id,
            by=SYSTEM,
            from_on=desk.REVIEW_ON,
            until_on=None,
            covered_by=self.actors[cover].worker_id,
        )
        self.book.end(lambda reason: reason.source == f"absence:{away.own}")
        self.book.reasons += [self.covering(reason, who, cover) for reason in self.book.standing(away.own)]
        self.away[who] = cover

    @rule(who=st.sampled_from(WORKERS))
    def come_back(self, who: int) -> None:
        """The cover ends."""
        if who in self.left:
            return
        away = self.actors[who]
        self.expect(who in self.away, lambda: workers.back(away.worker_id, by=SYSTEM))
        self.book.end(lambda reason: reason.source == f"absence:{away.own}")
        self.away.pop(who, None)

    @invariant()
    def everybody_sees_what_the_book_says(self) -> None:
        """Each worker and each record, after every step."""
        for number in WORKERS:
            holders = {self.actors[number].own, self.teams[number // 2]} if number not in self.left else set()
            actor = self.at_work(number) or replace(self.actors[number], holders=(self.actors[number].own,))
            expected = {file for file in self.files if self.book.sees(holders, file)}
            for rows in (Event.objects.visible_to(actor), Event.objects.held_by(actor)):
                assert (
                    set(rows.filter(record_id__in=self.files).values_list("record_id", flat=True)) == expected
                )


@pytest.mark.django_db
def test_the_grants_say_what_the_book_says() -> None:
    """R-243: whatever the order of opening, restricting, breaking, naming, lifting, leaving, covering and shifts."""
    run_state_machine_as_test(
        Access,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            # Shrinking a story over a database takes longer than reading it.
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
