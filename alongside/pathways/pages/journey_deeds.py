"""What can be done to a journey besides taking its steps: each a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from alongside.pathways import access, library
from alongside.pathways.actions import about_waiting, course, saying
from alongside.pathways.pages.journey_about import about_journey, after
from alongside.pathways.pages.moving_when import day_from_today, moment_of, past_day
from alongside.pathways.queries import definitions, journey_moves
from alongside.pathways.queries.journey import Seen, state_of
from alongside.pathways.rules.history import State
from alongside.people.pages.asking import ask, coming
from alongside.people.queries.owners import owner_choices
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web.door import ActorRequest, link
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, Radios, Select, Text, TextArea

Told = dict[str, Any]


def pence(text: str) -> int:
    """`clean=` of an amount in pounds: pence. Raises ValueError with a sentence."""
    pounds, _point, rest = text.replace("£", "").replace(",", "").strip().partition(".")
    if not pounds.isdecimal() or not pounds.isascii() or (rest and not (rest.isdecimal() and len(rest) <= 2)):
        raise ValueError("Enter an amount in pounds, like 214.50")
    return int(pounds) * 100 + int(rest.ljust(2, "0") or 0)


class Hold(Form):
    """A time on hold."""

    reason = Select("Why is it on hold?", lambda: choices("hold-reason"))
    detail = TextArea("What exactly?", required=False, look={"rows": 2})
    until_on = Date("When is it looked at again?", clean=coming)

    def told(self) -> Told:
        """As the action takes it."""
        reason = dict(choices("hold-reason"))[self.answers["reason"]]
        why = ": ".join(part for part in (reason, self.answers["detail"]) if part)
        return {"why": why, "until_on": self.answers["until_on"]}


class Release(Form):
    """The end of a hold."""


class Plan(Form):
    """What happens next."""

    step = Text("What happens next?", hint="For example: ring Kofi about the visit")
    on = Date("By when?", clean=day_from_today)


class Prioritise(Form):
    """How urgent it is."""

    priority = Radios("How urgent is it?", [])
    why = TextArea("Why?", hint="Others follow the order of the list by this", look={"rows": 2})
    interim_measures = TextArea(
        "What keeps the person safe while they wait?", required=False, look={"rows": 2}
    )

    def told(self) -> Told:
        """As the action takes it."""
        return self.answers | {"priority": int(self.answers["priority"])}


class Give(Form):
    """Other hands."""

    owner = Select("Who takes it on?", [])
    reason = TextArea("Why does it change hands?", required=False, look={"rows": 2})


class Value(Form):
    """What is to be agreed."""

    amount = Text(
        "What does it cost a week?", clean=pence, look={"width": 10, "prefix": "£", "inputmode": "decimal"}
    )


class Say(Form):
    """Something that happened."""

    name = Radios("What happened?", [])
    happened_on = Date("When?", clean=past_day)
    note = TextArea("Anything worth knowing", required=False, look={"rows": 2})


class About(Form):
    """A letter about the wait."""


class Adopt(Form):
    """The definition of today."""

    why = TextArea("Why does it change in the middle?", look={"rows": 2})


Ready = Callable[[Form, Seen, State, Actor], None]
Able = Callable[[Seen, State, Actor], bool]


def _always(_journey: Seen, _state: State, _actor: Actor) -> bool:
    return True


@dataclass(frozen=True)
class Deed:
    """One thing that can be done: what it is called, what asks, what does it, and whom it is for and when."""

    label: str
    form: type[Form]
    act: Callable[..., Any]
    button: str
    says: str = ""
    able: Able = _always
    ready: Ready = field(default=lambda _form, _journey, _state, _actor: None)
    ended: bool = False


def _plays(*duties: str) -> Able:
    return lambda _journey, _state, actor: any(actor.plays(duty) for duty in duties)


def _priorities(form: Form, _journey: Seen, state: State, _actor: Actor) -> None:
    bands = definitions.of_hash(state.definition).priorities
    radios: Any = form.fields["priority"]
    radios.choices = [(key, band.title) for key, band in bands.items()]
    radios.look["hints"] = {key: band.meaning for key, band in bands.items()}


def _owners(form: Form, journey: Seen, state: State, actor: Actor) -> None:
    first = [actor.own, state.team]
    form.offer("owner", [each for each in owner_choices(first=first) if each[0] != journey.owner])


def _sayings(form: Form, _journey: Seen, state: State, actor: Actor) -> None:
    radios: Any = form.fields["name"]
    radios.choices = journey_moves.sayings(definitions.of_hash(state.definition), actor)


def _may_say(_journey: Seen, state: State, actor: Actor) -> bool:
    owed = state.ended_at is None or bool(state.open_promises)
    return owed and bool(journey_moves.sayings(definitions.of_hash(state.definition), actor))


def _may_prioritise(_journey: Seen, state: State, actor: Actor) -> bool:
    pathway = definitions.of_hash(state.definition)
    return bool(pathway.priorities) and access.ranks(actor, pathway)


def _has_amount(_journey: Seen, state: State, _actor: Actor) -> bool:
    return any(move.authority for move in definitions.of_hash(state.definition).moves.values())


def _is_older(journey: Seen, state: State, actor: Actor) -> bool:
    known = library.current().pathways.get(journey.pathway)
    newer = known is not None and known.hash != state.definition
    return newer and any(map(actor.plays, ("supervisor", "allocator")))


DEEDS: Mapping[str, Deed] = {
    "say": Deed("Record contact", Say, saying.say, "Record it", able=_may_say, ready=_sayings, ended=True),
    "plan": Deed("Say what happens next", Plan, course.plan, "Save the next step"),
    "prioritise": Deed(
        "Set how urgent it is", Prioritise, course.prioritise, "Set it", able=_may_prioritise, ready=_priorities
    ),
    "write": Deed("Write about the wait", About, about_waiting.write_about_waiting, "Write the letter",
                  says="It tells how long others waited, what happens meanwhile, and to ring if things get worse. It"
                  " names no place in a queue.",
                  able=lambda journey, state, _actor: about_waiting.waits(journey, state)),
    "give": Deed("Pass it on", Give, course.give, "Pass it on", ready=_owners,
                 says="What is owed goes with it. Whoever takes it on sees the person from now on."),
    "amount": Deed("Say what it costs", Value, course.value, "Save the amount", able=_has_amount),
    "hold": Deed("Put on hold", Hold, course.hold, "Put on hold",
                 says="The days go on being counted as waiting; those on hold are shown beside them.",
                 able=lambda _journey, state, _actor: state.held is None),
    "release": Deed("Go on with it", Release, course.release, "Go on with it",
                    able=lambda _journey, state, _actor: state.held is not None),
    "adopt": Deed("Take up the new definition", Adopt, course.adopt, "Go on under the new definition",
                  says="The way this work goes was changed since it began: it can go on under the new way.",
                  able=_is_older),
}  # fmt: skip


def deeds_for(journey: Seen, state: State, actor: Actor) -> list[tuple[str, str]]:
    """What this reader can do to the journey now: the word in the address, and what it is called."""
    if not access.work(actor, journey):
        return []
    return [
        (key, deed.label)
        for key, deed in DEEDS.items()
        if (state.ended_at is None or deed.ended) and deed.able(journey, state, actor)
    ]


@about_journey("<slug:deed>/", may=access.work, title="Work")
def change_journey(request: ActorRequest, person: Sheet, journey: Seen, deed: str) -> HttpResponse:
    """Do one thing to a journey."""
    state = state_of(journey)
    if deed not in dict(deeds_for(journey, state, request.actor)) and request.method != "POST":
        raise Missing
    asked = DEEDS.get(deed)
    if asked is None:
        raise Missing
    initial = {"happened_on": clock.today(), "name": request.GET.get("name", "")}
    form = asked.form.of(request, version=journey.version, initial=initial)
    asked.ready(form, journey, state, request.actor)
    if form.is_valid():
        told = form.told() if hasattr(form, "told") else form.answers
        _act(asked, journey, form, _timed(told, journey.opened_at), request.actor)
        return after(request, person, journey)
    back = link("pathways.journey", person_id=person.id, journey_id=journey.pk)
    return ask(request, person, form, title=asked.label, button=asked.button, back=back, says=asked.says)


def _timed(told: Told, opened_at: datetime) -> Told:
    if "happened_on" not in told:
        return told
    rest = {key: value for key, value in told.items() if key != "happened_on"}
    return rest | {"happened_at": moment_of(told["happened_on"], opened_at)}


def _act(deed: Deed, journey: Seen, form: Form, told: Told, actor: Actor) -> None:
    deed.act(journey.pk, by=actor, key=form.key, version=form.version, **told)
