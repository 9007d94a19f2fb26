"""What would mean that somebody is lost, looked for over the whole database; each with the journey it is of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from alongside import council
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import concern, definitions, past
from alongside.pathways.rules import history
from alongside.pathways.rules.folding import standing
from alongside.pathways.rules.moving import THEIRS
from alongside.records import clock
from alongside.records.models import Post

_WHY = "the proof that nobody is lost looks at everything"


class Open(NamedTuple):
    """How the open work stands: in a worker's own hands, with a team only, and of both what is overdue."""

    named: int
    team_only: int
    overdue: int


def open_work() -> Open:
    """All open journeys, counted."""
    told = _open().aggregate(
        named=Count("pk", filter=Q(owner__startswith="worker:")),
        team_only=Count("pk", filter=~Q(owner__startswith="worker:")),
        overdue=Count("pk", filter=Q(next_on__lt=clock.today())),
    )
    return Open(**told)


def _open() -> QuerySet[Journey]:
    return Journey.objects.for_system(_WHY).filter(ended_at__isnull=True)


def without_next_step() -> Iterator[Journey]:
    """Open journeys of which nothing says what happens next, or when; or that stand at an end."""
    nothing = Q(next_step="") | Q(next_on__isnull=True)
    ends = Q()
    for definition, stage in (
        _open().order_by("definition", "stage").values_list("definition", "stage").distinct()
    ):
        terms = definitions.of_hash(definition)
        if stage not in terms.stages or terms.ends(stage):
            ends |= Q(definition=definition, stage=stage)
    yield from _open().filter(nothing | ends if ends else nothing).order_by("id")


class NobodysTurn(NamedTuple):
    """Open work of a team of which it is somebody's turn who is not there."""

    journey: Journey
    duty: str


def nobodys_turn() -> Iterator[NobodysTurn]:
    """Work with a team whose next step is for somebody with a duty that nobody at work has.

    A team's own members come first; the rota of everybody at work with that duty answers for it where the team has
    none of its own, as a manager of one team allocates the work of another.
    """
    here, held = council.current(), Post.objects.held_at(clock.now())
    at_work = held.filter(worker__is_active=True, worker__left_on__isnull=True)
    duties = here.duties_of(at_work.order_by("role").values_list("role", flat=True).distinct())
    with_teams = _open().exclude(owner__startswith="worker:")
    stages = with_teams.order_by("definition", "stage").values_list("definition", "stage").distinct()
    for definition, stage in stages:
        known = definitions.of_hash(definition).stages.get(stage)
        if known is not None and known.turn and known.turn not in duties:
            for journey in with_teams.filter(definition=definition, stage=stage).order_by("id"):
                yield NobodysTurn(journey, known.turn)


def owing_after_the_end() -> int:
    """How many promises go on after the end of their work, made by it or owed to others: counted, and no fault."""
    return _after_the_end().count()


def _after_the_end() -> QuerySet[Promise]:
    open_ = Promise.objects.for_system(_WHY).filter(closed_at__isnull=True)
    return open_.filter(journey__ended_at__isnull=False)


def dropped() -> Iterator[tuple[Journey, str]]:
    """Journeys that a step ended over a promise to the person or their unpaid carer, with what was promised."""
    theirs = _after_the_end().filter(owed_to__in=THEIRS, duty=False).select_related("journey")
    for promise in theirs.order_by("journey_id", "id"):
        journey = promise.journey
        if journey is None:
            continue
        ended_by = _ending(journey)
        if ended_by is not None and ended_by.kind == history.MOVED and promise.event < ended_by.id:
            yield journey, promise.name


def _ending(journey: Journey) -> history.Happened | None:
    """What ended it: nothing moves after an end."""
    ends = (history.MOVED, history.STOPPED, history.FINISHED, history.WITHDRAWN)
    return next((each for each in reversed(standing(past.events(journey.pk))) if each.kind in ends), None)


def over_a_concern() -> Iterator[tuple[Journey, Journey]]:
    """Journeys that ended, by a step that needs none to be open, while a concern about the person was; and it."""
    for open_ in (
        _open().filter(pathway=concern.CONCERN).exclude(person=None).order_by("id").select_related("person")
    ):
        if open_.person is None:
            continue
        ended = Journey.objects.for_system(_WHY).filter(
            person__root_id=open_.person.root_id, ended_at__gt=open_.opened_at
        )
        for journey in ended.order_by("id"):
            if _needs_none(definitions.of_hash(journey.definition), journey.outcome) and _was_open(
                open_, journey
            ):
                yield journey, open_


def _needs_none(pathway: Pathway, outcome: str) -> bool:
    """Whether the step with this outcome may not be taken while a concern is open."""
    for key, move in pathway.moves.items():
        if pathway.ends(move.to) and (
            outcome == key or (isinstance(move.reason, dict) and outcome in move.reason)
        ):
            return "no open concern" in move.needs
    return False


def _was_open(concern_: Journey, journey: Journey) -> bool:
    """Whether the concern was open as was known when the journey ended: one put back later was not."""
    ended_by = _ending(journey)
    if ended_by is None or ended_by.kind != history.MOVED:
        return False
    then = past.state(concern_.pk, as_known=past.recorded_at(ended_by.id))
    return then is not None and then.ended_at is None
