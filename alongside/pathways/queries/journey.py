"""Where a journey stands, as its page shows it: now, or as it was on a day as was known by another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from alongside import council
from alongside.pathways import happenings
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import definitions, past
from alongside.pathways.queries.seeing import until_seen
from alongside.pathways.rules import history, pausing
from alongside.pathways.rules.calendar import day_of, last_day
from alongside.pathways.rules.history import Hold, Owing, State, Waiting
from alongside.pathways.rules.waiting import waited
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names, list_label
from alongside.web import formats
from alongside.web.errors import Missing

Seen = Journey
"""A journey as its reader may see it: pages hand it on to queries and actions, and ask nothing of its table."""

_SAID = {
    history.KEPT: "Kept",
    history.EXCUSED: "Not owed any more",
    history.LAPSED: "Fell away when the wait ended",
    history.COMPLETED: "Over",
    history.LEFT: "Ended without it",
}


@dataclass(frozen=True)
class WaitRow:
    """One run of a wait in whole days; `paused` are those of them on hold, shown beside and never taken off."""

    title: str
    law: str
    since: date
    days: int
    paused: int
    target: date | None
    over_target: bool
    running: bool
    state: str


@dataclass(frozen=True)
class OwedRow:
    """Something that is or was owed. `id` is None where it is asked of the past: nothing can be done about it there."""

    id: int | None
    title: str
    owed_to: str
    due_at: datetime
    by_the_hour: bool
    late: bool
    owner: str
    open: bool
    state: str
    closed_at: datetime | None
    why: str
    gaps: str
    said_by: str
    inherited: bool = False
    next_step: str = ""
    next_on: date | None = None

    @property
    def by_when(self) -> str:
        """By when, as exactly as it was promised: to the minute where hours were, else the last day in time."""
        return formats.moment(self.due_at) if self.by_the_hour else formats.day(last_day(self.due_at))


@dataclass(frozen=True)
class Standing:
    """Everything the head of a journey's page says."""

    title: str
    stage: str
    turn: str
    since: date
    owner: str
    team: str
    next_step: str
    next_on: date | None
    late: bool
    held: Hold | None
    held_by: str
    priority: str
    priority_reason: str
    interim_measures: str
    came_by: str
    referrer: str
    amount: int | None
    opened_at: datetime
    ended_at: datetime | None
    outcome: str
    waits: Sequence[WaitRow]
    owed: Sequence[OwedRow]
    settled: Sequence[OwedRow]


def seen(journey_id: int, record_ids: Iterable[int], actor: Actor) -> Seen:
    """The journey of this person, as the actor may see it. Raises Missing where there is none for them."""
    rows = Journey.objects.visible_to(actor).select_related("record")
    found = rows.filter(pk=journey_id, person_id__in=list(record_ids)).first()
    if found is None:
        raise Missing
    return found


def standing_now(journey: Journey, state: State, now: datetime) -> Standing:
    """How it stands, with the numbers under which what is owed can be settled."""
    rows = Promise.objects.for_system("promises of a journey that was loaded as the actor may see it")
    keys = rows.filter(journey=journey).values_list("name", "event", "id")
    return standing(state, now, {(name, event): pk for name, event, pk in keys})


def standing(state: State, at: datetime, promises: Mapping[tuple[str, int], int] | None = None) -> Standing:
    """How it stood at a moment, from its state then."""
    pathway = definitions.of_hash(state.definition)
    stage, held, today = pathway.stages[state.stage], state.held, day_of(at)
    names = holder_names(_holders(state))
    owed = [_owed(each, pathway, names, at, promises or {}) for each in state.promises]
    band = pathway.priorities.get(str(state.priority)) if state.priority is not None else None
    return Standing(
        title=pathway.title,
        stage=stage.title,
        turn=stage.turn or "",
        since=day_of(state.entered_at),
        owner=names[state.owner],
        team=names[state.team],
        next_step=state.next_step,
        next_on=state.next_on,
        late=state.next_on is not None and state.next_on < today,
        held=held,
        held_by=names[held.owner] if held else "",
        priority=band.title if band else "",
        priority_reason=state.priority_reason,
        interim_measures=state.interim_measures,
        came_by=list_label("came-by", state.came_by),
        referrer=state.referrer,
        amount=state.amount,
        opened_at=state.opened_at,
        ended_at=state.ended_at,
        outcome=outcome(pathway, state.outcome),
        waits=[_wait(each, pathway, state, today) for each in state.waits],
        owed=sorted((each for each in owed if each.open), key=lambda each: (each.due_at, each.title)),
        settled=[each for each in owed if not each.open],
    )


