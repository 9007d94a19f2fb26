"""What giving a journey to somebody would do: allocate it where it waits for that, pass it on otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alongside import council
from alongside.casework.bulk import Line, Named, Where
from alongside.pathways.language import Move, Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import asking, definitions, journey_moves, past
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Post, Worker
from alongside.records.queries.naming import holder_names


def lines(keys: Sequence[int], to: str, *, by: Actor) -> list[Line]:
    """Each journey of these that the actor may see, as it would be given."""
    found = {journey.pk: journey for journey in seen(keys, by)}
    journeys = [found[key] for key in keys if key in found]
    names = holder_names({to, *(journey.owner for journey in journeys)})
    return [_line(journey, to, names, by) for journey in journeys]


def seen(keys: Iterable[int], by: Actor) -> list[Journey]:
    """Those of these journeys that the actor may see, each with its person."""
    rows = Journey.objects.visible_to(by).filter(pk__in=list(keys))
    return list(rows.select_related("person").order_by("pk"))


def _line(journey: Journey, to: str, names: dict[str, str], by: Actor) -> Line:
    pathway = definitions.of_hash(journey.definition)
    key = allocating(pathway, journey.stage) if to.startswith("worker:") else ""
    then = pathway.stages[pathway.moves[key].to].title if key else pathway.stages[journey.stage].title
    return Line(
        key=journey.pk,
        record_id=journey.record_id,
        version=journey.version,
        person=person_of(journey),
        what=pathway.title,
        now=f"{pathway.stages[journey.stage].title}, {names[journey.owner]}",
        then=f"{then}, {names[to]}",
        stops=_stops(journey, pathway, key, to, by),
        at=where(journey),
    )


def _stops(journey: Journey, pathway: Pathway, key: str, to: str, by: Actor) -> str:
    if journey.ended_at is not None:
        return "It has ended."
    if journey.owner == to:
        return "It is in these hands already."
    if not key:
        return ""
    state = past.state(journey.pk)
    course = asking.Course(journey, state, pathway) if state is not None else None
    if course is None:
        return "It has no beginning in the history."
    [row] = [row for row in journey_moves.moves(journey, course.state, pathway, by) if row.key == key]
    return "" if row.ready else "; ".join(row.whys)


def allocating(pathway: Pathway, stage: str) -> str:
    """The step that gives work in this stage to a worker, and does nothing else; "" where there is none."""
    return next((key for key, move in pathway.moves_from(stage) if _only_allocates(move)), "")


def _only_allocates(move: Move) -> bool:
    """A step with a form, a reason or something it says is more than allocating: it is taken on the journey's page."""
    return move.allocates == "worker" and not (move.form or move.reason or move.says or move.date)


def named(keys: Sequence[int], by: Actor) -> dict[int, Named]:
    """What these journeys are called to this actor."""
    return {
        journey.pk: Named(person_of(journey), definitions.of_hash(journey.definition).title, where(journey))
        for journey in seen(keys, by)
    }


def person_of(journey: Journey) -> str:
    """The name of whom it is about; blank where it is about nobody."""
    return journey.person.name if journey.person is not None else ""


def where(journey: Journey) -> Where | None:
    """The page of it."""
    if journey.person_id is None:
        return None
    return Where("pathways.journey", {"person_id": journey.person_id, "journey_id": journey.pk})


def receivers(by: Actor) -> list[tuple[str, str]]:
    """To whom work can be given: workers of the actor's teams first, then everybody at work, then teams."""
    now = clock.now()
    present = Worker.objects.filter(is_active=True, left_on__isnull=True)
    posts = Post.objects.held_at(now).filter(worker__in=present).order_by("worker__name", "worker_id")
    mine: dict[str, str] = {}
    others: dict[str, str] = {}
    teams = {f"team:{team.key}": team.title for team in council.current().teams}
    staffed = set()
    for key, name, holder in posts.values_list("worker_id", "worker__name", "holder"):
        (mine if holder in by.holders else others)[f"worker:{key}"] = name
        staffed.add(holder)
    ordered = mine | {key: name for key, name in others.items() if key not in mine}
    return [*ordered.items(), *((key, title) for key, title in teams.items() if key in staffed)]
