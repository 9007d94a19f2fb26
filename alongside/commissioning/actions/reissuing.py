"""The statement of a personal budget written again, once finance has worked out what the person pays (s26(1))."""

from __future__ import annotations

from datetime import datetime

from alongside.commissioning.queries.statements import Told, statement_of
from alongside.messages.actions.writing import write
from alongside.money.written import pounds
from alongside.pathways import happenings
from alongside.pathways.actions import moving
from alongside.pathways.language import Pathway
from alongside.pathways.letters.gaps import Writing, gaps
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules.calendar import last_day
from alongside.pathways.rules.history import State
from alongside.people.models import Person
from alongside.records.acting import inside
from alongside.records.actors import Actor

OWED, LETTER = "statement with the contribution", "budget-statement"
_WHY = "the plans that were agreed before it was known what the person pays"


def reissue(
    journey: Journey, pathway: Pathway, key: str, state: State, /, *, by: Actor, at: datetime
) -> None:
    """Finance has told what the person pays: each plan of theirs that owes its statement gets it written."""
    if happenings.CONTRIBUTION not in pathway.moves[key].says or journey.person_id is None:
        return
    person = Person.objects.for_system(_WHY).get(pk=journey.person_id)
    owed = Promise.objects.for_system(_WHY).filter(
        person__root_id=person.root_id, name=OWED, closed_at__isnull=True, journey__isnull=False
    )
    ids = list(Person.objects.for_system(_WHY).filter(root_id=person.root_id).values_list("pk", flat=True))
    for promise in owed.select_related("journey").order_by("id"):
        told = statement_of(past.subject(promise.journey_id or 0), ids)
        if told is not None and told.sums.pays is not None and promise.journey is not None:
            _write(promise, promise.journey, person, told, at)


def _write(promise: Promise, plan: Journey, person: Person, told: Told, at: datetime) -> None:
    state = past.state(plan.pk)
    if state is None:
        raise RuntimeError(f"journey {plan.pk} has no beginning")
    of = Writing(plan, definitions.of_hash(plan.definition), state, at)
    inside(
        write,
        person,
        template=LETTER,
        cause=f"{past.subject(plan.pk)}/{LETTER}/{at.isoformat()}",
        context=said(told) | {"worker": gaps["worker"](of), "worker phone": gaps["worker phone"](of)},
        subject=past.subject(plan.pk),
        record_id=plan.record_id,
        owner=promise.owner,
        due_on=last_day(promise.due_at),
    )


def said(told: Told) -> dict[str, str]:
    """The statement as the letter says it."""
    pays, council = told.sums.pays or 0, told.sums.council or 0
    return {
        "cost": f"{pounds(told.sums.cost)} a week",
        "you pay": f"You pay {pounds(pays)} a week." if pays else "You pay nothing.",
        "council pays": f"The council pays {pounds(council)} a week."
        if council
        else "The council pays nothing.",
        "from day": told.from_day,
        "worked out": told.worked_out,
    }


moving.followers.append(reissue)