def state_of(journey: Journey) -> State:
    """The state that its events come to. Raises RuntimeError for one without a beginning."""
    state = past.state(journey.pk)
    if state is None:
        raise RuntimeError(f"journey {journey.pk} has no beginning")
    return state


def outcome(pathway: Pathway, code: str) -> str:
    """What a journey came to, in words: the reason that was chosen, or the stage that it ended in."""
    if not code:
        return ""
    for key, move in pathway.moves.items():
        if isinstance(move.reason, dict) and code in move.reason:
            return str(move.reason[code])
        if key == code:
            return pathway.stages[move.to].title
    return list_label("end-reason", code)


def _holders(state: State) -> set[str]:
    held = {state.held.owner} if state.held else set()
    return {state.owner, state.team, *held, *(each.owner for each in state.promises)}


def _wait(each: Waiting, pathway: Pathway, state: State, today: date) -> WaitRow:
    terms = pathway.waits.get(each.name)
    running = each.stopped_at is None
    ends_seen = terms is not None and until_seen(pathway, each.name)
    unseen = running and ends_seen and state.owner.startswith("worker:")
    until = day_of(each.stopped_at) if each.stopped_at else today
    return WaitRow(
        title=terms.title if terms else each.name,
        law=(terms.law if terms else "") or "",
        since=day_of(each.started_at),
        days=waited(each, today),
        paused=pausing.paused(each.paused_days, each.paused_since, today),
        target=each.due_on,
        over_target=each.due_on is not None and until > each.due_on,
        running=running,
        state=("Allocated, not yet seen" if unseen else "Waiting") if running else _SAID[each.how],
    )


def _owed(
    each: Owing,
    pathway: Pathway,
    names: Mapping[str, str],
    at: datetime,
    keys: Mapping[tuple[str, int], int],
) -> OwedRow:
    terms = (pathway.while_waiting if each.duty else pathway.promises).get(each.name)
    limit = getattr(terms, "every", None) or getattr(terms, "within", "")
    return OwedRow(
        id=keys.get((each.name, each.event)),
        title=terms.title if terms else each.name.capitalize(),
        owed_to=owed_to(each.owed_to),
        due_at=each.due_at,
        by_the_hour="hour" in str(limit),
        late=(each.closed_at or at) >= each.due_at,
        owner=names[each.owner],
        open=each.closed_at is None,
        state=_SAID.get(each.how, "Owed"),
        closed_at=each.closed_at,
        why=each.why,
        gaps=each.closes,
        said_by=_said_by(getattr(terms, "kept_by", ())),
        inherited=each.inherited,
        next_step=each.next_step,
        next_on=each.next_on,
    )


def _said_by(kept_by: Iterable[str]) -> str:
    """What somebody may say by hand to keep it; blank where only something else does."""
    known = happenings.known()
    return next((name for name in kept_by if name in known and known[name].by_hand), "")


def owed_to(code: str) -> str:
    """To whom something is owed, in the council's words."""
    here = council.current()
    words = {
        "person": "the person",
        "unpaid carer": here.labels["unpaid-carer"],
        "referrer": "whoever referred",
        "provider": "the provider",
        "organisation": here.short_name or here.name,
    }
    return words[code]


def owed(promise_id: int, record_ids: Iterable[int], actor: Actor) -> tuple[Promise, Seen | None]:
    """Something owed round this person, as the actor may see it, with the journey it belongs to, if any.

    Raises Missing where there is none for them.
    """
    rows = Promise.objects.visible_to(actor)
    promise = rows.filter(pk=promise_id, person_id__in=list(record_ids)).first()
    if promise is None:
        raise Missing
    return promise, seen(promise.journey_id, record_ids, actor) if promise.journey_id else None


def owed_by(promise: Promise, of: Journey | None) -> list[tuple[str, str]]:
    """What a promise says, for the page that settles it; of a journey, or of a person alone."""
    title = promise.name
    if of is not None:
        pathway = definitions.of_hash(of.definition)
        terms = (pathway.while_waiting if promise.duty else pathway.promises).get(promise.name)
        title = terms.title if terms else title
    owner = holder_names([promise.owner])[promise.owner]
    due = formats.day(last_day(promise.due_at))
    return [("What is owed", title), ("To", owed_to(promise.owed_to)), ("By", due), ("Whose it is", owner)]
