"""`alongside check`, every night: nobody is lost. What is open goes on, what came in is accounted for, and nothing was
closed over what somebody is owed."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.pathways import library
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, doors, lost
from alongside.records.check import Count, Fault, Said, check
from alongside.records.queries.naming import list_label
from alongside.records.queries.proving import OPEN


def at(journey: Journey, said: str) -> Fault:
    """What is wrong with a journey, with its page for whoever may open its record."""
    title = definitions.of_hash(journey.definition).title
    of = f"Journey {journey.pk} ({title}): {said}"
    if journey.person_id is None:
        return Fault(of, journey.record_id)
    parts = (("person_id", journey.person_id), ("journey_id", journey.pk))
    return Fault(of, journey.record_id, "pathways.journey", parts)


@check(
    "open work",
    "Open it and say what happens next and when; or appoint somebody whose part the next step is.",
    lost=True,
)
def _open_work() -> Iterator[Said]:
    """Each has a next step with its day, which somebody at work may take; what is overdue is counted, not lost."""
    counted = lost.open_work()
    yield Count(OPEN, counted.named + counted.team_only, "open piece of work")
    yield Count("of them in a worker’s own hands", counted.named)
    yield Count("of them with a team only", counted.team_only)
    yield Count("of them overdue, each on its owner’s list", counted.overdue)
    for journey in lost.without_next_step():
        yield at(journey, "it is open, and nothing says what happens next and when.")
    for each in lost.nobodys_turn():
        yield at(each.journey, f"its next step is for a {each.duty}, and nobody at work is one.")


@check(
    "what came in",
    "Find out what wrote past the actions: compare with the audit of the journey, and with a backup.",
    lost=True,
)
def _doors() -> Iterator[Said]:
    """By every door, what was received is open, closed, or was refused with a reason."""
    for door in doors.doors():
        yield Count(_told(door), door.received)
        if not door.accounted:
            told = door.open + door.closed + door.refused
            yield Fault(f"{_name(door)}: {door.received} were received and {told} are accounted for.")
    for journey_id, record_id in doors.gone():
        yield Fault(f"Journey {journey_id} was begun, and it is not there any more.", record_id)


def _told(door: doors.Door) -> str:
    stands = f"{door.open:,} open, {door.closed:,} closed, {door.refused:,} refused with a reason"
    return f"received: {_name(door)} ({stands})"


def _name(door: doors.Door) -> str:
    known = library.current().pathways.get(door.pathway)
    title = known.pathway.title if known else door.pathway
    return f"{title}, by {_asked(door.came_by)}" if door.came_by else title


def _asked(came_by: str) -> str:
    return list_label("came-by", came_by).lower()


@check(
    "closed work",
    "Open it: keep what was promised, or say why it is not owed any more; see to the concern first.",
    lost=True,
)
def _closed() -> Iterator[Said]:
    """Nothing was closed over a promise to the person, or over an open concern."""
    yield Count(
        "promises that go on after their work has ended",
        lost.owing_after_the_end(),
        "promise that goes on after its work has ended",
    )
    for journey, name in lost.dropped():
        yield at(journey, f"it ended while “{name}” was owed.")
    for journey, concern in lost.over_a_concern():
        yield at(journey, f"it ended while a safeguarding concern (journey {concern.pk}) was open.")
