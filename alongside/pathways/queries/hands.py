"""Who took which step before, here and in the work that this one looks at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alongside.pathways.language import OF, Move, Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import past
from alongside.pathways.rules.history import State
from alongside.records.actors import Actor

_WHY = "who decided before, so that somebody else decides now"


def movers(journey: Journey, state: State, move: Move) -> Mapping[str, int | None]:
    """Who took each step that this one must be apart from, as far as any was taken."""
    found = dict(state.movers)
    for name in move.apart_from:
        step, _of, pathway = name.rpartition(OF)
        before = _looked_at_again(journey, pathway) if step else None
        earlier = past.state(before.pk) if before is not None else None
        if earlier is not None:
            found[name] = earlier.movers.get(step)
    return found


def decided(record_ids: Iterable[int], pathway: Pathway, actor: Actor) -> list[Journey]:
    """The person's finished work of which this kind looks at a decision again, as the actor sees it, the last first."""
    rows = Journey.objects.visible_to(actor).filter(
        person_id__in=list(record_ids), pathway__in=pathway.looks_again_at, ended_at__isnull=False
    )
    return list(rows.order_by("-ended_at", "-id"))


def _looked_at_again(journey: Journey, pathway: str) -> Journey | None:
    """The work that this one follows from; where it was begun by hand, the person's last of that kind."""
    rows = Journey.objects.for_system(_WHY).filter(pathway=pathway)
    parent: Journey | None = rows.filter(pk=journey.parent_id or 0).first()
    if parent is not None or journey.person_id is None:
        return parent
    theirs = rows.filter(
        person__root__in=Journey.objects.for_system(_WHY).filter(pk=journey.pk).values("person__root")
    )
    last: Journey | None = (
        theirs.filter(opened_at__lte=journey.opened_at).order_by("-opened_at", "-id").first()
    )
    return last
