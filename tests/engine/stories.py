"""Stories of work: anything that may be done to it, by anybody, at any time, in any order, with crashes between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from alongside.casework.actions import bulk
from alongside.forms import actions as forms
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways import happenings, timed
from alongside.pathways.actions import course, moving, pursuing, saying
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import asking, definitions, past
from alongside.pathways.rules.history import Happened
from alongside.people.actions import life, merging
from alongside.people.models import LifeEvent, Merge
from alongside.records import clock
from alongside.records.actions import access, workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Restriction, Worker
from tests.engine import house, paper
from tests.engine.story import WHY, Story

MOST = 6
ANY = st.integers(0, 23)
# Of the people, the one whose work the story begins with comes first.
PERSON = st.sampled_from((0, 0, 1, 2))
# When something happened that is written down now: nobody says, or so far from the beginning of the work (0) to this
# moment (1); more lies ahead, less was before the work began.
WHEN = st.sampled_from((None, None, None, 0.0, 0.1, 0.5, 0.5, 0.9, 1.0, 1.1, -0.1))
JUMPS = (1, 40, 60 * 5, 60 * 24, 60 * 24 * 3, 60 * 24 * 40, None)


class Work(Story):
    """All that may happen to work, whatever the definitions."""

    # Beginning and going on.

    @rule(number=ANY, which=st.sampled_from((0, 0, 0, 1, 2)), who=ANY, steps=st.integers(1, 3))
    def go_on(self, number: int, which: int, who: int, steps: int) -> None:
        """Steps from where it stands, mostly those that are meant."""
        for _step in range(steps):
            self.step(number, which, who)

    @rule(number=ANY, which=ANY, who=ANY, when=WHEN)
    def go_on_late(self, number: int, which: int, who: int, when: float | None) -> None:
        """A step that is typed in after it was taken."""
        self.step(number, which, who, when)

    def step(self, number: int, which: int, who: int, when: float | None = None) -> None:
        """A step along a journey from where it stands, by somebody whose part it is."""
        journey, pathway = self.standing(number)
        moves = list(pathway.moves_from(journey.stage))
        if moves:
            key, move = moves[which % len(moves)]
            by = self.house.playing(move.by, who)
            self.prepare(journey, key, by)
            self.press(journey, key, by, who=who, when=when)

    def prepare(self, journey: Journey, key: str, by: Actor | None) -> None:
        """See to what the step needs first."""
        move = definitions.of_hash(journey.definition).moves[key]
        if "amount is known" in move.needs and journey.amount is None:
            self.do(course.value, journey.pk, by=by, amount=4000 * (journey.pk % 30))

    @rule(number=ANY, which=ANY, who=ANY, when=WHEN)
    def press_anything(self, number: int, which: int, who: int, when: float | None) -> None:
        """Any step at all, by anybody: mostly refused."""
        journey, pathway = self.standing(number)
        moves = sorted(pathway.moves)
        self.press(journey, moves[which % len(moves)], self.anybody(who), who=who + 1, when=when)

    def press(self, journey: Journey, key: str, by: Actor | None, *, who: int, when: float | None) -> None:
        """Send the form of a step; now and then one that was opened before somebody else saved."""
        move = definitions.of_hash(journey.definition).moves[key]
        reasons = sorted(move.reason) if isinstance(move.reason, dict) else [""]
        self.do(
            moving.move,
            journey.pk,
            by=by,
            move=key,
            happened_at=self.moment(journey, when),
            outcome=reasons[who % len(reasons)],
            comment="Because",
            reason="It cannot wait",
            urgent=bool(move.urgent) and who % 3 == 0,
            owner=f"worker:{self.house.staff[who % 4]}" if move.allocates == "worker" else "",
            version=journey.version - (who % 8 == 7),
        )

    @rule(person=PERSON, pathway=ANY, who=ANY, days=st.sampled_from((0, 0, 3, 50, -1)))
    def ask(self, person: int, pathway: int, who: int, days: int) -> None:
        """Somebody asks for something, today or some days ago."""
        if self.mine().count() < MOST:
            self.ask_for(person, pathway, self.anybody(who), days)

    @rule(number=ANY, what=ANY, who=ANY, when=WHEN, everywhere=st.booleans())
    def say(self, number: int, what: int, who: int, when: float | None, everywhere: bool) -> None:
        """Something happened that promises and waits listen for: along one journey, or wherever it is waited for."""
        journey, pathway = self.standing(number)
        heard = sorted(pathway.hears & happenings.known().keys())
        if heard:
            given: dict[str, Any] = {
                "name": heard[what % len(heard)],
                "happened_at": self.moment(journey, when),
            }
            by = self.anybody(who)
            deed, thing = (saying.say_of, journey.person_id) if everywhere else (saying.say, journey.pk)
            self.do(deed, thing, by=by, **given)

    # What is done beside steps.

    @rule(
        number=ANY,
        who=ANY,
        what=st.sampled_from(("priority", "hold", "release", "give", "plan", "excuse", "pursue")),
        much=ANY,
    )
    def steer(self, number: int, who: int, what: str, much: int) -> None:
        """How urgent, on hold, in whose hands, what is next, what is owed no more: sensible or not."""
        journey, by = self.journey(number), self.anybody(who)
        later = clock.today() + timedelta(days=much - 3)
        holder = self.house.holder(much % 11)
        if what == "priority":
            self.do(course.prioritise, journey.pk, by=by, priority=much % 7, why="Falls")
        elif what == "hold":
            self.do(
                course.hold, journey.pk, by=by, why="Away", until_on=later, owner=holder if who % 2 else ""
            )
        elif what == "release":
            self.do(course.release, journey.pk, by=by)
        elif what == "give":
            self.do(course.give, journey.pk, by=by, owner=holder)
        elif what == "plan":
            self.do(course.plan, journey.pk, by=by, step="Ring", on=later)
        else:
            owed = (
                Promise.objects.for_system(WHY)
                .filter(person_id__in=self.house.people)
                .order_by("closed_at", "id")
            )
            which = self.one_of(owed, much)
            if what == "excuse":
                self.do(saying.excuse, which, by=by, why="They said so")
            else:
                self.do(pursuing.pursue, which, by=by, step="Ring", on=later)

    @rule(
        number=ANY,
        who=ANY,
        what=st.sampled_from(("redate", "redate", "take back", "take back", "adopt", "law")),
        which=ANY,
        when=WHEN,
    )
    def correct(self, number: int, who: int, what: str, which: int, when: float | None) -> None:
        """Any step dated anew, the beginning among them; the last step taken back, or one that is not the last; the
        law changes, and work goes on under it."""
        journey = self.journey(number)
        by = self.anybody(who)
        if what == "redate":
            steps = past.events(journey.pk) if which % 6 == 0 else self.dated(journey)
            event, to = steps[which % len(steps)].id, self.moment(journey, -0.2 if when is None else when)
            self.do(course.redate, journey.pk, by=by, event=event, happened_at=to, why="Wrong day")
        elif what == "take back":
            moved = [each.id for each in course.history_standing(journey.pk) if each.kind == "moved"] or [0]
            event = moved[0] if which % 6 == 0 else moved[-1]
            self.do(course.take_back, journey.pk, by=by, event=event, why="Wrong person")
        elif what == "law":
            self.change_the_law(which)
        else:
            self.do(
                course.adopt, journey.pk, by=self.house.playing(("allocator",), who), why="The law changed"
            )

    def dated(self, journey: Journey) -> list[Happened]:
        """What may be dated anew of it; the beginning more often than its share."""
        standing = course.history_standing(journey.pk)
        return [standing[0], *(each for each in standing if each.kind in ("opened", "moved", "said"))]

    def change_the_law(self, which: int) -> None:
        """Other definitions are in force from now on."""

    # What becomes of people, of workers, and of time.

    @rule(
        who=ANY,
        person=PERSON,
        other=ANY,
        what=st.sampled_from(("merge", "part", "part", "restrict", "lift", "lift")),
    )
    def join_or_close(self, who: int, person: int, other: int, what: str) -> None:
        """Two records turn out to be one person, or two after all; only those who are named see a record now."""
        one, two = (self.house.people[each % len(self.house.people)] for each in (person, other))
        manager = self.house.playing(("allocator",), who)
        if what == "merge":
            self.do(merging.merge, one, by=manager, survivor=two, reason="One person")
        elif what == "part":
            merges = Merge.objects.for_system(WHY).filter(
                person_id__in=self.house.people, undone_at__isnull=True
            )
            self.do(merging.undo, self.one_of(merges.order_by("id"), other), by=manager, reason="Two people")
        elif what == "restrict":
            named, until = [self.house.holder(who % len(house.STAFF))], clock.today() + timedelta(days=90)
            self.do(
                access.restrict,
                one,
                by=manager,
                reason="Threats",
                category="threat",
                named=named,
                review_on=until,
            )
        else:
            closed = Restriction.objects.filter(
                record_id__in=self.house.people, ended_at__isnull=True, source=""
            )
            self.do(access.lift, self.one_of(closed.order_by("id"), other), by=SYSTEM, reason="No longer")

    @rule(
        who=ANY,
        person=PERSON,
        what=st.sampled_from(("death", "move", "wrong", "wrong", "wrong")),
        days=st.integers(0, 5),
    )
    def live(self, who: int, person: int, what: str, days: int) -> None:
        """Somebody dies or moves away; or they did not."""
        by, on = self.anybody(who), (clock.today() - timedelta(days=days)).isoformat()
        one = self.house.people[person % len(self.house.people)]
        if what == "death":
            self.do(life.record_death, one, by=by, on=on)
        elif what == "move":
            self.do(life.record_move_away, one, by=by, on=on, to="e09000003")
        else:
            lived = LifeEvent.objects.for_system(WHY).filter(
                person_id__in=self.house.people, undone_at__isnull=True
            )
            self.do(life.take_back, self.one_of(lived.order_by("-id"), days), by=by, reason="They rang")

    @rule(who=ANY, other=ANY, what=st.sampled_from(("leave", "leave", "away", "back")))
    def come_and_go(self, who: int, other: int, what: str) -> None:
        """A worker leaves and everything that they answer for goes into other hands; or they are away, and covered."""
        staff, today = self.house.staff, clock.today()
        one, two = staff[who % len(staff)], staff[other % len(staff)]
        if what == "leave":
            leaver = self.somebody_with_work(who)
            self.do(workers.leave, leaver, by=SYSTEM, left_on=today, hand_to=self.house.holder(other % 11))
        elif what == "back":
            self.do(workers.back, one, by=SYSTEM)
        elif Worker.objects.get(pk=one).is_active:
            self.do(workers.absent, one, by=SYSTEM, from_on=today, until_on=None, covered_by=two)

    def somebody_with_work(self, number: int) -> int:
        """One of those who may leave: if there is one, somebody whose hands work is or was in."""
        may = [self.house.staff[each] for each in house.MAY_LEAVE]
        owners = self.mine().order_by("id").values_list("owner", flat=True)
        with_work = [key for key in may if f"worker:{key}" in set(owners)]
        return (with_work or may)[number % len(with_work or may)]

    @rule(minutes=st.sampled_from(JUMPS))
    def time_goes_by(self, minutes: int | None) -> None:
        """Minutes or weeks; or straight to the night in which an hour is missing or comes twice."""
        now = clock.now()
        self.go_to(house.hour_of_change(now) if minutes is None else now + timedelta(minutes=minutes))
        timed.take_due()

    @rule(at=st.integers(1, 25))
    def crash_next(self, at: int) -> None:
        """The next deed dies between any two of its writes, and is done again."""
        self.crash_at = at

    @rule(number=ANY, who=ANY, to=ANY, again=st.booleans())
    def give_in_bulk(self, number: int, who: int, to: int, again: bool) -> None:
        """Several pieces of work given at once, mostly by a manager; now and then it is taken back as a whole."""
        chosen = {row.pk: row.version for row in list(self.mine())[: 1 + number % 3]}
        by = self.house.playing(("allocator",), who)
        given: dict[str, Any] = {"kind": "give-journeys", "chosen": chosen, "reason": "Cover"}
        done = self.do(bulk.carry_out, by=by, target={"owner": self.house.holder(to % 11)}, **given)
        if done and again:
            self.do(bulk.undo, done, by=by, reason="The wrong list")

    @rule(back=st.booleans())
    def back_up_or_restore(self, back: bool) -> None:
        """The database is kept as it is, or put back to what was kept last."""
        if back:
            self.restore()
        else:
            self.back_up()

    def anybody(self, number: int) -> Actor | None:
        """A worker, whoever; or Alongside itself, which may do everything that is lawful."""
        return SYSTEM if number % 3 == 0 else self.house.actor(number)

    def moment(self, journey: Journey, part: float | None) -> datetime | None:
        """So far along the time since the work began."""
        return None if part is None else journey.opened_at + (clock.now() - journey.opened_at) * part

    def one_of(self, rows: Any, number: int) -> int:
        """The key of one of these rows; of nothing that there is, when there are none."""
        keys: Iterable[int] = rows.values_list("pk", flat=True)
        found = list(keys)
        return found[number % len(found)] if found else 0


class MadeUp(Work):
    """Along the definitions of the engine's own tests, which change in the middle."""

    pathways = ("grab-rail", "rail-check")

    def serve(self) -> None:
        """The law as it is at first."""
        house.serve(house.laws()[0])

    def change_the_law(self, which: int) -> None:
        """Other definitions are in force from now on."""
        house.serve(house.laws()[which % len(house.laws())])


