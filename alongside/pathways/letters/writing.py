"""Letters that a step writes, and what becomes of them told back to the journey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from alongside.forms.queries.filled import answers_of
from alongside.messages import library
from alongside.messages.actions import waiting
from alongside.messages.actions.ending import WAITING
from alongside.messages.actions.writing import write
from alongside.messages.models import Message
from alongside.messages.outcomes import told
from alongside.pathways.actions import course, moving, saying
from alongside.pathways.happenings import OF_LETTERS
from alongside.pathways.language import Pathway
from alongside.pathways.letters.gaps import Writing, filling
from alongside.pathways.models import Journey
from alongside.pathways.queries import asking, past
from alongside.pathways.queries.askers import SOMEBODY, Asker, asker
from alongside.pathways.rules.calendar import last_day
from alongside.pathways.rules.history import State
from alongside.records.acting import inside
from alongside.records.actors import Actor
from alongside.web.errors import Refused


def fill(letter: str, of: Writing) -> Mapping[str, Any]:
    """The gaps of a letter filled. Raises Refused for a gap that nothing fills, before anything is written."""
    wanted = library.letter(letter)
    found = {name: filling(of, name) for name in wanted.gaps}
    missing = sorted(name for name, fill in found.items() if fill is None and name not in wanted.may_be_empty)
    if missing:
        raise Refused(f"The letter “{wanted.title}” cannot be written: nothing fills {', '.join(missing)}.")
    return {name: fill(of) for name, fill in found.items() if fill is not None}


def write_letters(
    journey: Journey, pathway: Pathway, key: str, state: State, *, by: Actor, at: datetime
) -> None:
    """Write what the step says is written, each once, in the transaction of the step."""
    for letter, to in pathway.moves[key].writes.items():
        of = Writing(journey, pathway, state, at)
        whom = _whom(to, of)
        if journey.person_id is None or (to == "provider" and not whom.name):
            # No provider asked: there is nobody to tell.
            continue
        write(
            journey.person_id,
            by=by,
            template=letter,
            # A step taken back and taken again writes anew.
            cause=f"{past.subject(journey.pk)}/{key}/{letter}/{at.isoformat()}",
            context=fill(letter, of),
            subject=past.subject(journey.pk),
            to=whom.to,
            to_name=whom.name,
            to_place=whom.place,
            lacks_capacity=lacks_capacity(journey, pathway),
            record_id=journey.record_id,
            owner=state.owner,
            due_on=next(_due(pathway, state, letter), None),
        )


def _whom(to: str, of: Writing) -> Asker:
    """Whom it goes to: by name, where they have no record of their own."""
    if to == SOMEBODY:
        return _asked(of)
    if to == "referrer":
        return Asker(to, of.state.referrer, _where_they_are(of))
    named = filling(of, "provider") if to == "provider" else None
    return Asker(to, str(named(of)) if named is not None else "")


def _where_they_are(of: Writing) -> str:
    """Where whoever referred hears of it, as they told it; without it somebody has to hand the letter over."""
    answers = of.answers("contact")
    return answers.said("caller-place") if answers is not None and answers.written("caller-place") else ""


def _asked(of: Writing) -> Asker:
    found = asker(of.journey, of.pathway)
    if found is None:
        raise Refused("Write down first who asks, and how it was seen that they may have an answer.")
    return found


def _due(pathway: Pathway, state: State, letter: str) -> Iterator[Any]:
    """The day by which a promise that this letter keeps is due."""
    for each in state.open_promises:
        terms = pathway.promises.get(each.name)
        if terms is not None and f"{letter} issued" in terms.kept_by:
            yield last_day(each.due_at)


def lacks_capacity(journey: Journey, pathway: Pathway) -> bool | None:
    """Whether the person cannot decide what the letter is about; None while that is to be found out."""
    for form in pathway.forms:
        filled = asking.filled_for(journey, form)
        if filled is not None and "capacity-finding" in filled.definition.places:
            found = answers_of(filled).chosen("capacity-finding")
            if found:
                return None if found & {"to-do", "later"} else "unable" in found
    return False


moving.followers.append(write_letters)


def take_letters_back(journey: Journey, event: int) -> None:
    """The step was a mistake: what it wrote does not go. Refused when it has gone already."""
    wrote = Message.objects.for_system(
        "the letters of a journey that the action loaded as the actor may see it"
    )
    mine = wrote.filter(subject=past.subject(journey.pk), written_at=past.recorded_at(event))
    for message in mine.order_by("pk").alone():
        if message.state in ("sending", "sent", "handed"):
            raise Refused(
                f"“{message.title}”, which this step wrote, has gone. It can no longer be taken back."
            )
        if message.state in WAITING:
            inside(waiting.supersede, message, why="The step that wrote it was taken back.")


course.taken_back.append(take_letters_back)


@told
def hear(message: Message, outcome: str, /, *, by: Actor, at: datetime) -> None:
    """A letter of a journey was issued, declined, or is unsafe to send: what was promised is kept or excused by it."""
    kind, _colon, key = message.subject.partition(":")
    if kind != "journey" or outcome not in OF_LETTERS:
        return
    journey = Journey.objects.for_system("the letter belongs to it").filter(pk=key).alone().get()
    why = message.ended_why if outcome != "issued" else ""
    saying.heard(journey, f"{message.letter} {outcome}", by=by, at=at, why=why)
