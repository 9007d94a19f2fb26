"""Writing to many people about their wait, looked at first: who gets a letter, which way, and who does not and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from markupsafe import Markup

from alongside.casework.bulk import Line
from alongside.casework.queries import giving
from alongside.casework.rules import about_waits as rules
from alongside.casework.rules.about_waits import GATE, LETTER, OVER, TOLD, UNKNOWN, Fate
from alongside.messages import drawing, library
from alongside.messages.queries.aiming import Aim, Wanted, aim, always
from alongside.messages.queries.lists import CHANNELS
from alongside.pathways.language import Pathway
from alongside.pathways.letters import waiting
from alongside.pathways.letters.gaps import Writing
from alongside.pathways.letters.writing import fill, lacks_capacity
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past, told
from alongside.pathways.rules.calendar import day_of, days_between
from alongside.pathways.rules.history import State
from alongside.people.queries.words import label
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Refused

KEEPS = f"{told.LETTER} issued"
_SAID_OF_THE_LAST = {
    "unsafe": "It was said on {} that it is not safe to write to them.",
    "declined": "They did not want the letter of {}.",
    "held": "A letter of {} is stopped and waits for somebody to look at it.",
}


@dataclass(frozen=True)
class Looked:
    """One who may be written to: as the operation shows them, and what becomes of them."""

    line: Line
    fate: Fate
    keeps: bool = False


@dataclass(frozen=True)
class _Looking:
    """Everything that is asked of each, read once for all of them where it can be."""

    journeys: Sequence[Journey]
    days: int
    at: datetime

    @cached_property
    def states(self) -> Mapping[int, State]:
        return past.states([journey.pk for journey in self.journeys])

    @cached_property
    def before(self) -> Mapping[int, told.Told]:
        return told.last_told([journey.pk for journey in self.journeys])

    @cached_property
    def known(self) -> Mapping[str, bool]:
        """Of each definition, whether it can be said honestly how long its list takes."""
        kept = {journey.definition: definitions.of_hash(journey.definition) for journey in self.journeys}
        return {key: waiting.is_known(each, self.at) for key, each in kept.items()}

    def one(self, journey: Journey) -> Looked:
        """What becomes of one."""
        pathway, state = definitions.of_hash(journey.definition), self.states.get(journey.pk)
        since = _since(pathway, state)
        if state is None or since is None or journey.person is None:
            return _looked(journey, pathway, "–", Fate(OVER, ("Nobody waits here any more.",)))
        waited = formats.count(days_between(day_of(since), day_of(self.at)), "day")
        before = self.before.get(journey.pk)
        now = f"{waited}; last letter {formats.short_day(before.written_on)}" if before else waited
        fate = self._left_out(journey, before)
        if fate is not None:
            return _looked(journey, pathway, now, fate)
        aimed = _aim(journey, pathway, self.at)
        fate = Fate(LETTER) if aimed.answer.open else Fate(GATE, aimed.answer.sentences)
        return _looked(journey, pathway, now, fate, then=_way(aimed), keeps=_keeps(pathway, state))

    def _left_out(self, journey: Journey, before: told.Told | None) -> Fate | None:
        if before is not None and before.state in rules.REFUSING:
            on = formats.day(before.written_on)
            return Fate(TOLD, (_SAID_OF_THE_LAST[before.state].format(on),))
        if before is not None and rules.is_lately(before.written_on, day_of(self.at), self.days):
            return Fate(TOLD, (f"They were written to on {formats.day(before.written_on)}.",))
        if not self.known[journey.definition]:
            return Fate(UNKNOWN, ("Too few were seen lately to say honestly how long it takes: ring them.",))
        return None


def look(keys: Sequence[int], days: int, *, by: Actor) -> list[Looked]:
    """What would become of each of these that the actor may see, in the order given."""
    found = {journey.pk: journey for journey in giving.seen(keys, by)}
    looking = _Looking([found[key] for key in keys if key in found], days, clock.now())
    return [looking.one(journey) for journey in looking.journeys]


def example(journey_id: int, *, by: Actor) -> tuple[str, Markup] | None:
    """To whom the letter of one goes, and its words as they would stand in it; None where it cannot be written."""
    at = clock.now()
    for journey in giving.seen([journey_id], by):
        pathway, state = definitions.of_hash(journey.definition), past.state(journey.pk)
        if state is not None and journey.person is not None:
            letter, aimed = library.letter(told.LETTER), _aim(journey, pathway, at)
            values = fill(letter.key, Writing(journey, pathway, state, at))
            said = {**values, **always(letter, journey.person, aimed.asked.to, at)}
            blocks = drawing.words(letter, said, aimed.chosen.format)
            return aimed.asked.to.name, drawing.html(blocks, below=1)
    return None


def _looked(
    journey: Journey, pathway: Pathway, now: str, fate: Fate, *, then: str = "", keeps: bool = False
) -> Looked:
    line = Line(
        key=journey.pk,
        record_id=journey.record_id,
        version=journey.version,
        person=giving.person_of(journey),
        what=pathway.title,
        now=now,
        then=then,
        stops=" ".join(fate.whys),
        at=giving.where(journey),
    )
    return Looked(line, fate, keeps)


def _since(pathway: Pathway, state: State | None) -> datetime | None:
    """Since when they have been on the list that they would call theirs; None where they are not."""
    mine = waiting.headline(pathway)
    return next((each.started_at for each in state.open_waits if each.name == mine), None) if state else None


def _aim(journey: Journey, pathway: Pathway, at: datetime) -> Aim:
    if journey.person is None:
        raise Refused("Nobody waits here.")
    wanted = Wanted(lacks_capacity=lacks_capacity(journey, pathway), record_id=journey.record_id)
    return aim(journey.person, library.letter(told.LETTER), wanted, at)


def _way(aimed: Aim) -> str:
    """ "Post, to Alice Mensah, in large print"."""
    form = aimed.chosen.format
    made = f", {label('communication-format', form).lower()}" if form != "standard" else ""
    return f"{CHANNELS[aimed.asked.channel]}, to {aimed.asked.to.name}{made}"


def _keeps(pathway: Pathway, state: State) -> bool:
    """Whether the letter, once it has gone, keeps something that is owed to them."""
    owed = {each.name for each in state.open_promises if each.duty}
    return any(KEEPS in terms.kept_by for name, terms in pathway.while_waiting.items() if name in owed)
