"""Puts people and their histories into the database, thousands of rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alongside.pathways.actions import keeping
from alongside.pathways.queries import owed, past, teams
from alongside.pathways.rules import placing
from alongside.pathways.rules.calendar import day_of
from alongside.pathways.rules.folding import Rules, fold
from alongside.pathways.rules.history import Happened, State
from alongside.people.rules import search, search_keys
from alongside.people.rules.dates import ApproximateDate
from alongside.people.rules.names import fold as fold_name
from alongside.records.models import Post, Worker
from tests.town.borough import owing
from tests.town.borough.life import Life
from tests.town.borough.owing import Terms
from tests.town.borough.people import Resident
from tests.town.borough.rows import Rows
from tests.town.borough.services import OPEN
from tests.town.borough.staff import Hand
from tests.town.borough.story import Story, Told
from tests.town.borough.tables import Table, day, moment

MADE_UP = "Made up"
# As the model writes it; what happened never holds itself.
_written = json.JSONEncoder(check_circular=False).encode
YEAR = timedelta(days=365)


@dataclass
class Keys:
    """The next free key of each table whose keys are told."""

    record: int
    journey: int
    event: int
    grant: int
    life_event: int
    line: int


@dataclass(frozen=True, slots=True)
class Written:
    """A person as they were written: their key, and each journey with where it stands."""

    key: int
    life: Life
    journeys: list[tuple[int, Story, State]] = field(default_factory=list)


class Writer(Rows):
    """Collects the rows of many people, one person at a time."""

    def __init__(self, keys: Keys, rules: Rules, terms: Terms, now: datetime) -> None:
        super().__init__()
        self.keys, self.rules, self.terms, self.now = keys, rules, terms, now
        self._with_carer: list[int] = []

    def person(self, life: Life) -> Written:
        """Collect the rows of one person and of all that happened to them."""
        who, key = life.who, self.keys.record
        self.keys.record += 1
        first = min(story.events[0].at for story in life.stories)
        at = str(moment(first))
        self.records.add((key, "person"))
        self._states(who, key, at)
        self._found_by(who, key)
        said = "Alongside itself began this record."
        self._event(key, "people.added", Told("", first, {"told_by": MADE_UP}, said, None))
        written = Written(key, life)
        numbers = {id(story): self.keys.journey + place for place, story in enumerate(life.stories)}
        self.keys.journey += len(life.stories)
        stopped = []
        for story in life.stories:
            parent = numbers.get(id(story.parent))
            state, last = self._story(life, story, key, numbers[id(story)], parent)
            written.journeys.append((numbers[id(story)], story, state))
            if last:
                stopped.append([numbers[id(story)], last])
        ended = life.setting.times.day(life.ended_ago).isoformat() if life.ended_ago else ""
        died = ended if who.kind == "died" else ""
        moved = ended if who.kind == "moved away" else ""
        if ended:
            self._life_event(life, key, ended, stopped)
        self._owed(life, key)
        self._services(life, key, numbers)
        self._cared_for(who, key, at)
        name = f"{who.given} {who.family}"
        self.people.add(
            (
                key, key, name, " ".join(fold_name(f"{who.family} {who.given}").split()), who.born.isoformat(),
                who.nhs_number, "02" if who.nhs_number else "", "" if who.nhs_number else "not-asked", who.postcode,
                who.ward, died, moved,
            )
        )  # fmt: skip
        return written

    def _states(self, who: Resident, key: int, at: str) -> None:
        """What is known of them, as dated statements."""
        said = (key, at, MADE_UP)
        self.names.add((*said, "current", who.given, who.family, ""))
        if who.former_family:
            self.names.add((*said, "previous", who.given, who.former_family, "1990"))
        self.addresses.add((*said, "home", who.lines, who.postcode, who.ward, who.lsoa))
        if who.phone:
            self.reaches.add((*said, "phone", who.phone, "not asked"))
        number = (
            [("nhs-number", who.nhs_number), ("nhs-number-status", "02")]
            if who.nhs_number
            else [("nhs-number-absent-reason", "not-asked")]
        )
        for attribute, code in (
            ("born", who.born.isoformat()),
            *number,
            ("sex", who.sex),
            ("ethnicity", who.ethnicity),
            ("accommodation", who.accommodation),
            ("primary-support-reason", who.support),
            ("has-unpaid-carer", who.has_carer),
        ):
            if code:
                self.traits.add((*said, attribute, code))
        if who.language:
            begun, review = at[:10], (self.now + YEAR).date().isoformat()
            for kind, code in (("spoken", who.language), ("interpreter", "spoken-language")):
                self.needs.add((*said, kind, code, begun, begun, "yes", review))

    def _found_by(self, who: Resident, key: int) -> None:
        names = [search_keys.Name(who.given, who.family)]
        if who.former_family:
            names.append(search_keys.Name(who.given, who.former_family))
        identity = search_keys.Identity(
            tuple(dict.fromkeys(names)),
            ApproximateDate.exact(who.born),
            (who.postcode,),
            who.nhs_number,
            str(key),
        )
        for kind, found in search_keys.keys_for(identity):
            self.search_keys.add((int(kind), found, key))
        self.cards.add(tuple(search.card_for(key, identity)))

    def _event(
        self, record: int, kind: str, told: Told, *, subject: str = "", precision: str = "time"
    ) -> None:
        at, content = moment(told.at), _written(told.content)
        self.events.add(
            (self.keys.event, record, kind, subject, at, at, told.by, told.sentence, content, precision)
        )
        self.keys.event += 1

    def _story(
        self, life: Life, story: Story, person: int, journey: int, parent: int | None
    ) -> tuple[State, int]:
        """The rows of one journey; where it stands, and the event by which a death stopped it, if one did."""
        first = self.keys.event
        state, last = self._stands(story), 0
        if life.who.kind == "died" and not story.pathway.survives_death and _bears(state):
            story.stop(life.ended_ago, "the person died", "died")
            last, state = first + len(story.events) - 1, self._stands(story)
        if keeping.holders(state) and story.pass_on(self.now):
            state = self._stands(story)
        subject = past.subject(journey)
        guard = self._guard(story) if story.pathway.restricted_to else person
        for told in story.events:
            self._event(guard, f"{past.PREFIX}{told.kind}", told, subject=subject)
        self._journey(story, state, (guard, person), journey, parent)
        self._clocks(story, state, (guard, person), journey)
        for record in dict.fromkeys((guard, person)):
            self._grants(state, record, journey, story)
        return state, last

    def _guard(self, story: Story) -> int:
        """A record of its own, open to the teams that the pathway names, for what not everybody may see."""
        key = self.keys.record
        self.keys.record += 1
        self.records.add((key, "journey"))
        since = moment(story.events[0].at)
        for kind in story.pathway.restricted_to:
            for team in teams.of_kind(kind):
                self.grants.add((self.keys.grant, key, f"team:{team.key}", "named by the pathway", "", since))
                self.keys.grant += 1
        return key

    def _stands(self, story: Story) -> State:
        """Where the events of a story leave it: the one fold there is."""
        first = self.keys.event
        state = fold(
            (Happened(first + i, each.kind, each.at, each.content) for i, each in enumerate(story.events)),
            self.rules,
        )
        if state is None:
            raise RuntimeError("a story without a beginning")
        return state

    def _journey(
        self, story: Story, state: State, of: tuple[int, int], journey: int, parent: int | None
    ) -> None:
        held = state.held
        self.journeys.add(
            (
                journey, *of, story.key, parent, len(story.events) + 1, moment(state.opened_at),
                state.definition, state.stage, moment(state.entered_at), moment(state.ended_at), state.outcome,
                state.owner, state.team, state.priority, state.priority_reason, state.interim_measures, state.amount,
                state.came_by,
                state.referrer, state.next_step, day(state.next_on), held.reason if held else "",
                day(held.until_on) if held else None,
            )
        )  # fmt: skip

    def _clocks(self, story: Story, state: State, of: tuple[int, int], journey: int) -> None:
        for wait in state.waits:
            stopped = wait.stopped_at
            self.waits.add(
                (
                    of[0], journey, story.key, wait.name, wait.event, moment(wait.started_at),
                    day(day_of(wait.started_at)), moment(stopped), day(day_of(stopped)) if stopped else None, wait.how,
                    day(wait.due_on), wait.paused_days, day(wait.paused_since), wait.rank, wait.given,
                    placing.written(wait),
                )
            )  # fmt: skip
        for each in state.promises:
            self.promises.add(
                (
                    *of, journey, story.key, each.name, each.event, each.owed_to, each.owner,
                    moment(each.opened_at), moment(each.due_at), moment(each.closed_at), each.how, each.why,
                    each.closes, each.duty,
                )
            )  # fmt: skip

    def _grants(self, state: State, person: int, journey: int, story: Story) -> None:
        for holder in sorted(keeping.holders(state)):
            basis = "allocated" if holder.startswith("worker:") else "work of the team"
            since = moment(story.events[0].at)
            self.grants.add((self.keys.grant, person, holder, basis, past.subject(journey), since))
            self.keys.grant += 1

    def _owed(self, life: Life, key: int) -> None:
        """What is owed to the person themselves, because a worker has left."""
        times = life.setting.times
        until = times.midnight(life.ended_ago) if life.ended_ago else times.midnight(0)
        told = self.terms.told(life.stories, life.who.ward, until, life.dice)
        for (promise, event), each in owing.stands(told, self.keys.event).items():
            self.promises.add(
                (
                    key, key, None, promise, each.name, event, each.owed_to, each.owner, moment(each.opened_at),
                    moment(each.due_at), moment(each.closed_at), each.how, each.why, each.closes, each.duty,
                )
            )  # fmt: skip
        for each_told in told:
            self._event(key, f"{owed.PREFIX}{each_told.kind}", each_told, subject=owed.subject(key))

    def _services(self, life: Life, key: int, numbers: dict[int, int]) -> None:
        """What they are given, and that the services of each plan have begun."""
        times, ids, began = life.setting.times, dict[int, int](), dict[str, int]()
        for each in life.arranged:
            number, terms = numbers.get(id(each.plan)), each.terms
            about = past.subject(number) if number is not None else ""
            ids[id(each)] = line = self.keys.line
            self.keys.line += 1
            written = str(moment(times.midnight(max(each.first, 0))))
            last = None if each.last == OPEN else day(times.day(each.last))
            self.lines.add(
                (
                    line, key, about, terms.service_type, terms.component, terms.mechanism, each.provider, terms.units,
                    terms.unit, terms.pence, terms.each, day(times.day(each.first)), last, written,
                    moment(times.midnight(max(each.last, 0))) if last else None, each.reason,
                    ids[id(each.follows)] if each.follows is not None else None,
                )
            )  # fmt: skip
            for pause in each.pauses:
                days = day(times.day(pause.first)), day(times.day(pause.last))
                at = moment(times.midnight(max(pause.first, 0)))
                self.suspensions.add((key, line, *days, at, pause.reason, False))
            if about and each.first >= 0:
                began[about] = max(began.get(about, 0), each.first)
        for about, first in began.items():
            said = moment(times.midnight(max(first - 1, 0)))
            self.plan_starts.add((key, about, day(times.day(first)), said))

    def _cared_for(self, who: Resident, key: int, at: str) -> None:
        """An unpaid carer cares for somebody who said that they have one, and has not been named theirs yet."""
        if who.has_carer == "yes":
            self._with_carer.append(key)
        elif who.kind == "unpaid carer" and self._with_carer:
            cared_for = self._with_carer.pop()
            self.relationships.add((cared_for, at, MADE_UP, "unpaid-carer", key, who.number % 3 > 0, True))

    def _life_event(self, life: Life, key: int, on: str, stopped: Iterable[list[int]]) -> None:
        """The death or the move, with what followed from it."""
        who = life.who
        kind = "death" if who.kind == "died" else "move away"
        column = "died" if kind == "death" else "moved_away"
        day_said = f"{life.setting.times.day(life.ended_ago):%-d %B %Y}"
        name = f"{who.given} {who.family}"
        said = f"{name} died on {day_said}." if kind == "death" else f"{name} moved away on {day_said}."
        at = moment(life.setting.times.at(life.ended_ago, life.dice))
        caused = {"work with the person": list(stopped), "columns": {column: ""}, "sentence": said}
        self.life_events.add((self.keys.life_event, key, kind, on, MADE_UP, json.dumps(caused), at))
        content = {"life_event": self.keys.life_event, "told_by": MADE_UP}
        midnight = life.setting.times.midnight(life.ended_ago)
        self._event(key, f"people.{kind}", Told("", midnight, content, said, None), precision="day")
        self.keys.life_event += 1


def _bears(state: State) -> bool:
    """Whether a death ends something of it: it is open, or still owes the person."""
    return state.ended_at is None or any(each.owed_to == "person" for each in state.open_promises)


def workers(hands: Iterable[Hand]) -> None:
    """Write the made-up workers and their posts."""
    table = Table(Worker, "id password sign_in_name name email is_active left_on")
    posts = Table(Post, "worker_id role holder starts_at ends_at")
    for hand in hands:
        sign_in = f"worker{hand.id}@example.org"
        table.add(
            (
                hand.id,
                f"!made-up-{hand.id}",
                sign_in,
                hand.name,
                sign_in,
                hand.left_on is None,
                day(hand.left_on),
            )
        )
        posts.add((hand.id, hand.role, f"team:{hand.team}", moment(hand.since), moment(hand.left_at)))
    table.write()
    posts.write()
