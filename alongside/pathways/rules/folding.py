"""The fold: what happened, in the order it was recorded, becomes where the journey stands.

It is the only place where stages, waits and promises come from. The engine stores what it gives, and `alongside check`
folds again and compares. The order of events is the order of recording, for each was lawful when it was written; the
times of clocks are the times at which things happened in the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from alongside.pathways import language
from alongside.pathways.language import Pathway, length
from alongside.pathways.rules import counting, leaving, pausing, placing, pursuing, ranking
from alongside.pathways.rules import history as past
from alongside.pathways.rules.calendar import Calendar, Span, last_day
from alongside.pathways.rules.history import Happened, Hold, Owing, State, Waiting


@dataclass(frozen=True)
class Rules:
    """What the fold is told besides the events: every definition that they name, by hash, and the calendar."""

    definitions: Mapping[str, Pathway]
    calendar: Calendar


def fold(events: Iterable[Happened], rules: Rules) -> State | None:
    """The state after these events, given in the order of recording; None when the journey is not yet opened."""
    listed = standing(events)
    state = _folded(listed, rules)
    if state is not None:
        _plan(state, rules)
        pausing.count(state)
        if not placing.in_order(listed):
            placing.again(state, listed, lambda those: _folded(those, rules))
    return state


def _folded(events: Iterable[Happened], rules: Rules) -> State | None:
    state: State | None = None
    for event in events:
        if state is None and event.kind not in past.BEGINNINGS:
            # Of a moment before it began something may be known already; and a history that lost its beginning has
            # no state, which the check tells.
            continue
        state = _begun(event, rules) if state is None else state
        _APPLY[event.kind](state, event, rules)
        placing.place(state, event)
    return state


def standing(events: Iterable[Happened]) -> list[Happened]:
    """The events as they stand: those taken back left out, those dated anew at their new time."""
    listed = list(events)
    if not any(event.kind in _ABOUT_OTHERS for event in listed):
        return listed
    gone = {event.content["event"] for event in listed if event.kind == past.TAKEN_BACK}
    moved_to = {
        event.content["event"]: datetime.fromisoformat(event.content["to"])
        for event in listed
        if event.kind == past.REDATED and event.id not in gone
    }
    return [
        replace(event, at=moved_to.get(event.id, event.at))
        for event in listed
        if event.id not in gone and event.kind not in _ABOUT_OTHERS
    ]


_ABOUT_OTHERS = frozenset({past.TAKEN_BACK, past.REDATED})
"""Events that say something of an event before them."""


def _begun(event: Happened, rules: Rules) -> State:
    said = event.content
    return State(
        definition=said["definition"],
        stage=said.get("stage") or rules.definitions[said["definition"]].first,
        entered_at=event.at,
        opened_at=event.at,
        owner=said["owner"],
        team=said["team"],
        came_by=said.get("came_by", ""),
        referrer=said.get("referrer", ""),
    )


def _opened(state: State, event: Happened, rules: Rules) -> None:
    _set(state, event)
    _heard(state, event, rules, {language.OPENED})


def _brought_in(state: State, event: Happened, rules: Rules) -> None:
    """It has waited elsewhere: the wait is as old as it is, the rest begins on the day on which it was taken over.

    What opens when a journey begins is owed from then on and is marked as inherited. Of what was only brought in as
    history nothing is owed.
    """
    said = event.content
    taken_over = replace(event, at=datetime.fromisoformat(said["taken_over_at"]))
    state.entered_at = state.brought_in_at = taken_over.at
    state.moments[language.OPENED] = taken_over.at
    _set(state, event)
    state.waits.append(Waiting(said["wait"], event.id, event.at))
    _set_targets(state, rules)
    if not said.get("history"):
        _owe(state, taken_over, rules, {language.OPENED})
        _leave_what_was_met(state, rules)
        _owe_again(state, taken_over, rules)
    for owing in state.promises:
        owing.inherited = True


def _leave_what_was_met(state: State, rules: Rules) -> None:
    """Who stands at a later stage has had what is promised until then: triaged elsewhere, a priority is not owed."""
    pathway = rules.definitions[state.definition]
    led_here = {key for key, move in pathway.moves.items() if move.to == state.stage}
    state.promises = [
        each for each in state.promises if not led_here & set(pathway.promises[each.name].kept_by)
    ]


def _finished(state: State, event: Happened, _rules: Rules) -> None:
    """It was over before it came here: whoever waited was seen."""
    state.stage, state.entered_at = event.content["stage"], event.at
    state.ended_at, state.outcome = event.at, event.content["outcome"]
    for wait in state.open_waits:
        wait.stopped_at, wait.how = max(event.at, wait.started_at), past.COMPLETED


def _withdrawn(state: State, event: Happened, _rules: Rules) -> None:
    """It was brought in by mistake: nobody ever waited, and nothing was ever owed."""
    state.ended_at, state.outcome = event.at, event.content["outcome"]
    leaving.release(state, event.at)
    state.waits.clear()
    state.promises.clear()


def _moved(state: State, event: Happened, rules: Rules) -> None:
    pathway, said = rules.definitions[state.definition], event.content
    move = pathway.moves[said["move"]]
    if pathway.stages[state.stage].at_death == said["move"]:
        leaving.owe_the_dead_nothing(state, event)
    state.stage, state.entered_at = move.to, event.at
    state.next_step, state.next_on = "", None
    state.taken.append(said["move"])
    state.movers[said["move"]] = said.get("by")
    if said.get("owner"):
        state.owner = said["owner"]
        _pass_on(state, pathway)
    _set(state, event)
    names = {said["move"], *move.says}
    if move.urgent and said.get("urgent"):
        names.add(language.urgently(said["move"]))
    if pathway.ends(move.to):
        names.add(language.ENDED)
        state.ended_at, state.outcome = event.at, said.get("outcome", said["move"])
        leaving.release(state, event.at)
    _heard(state, event, rules, names)


def _set(state: State, event: Happened) -> None:
    said = event.content
    ranking.ranked(state, event, said.get("priority_reason", ""))
    for name in ("priority", "priority_reason", "amount", "interim_measures", "came_by", "referrer"):
        if said.get(name) not in (None, ""):
            setattr(state, name, said[name])
    if said.get("next_on"):
        state.next_on = date.fromisoformat(said["next_on"])


def _prioritised(state: State, event: Happened, rules: Rules) -> None:
    ranking.ranked(state, event, event.content["reason"])
    state.priority, state.priority_reason = event.content["priority"], event.content["reason"]
    if event.content.get("interim_measures"):
        state.interim_measures = event.content["interim_measures"]
    _heard(state, event, rules, set())


def _held(state: State, event: Happened, _rules: Rules) -> None:
    said = event.content
    leaving.release(state, event.at)
    until = date.fromisoformat(said["until_on"])
    state.holds.append(Hold(said["reason"], until, said.get("owner") or state.owner, event.at))


def _released(state: State, event: Happened, _rules: Rules) -> None:
    leaving.release(state, event.at)


def _given(state: State, event: Happened, rules: Rules) -> None:
    state.owner = event.content["owner"]
    state.team = event.content.get("team") or state.team
    _pass_on(state, rules.definitions[state.definition])


def _pass_on(state: State, pathway: Pathway) -> None:
    """What is owed goes with the work; what the team owes as a team stays with the team."""
    for promise in state.open_promises:
        terms = pathway.promises.get(promise.name)
        promise.owner = state.team if terms is not None and terms.owner == "team" else state.owner


def _planned(state: State, event: Happened, _rules: Rules) -> None:
    state.next_step, state.next_on = event.content["step"], date.fromisoformat(event.content["on"])


def _valued(state: State, event: Happened, _rules: Rules) -> None:
    state.amount = event.content["amount"]


def _said(state: State, event: Happened, rules: Rules) -> None:
    _heard(state, event, rules, {event.content["name"]})


def _adopted(state: State, event: Happened, rules: Rules) -> None:
    """From here on another version of the definition holds; what was opened under the old one stays as it was."""
    state.definition = event.content["definition"]
    _heard(state, event, rules, set())


def _stopped(state: State, event: Happened, rules: Rules) -> None:
    """Something outside the pathway ended it, such as a death: nothing is owed to the person any more."""
    state.ended_at, state.outcome = event.at, event.content["outcome"]
    leaving.owe_the_dead_nothing(state, event)
    _heard(state, event, rules, set())


_APPLY: dict[str, Callable[[State, Happened, Rules], None]] = {
    past.OPENED: _opened,
    past.BROUGHT_IN: _brought_in,
    past.FINISHED: _finished,
    past.WITHDRAWN: _withdrawn,
    past.MOVED: _moved,
    past.PRIORITISED: _prioritised,
    past.HELD: _held,
    past.RELEASED: _released,
    past.GIVEN: _given,
    past.PLANNED: _planned,
    past.VALUED: _valued,
    past.SAID: _said,
    past.ADOPTED: _adopted,
    past.STOPPED: _stopped,
    past.PURSUED: pursuing.pursued,
}


def _heard(state: State, event: Happened, rules: Rules, names: set[str]) -> None:
    """What a moment (opened, ended, a move, a happening) keeps, stops, starts and opens, in that order."""
    pathway = rules.definitions[state.definition]
    for name in names:
        state.moments.setdefault(name, event.at)
    turns = not names.isdisjoint(pathway.turning)
    if names:
        _close(state, event, pathway, names)
    if turns:
        _stop(state, event, pathway, names)
    if language.ENDED in names:
        leaving.leave(state, event.at)
    if turns:
        _start(state, event, pathway, names)
        _owe(state, event, rules, names)
    _set_targets(state, rules)
    _owe_again(state, event, rules)


def _close(state: State, event: Happened, pathway: Pathway, names: set[str]) -> None:
    for promise in state.open_promises:
        terms = (pathway.while_waiting if promise.duty else pathway.promises).get(promise.name)
        # A version adopted later may no longer know the promise: then only its own name can close it.
        kept_by = terms.kept_by if terms else ()
        excused_by: Iterable[str] = getattr(terms, "excused_by", ())
        if event.at < promise.opened_at:
            continue
        if not names.isdisjoint(kept_by) or f"{promise.name} kept" in names:
            promise.closed_at, promise.how = event.at, past.KEPT
        elif not names.isdisjoint(excused_by) or f"{promise.name} excused" in names:
            promise.closed_at, promise.how = event.at, past.EXCUSED
            promise.why = event.content.get("why", "") or min(names.intersection(excused_by), default="")


def _stop(state: State, event: Happened, pathway: Pathway, names: set[str]) -> None:
    for wait in state.open_waits:
        terms = pathway.waits.get(wait.name)
        if terms and not names.isdisjoint(terms.stops):
            wait.stopped_at, wait.how = max(event.at, wait.started_at), past.COMPLETED


def _start(state: State, event: Happened, pathway: Pathway, names: set[str]) -> None:
    if state.ended_at is not None:
        return
    running = {wait.name for wait in state.open_waits}
    for name, terms in pathway.waits.items():
        if not names.isdisjoint(terms.starts) and name not in running:
            state.waits.append(Waiting(name, event.id, event.at))


def _owe(state: State, event: Happened, rules: Rules, names: set[str]) -> None:
    pathway = rules.definitions[state.definition]
    known: Mapping[str, bool | None] = event.content.get("facts", {})
    for name, terms in pathway.promises.items():
        # Owed when in doubt: only a fact known to be false keeps a promise from opening.
        left = None if names.isdisjoint(terms.resumes) else pausing.left(state, name)
        opens = not names.isdisjoint(terms.opens) and (
            terms.condition is None or known.get(terms.condition) is not False
        )
        if left or opens:
            _open(state, event, rules, name, terms, left=left)


def _open(
    state: State,
    event: Happened,
    rules: Rules,
    name: str,
    terms: language.Promise | language.Duty,
    *,
    left: Span | None = None,
) -> None:
    duty = isinstance(terms, language.Duty)
    limit = terms.every if isinstance(terms, language.Duty) else terms.within
    of_team = not isinstance(terms, language.Duty) and terms.owner == "team"
    state.promises.append(
        Owing(
            name=name,
            event=event.id,
            owed_to=terms.owed_to,
            opened_at=event.at,
            due_at=rules.calendar.due(event.at, left or counting.strictest(limit, state.priority)),
            owner=state.team if of_team else state.owner,
            closes=", ".join(terms.closes),
            duty=duty,
        )
    )


def _set_targets(state: State, rules: Rules) -> None:
    """Bring targets and duties to the priority as it is now."""
    pathway = rules.definitions[state.definition]
    for wait in state.open_waits:
        terms = pathway.waits.get(wait.name)
        target = length(terms.target, state.priority) if terms and terms.target else None
        if terms is not None:
            wait.due_on = last_day(rules.calendar.due(wait.started_at, target)) if target else None
    for owing in state.open_promises:
        if owing.name not in pathway.retimed:
            continue
        duty = pathway.while_waiting.get(owing.name) if owing.duty else None
        if duty is not None and not isinstance(duty.every, str):
            owing.due_at = rules.calendar.due(owing.opened_at, counting.strictest(duty.every, state.priority))
        terms_of = None if owing.duty else pathway.promises.get(owing.name)
        if terms_of is not None and terms_of.since is not None:
            since = counting.began(terms_of.since, state.moments, owing.opened_at)
            owing.due_at = rules.calendar.due(since, counting.strictest(terms_of.within, state.priority))


def _owe_again(state: State, event: Happened, rules: Rules) -> None:
    """Duties: opened while their wait runs, again each time they are kept; lapsed when it stops."""
    pathway = rules.definitions[state.definition]
    running = {wait.name for wait in state.open_waits}
    owed = set()
    for owing in state.promises:
        if not owing.duty or owing.closed_at is not None:
            continue
        duty = pathway.while_waiting.get(owing.name)
        if duty is None or not duty.promised or duty.during not in running:
            owing.closed_at, owing.how = max(event.at, owing.opened_at), past.LAPSED
        else:
            owed.add(owing.name)
    for name, duty in pathway.while_waiting.items():
        known = length(duty.every, state.priority) is not None
        if duty.promised and duty.during in running and name not in owed and known:
            _open(state, event, rules, name, duty)


def _plan(state: State, rules: Rules) -> None:
    """What is to happen next, by when: as planned, or as the stage says; while on hold, to look again."""
    pathway = rules.definitions[state.definition]
    stage = pathway.stages[state.stage]
    if state.ended_at is not None:
        state.next_step, state.next_on = "", None
    elif state.held is not None:
        state.next_step, state.next_on = f"On hold: {state.held.reason}", state.held.until_on
    elif not state.next_step:
        within = counting.strictest(stage.within or "0 days", state.priority)
        due = rules.calendar.due(counting.began(stage.since, state.moments, state.entered_at), within)
        state.next_step, state.next_on = stage.next or "", state.next_on or last_day(due)