class Shipped(Work):
    """Along the definitions that are shipped, with their forms filled in and their letters going out."""

    pathways = (
        "needs-assessment",
        "contact",
        "safeguarding-concern",
        "needs-assessment",
        *sorted(house.shipped_keys()),
    )

    def serve(self) -> None:
        """The law as it is shipped."""
        house.serve(house.shipped())

    def prepare(self, journey: Journey, key: str, by: Actor | None) -> None:
        """See to what the step needs first, its form among it."""
        super().prepare(journey, key, by)
        form = definitions.of_hash(journey.definition).moves[key].form
        if form is not None and form in paper.ANSWERS and by is not None:
            self.fill_in(journey, form, by, journey.version)

    @rule(number=ANY, who=ANY, which=ANY)
    def write(self, number: int, who: int, which: int) -> None:
        """One of the forms along the way is filled in, anew if it was finished."""
        journey, pathway = self.standing(number)
        papers = [form for form in pathway.forms if form in paper.ANSWERS]
        by = self.house.actor(who)
        if papers and by is not None:
            self.fill_in(journey, papers[which % len(papers)], by, which)

    def fill_in(self, journey: Journey, form: str, by: Actor, which: int) -> None:
        """Begin, answer and finish it: each a deed of its own."""
        found = asking.filled_for(journey, form)
        filled: int | None = found.id if found else None
        if found is None:
            subject = past.subject(journey.pk)
            filled = self.do(forms.begin, journey.person_id, by=by, form=form, subject=subject)
        elif found.is_complete and which % 2:
            self.do(forms.reopen, filled, by=by, why="Something was left out")
        if filled:
            self.do(forms.save_answers, filled, by=by, sent=paper.sent(form, which))
            self.do(forms.complete, filled, by=by)

    @rule(which=ANY, who=ANY, what=st.sampled_from(("decline", "unsafe", "cancel", "issued")))
    def post(self, which: int, who: int, what: str) -> None:
        """A letter is declined, not safe to send, cancelled, or issued."""
        letters = Message.objects.for_system(WHY).filter(person_id__in=self.house.people).order_by("-pk")
        key, by = self.one_of(letters, which), self.house.actor(who)
        if what == "issued":
            heard = {"name": "copy-of-assessment issued"}
            self.do(saying.say, self.journey(which).pk, by=SYSTEM, **heard)
        else:
            deeds = {"decline": ending.decline, "unsafe": ending.mark_unsafe, "cancel": ending.cancel}
            self.do(deeds[what], key, by=by, reason="She said so")
