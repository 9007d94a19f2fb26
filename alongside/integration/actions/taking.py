"""Taking one batch of rows: people, journeys, lines, doubts and tasks, all together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from alongside.casework.actions.tasks import leave_task
from alongside.integration.models import Doubt, Line, Run
from alongside.integration.queries import known
from alongside.integration.rules.deciding import Decision, Known
from alongside.integration.rules.fates import MERGED, REFUSED
from alongside.integration.rules.rows import Entry, Refusal
from alongside.pathways import library
from alongside.pathways.actions import bringing_in
from alongside.pathways.actions.bringing_in import Arrival, Terms
from alongside.pathways.queries import teams
from alongside.pathways.rules.calendar import day_of
from alongside.people.actions import arriving
from alongside.people.actions.arriving import Newcomer
from alongside.people.models import Person
from alongside.people.rules import nhs_number
from alongside.records.actors import Actor
from alongside.records.models import many
from alongside.web import formats

_WHY = "people whom the rows of a list are about"
NUMBER_WITHIN = 10
"""Working days within which a number that cannot be right is looked into."""


def take(run: Run, rows: Sequence[Entry | Refusal], *, by: Actor, at: datetime) -> None:
    """Write what becomes of these rows, within the action under way."""
    decisions = _decide(run, [each for each in rows if isinstance(each, Entry)])
    people = _people(run, decisions, by=by, at=at)
    wards = _wards(people.values())
    journeys = _journeys(run, decisions, people, wards, at=at)
    _lines(run, rows, decisions, people, journeys)
    _doubts(run, decisions, people)
    _spellings(run, decisions, people, by=by, at=at)
    _ask_for_numbers(run, decisions, people, wards, by=by, at=at)


def origin(run: Run) -> str:
    """Where it all comes from, as the history says it."""
    return f"from the list “{run.mapped['title']}” of {formats.day(run.as_at_on)}"


def _decide(run: Run, entries: Sequence[Entry]) -> list[Decision]:
    everybody = Known()
    known.known(entries, mapping=run.mapping, pathway=run.pathway, wait=run.wait, into=everybody)
    return [everybody.decide(each) for each in entries]


def _people(run: Run, decisions: Sequence[Decision], *, by: Actor, at: datetime) -> dict[int, int]:
    """The record of each person of the batch, by the number they were decided under."""
    new = [each for each in decisions if each.is_new]
    made = arriving.bring_people(
        [_newcomer(each.entry) for each in new], by=by, at=at, told_by=f"The list “{run.mapped['title']}”"
    )
    there = {each.person: each.person for each in decisions if each.person > 0}
    return there | {each.person: pk for each, pk in zip(new, made, strict=True)}


def _newcomer(entry: Entry) -> Newcomer:
    return Newcomer(
        given=entry.given,
        family=entry.family,
        born=entry.born,
        nhs_number=entry.nhs_number,
        ethnicity=entry.ethnicity,
        ward=entry.ward,
        said=entry.said,
    )


def _wards(people: Iterable[int]) -> dict[int, str]:
    rows = Person.objects.for_system(_WHY).filter(pk__in=list(people))
    return dict(rows.values_list("pk", "ward"))


def _journeys(
    run: Run,
    decisions: Sequence[Decision],
    people: Mapping[int, int],
    wards: Mapping[int, str],
    *,
    at: datetime,
) -> dict[int, int]:
    """The journey that each row brought in or belongs to, by the row's number."""
    new = [each for each in decisions if each.fate != MERGED]
    arrivals = [_arrival(run, each, people[each.person], wards) for each in new]
    made = bringing_in.bring_in(arrivals, _terms(run), at=at)
    found = {each.entry.number: pk for each, pk in zip(new, made, strict=True)}
    by_wait = {(each.person, each.entry.since): pk for each, pk in zip(new, made, strict=True)}
    for each in decisions:
        if each.fate == MERGED:
            there = each.journey or by_wait[each.person, each.entry.since]
            found[each.entry.number] = there
    return found


def _arrival(run: Run, each: Decision, person: int, wards: Mapping[int, str]) -> Arrival:
    entry = each.entry
    reason = f"{entry.band} on the list “{run.mapped['title']}”" if entry.band else ""
    return Arrival(
        person_id=person,
        ward=wards[person] or entry.ward,
        since_on=entry.since,
        finished_on=entry.completed,
        priority=entry.priority,
        priority_reason=reason,
    )


def _terms(run: Run) -> Terms:
    stages = run.mapped["stages"]
    return Terms(
        resolved=library.current().resolved(run.pathway),
        wait=run.wait,
        origin=origin(run),
        stage=stages["unsorted"],
        waiting_stage=stages["waiting"],
        by_priority={int(number): stage for number, stage in stages["by_priority"].items()},
        end_stage=stages["completed"],
    )


def _lines(
    run: Run,
    rows: Sequence[Entry | Refusal],
    decisions: Sequence[Decision],
    people: Mapping[int, int],
    journeys: Mapping[int, int],
) -> None:
    refused = [
        (run.pk, each.number, each.reference, "", REFUSED, each.why, many.content({}), None, None)
        for each in rows
        if isinstance(each, Refusal)
    ]
    taken = [
        (
            run.pk, each.entry.number, each.entry.reference, each.entry.born, each.fate, each.said,
            many.content(dict(each.entry.said)), people[each.person], journeys[each.entry.number],
        )
        for each in decisions
    ]  # fmt: skip
    many.put(Line, "run_id number reference born fate why said person_id journey_id", [*refused, *taken])


def _doubts(run: Run, decisions: Sequence[Decision], people: Mapping[int, int]) -> None:
    Doubt.objects.bulk_create(
        Doubt(
            run=run,
            number=each.entry.number,
            person_id=people[each.person],
            other_id=people.get(doubt.other, doubt.other),
            kind=doubt.kind,
            why=doubt.why,
        )
        for each in decisions
        for doubt in each.doubts
    )


def _spellings(
    run: Run, decisions: Sequence[Decision], people: Mapping[int, int], *, by: Actor, at: datetime
) -> None:
    """A name that a list writes otherwise leads to the person, too."""
    spelt = [(people[each.person], each.entry.given, each.entry.family) for each in decisions if each.spelt]
    arriving.add_spellings(spelt, by=by, at=at, told_by=f"The list “{run.mapped['title']}”")


def _ask_for_numbers(
    run: Run,
    decisions: Sequence[Decision],
    people: Mapping[int, int],
    wards: Mapping[int, str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """A number that cannot be right is somebody's to look into: it is on the record, and marked as not traced."""
    pathway = library.current().pathway(run.pathway)
    due_on = library.calendar().working_days_after(day_of(at), NUMBER_WITHIN)
    for each in decisions:
        entry = each.entry
        wrong = _wrong(entry)
        if not wrong:
            continue
        person = Person.objects.for_system(_WHY).get(pk=people[each.person])
        leave_task(
            person,
            by=by,
            at=at,
            title="Find the right NHS number",
            detail=f"Row {entry.number} {origin(run)} has {wrong} Ask the person or the practice.",
            team=teams.serving(pathway.team, wards[person.pk] or entry.ward).key,
            due_on=due_on,
        )


def _wrong(entry: Entry) -> str:
    """What is wrong about the number that a row has; blank where it is right, or there is none."""
    if entry.nhs_wrong:
        return f"{nhs_number.display(entry.nhs_number)}, which fails its own check: a digit is wrong."
    return f"“{entry.nhs_said}”, which has not the ten digits of an NHS number." if entry.nhs_said else ""
