"""Safeguarding concerns that wait for somebody: what duty is paged with, and to whom it goes when nobody answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside import council
from alongside.forms.queries.filled import answers_of
from alongside.pathways import library
from alongside.pathways.happenings import PAGE_ACKNOWLEDGED
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import definitions
from alongside.pathways.queries.asking import filled_for
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Post, Record
from alongside.records.queries.naming import holder_names
from alongside.web.errors import Missing

CONCERN = "safeguarding-concern"
TAKE, ESCALATE, MANAGER = "take in hand", "escalate", "safeguarding manager"
AT_MOST = 100
_WHY = "a page that nobody answered is escalated, whoever may see it"


@dataclass(frozen=True)
class ConcernRow:
    """One concern. The person is not named to whoever may not see their restricted record."""

    id: int
    person_id: int
    record_ids: Sequence[int]
    person: str
    restricted: bool
    raised_at: datetime
    raised_by: str
    what: str
    danger: bool
    urgent: bool
    stage: str
    owner: str
    due_at: datetime | None
    late: bool
    escalated: bool

    @property
    def order(self) -> tuple[bool, bool, datetime]:
        """Danger first, then what cannot wait, then what is due first."""
        return (not self.danger, not self.urgent, self.due_at or self.raised_at)


def waiting(actor: Actor) -> tuple[list[ConcernRow], list[ConcernRow]]:
    """The open concerns that the actor may see: those nobody has acknowledged, and those in hand."""
    found = list(
        Journey.objects.visible_to(actor)
        .filter(pathway=CONCERN, ended_at__isnull=True)
        .select_related("record")
        .order_by("opened_at", "id")[:AT_MOST]
    )
    due = _pages(found)
    owners = holder_names(each.owner for each in found)
    names = _names(found, actor)
    rows = [_row(each, due.get(each.pk), owners[each.owner], names) for each in found]
    pages = sorted((row for row in rows if row.due_at is not None), key=lambda row: row.order)
    return pages, [row for row in rows if row.due_at is None]


def unanswered(actor: Actor) -> int:
    """How many concerns that the actor may see nobody has acknowledged."""
    pages = Promise.objects.visible_to(actor).filter(closed_at__isnull=True, pathway=CONCERN)
    return int(pages.filter(name__in=_page_names()).count())


def _pages(journeys: Iterable[Journey]) -> dict[int, datetime]:
    owed = Promise.objects.for_system("of journeys that the actor may see").filter(
        journey__in=[each.pk for each in journeys], closed_at__isnull=True, name__in=_page_names()
    )
    return dict(owed.order_by("id").values_list("journey_id", "due_at"))


def _page_names() -> set[str]:
    """What the promise to acknowledge is called, by the definitions in force."""
    known = library.current().pathways.values()
    return {
        name
        for each in known
        for name, terms in each.pathway.promises.items()
        if PAGE_ACKNOWLEDGED in terms.kept_by
    }


def _names(journeys: Iterable[Journey], actor: Actor) -> dict[int, tuple[str, bool]]:
    """What to call the person of each, and whether a restriction keeps the name from this reader."""
    ids = {each.person_id for each in journeys if each.person_id}
    people = Person.objects.for_system(
        "who a concern is about is part of it; a restricted person is left out"
    )
    open_ = set(Person.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    closed = set(Record.objects.filter(pk__in=ids, restricted=True).values_list("pk", flat=True)) - open_
    named = people.filter(pk__in=ids).order_by("pk").values_list("pk", "name")
    return {pk: ("A restricted record" if pk in closed else name, pk in closed) for pk, name in named}


def _row(
    journey: Journey, due_at: datetime | None, owner: str, names: dict[int, tuple[str, bool]]
) -> ConcernRow:
    person_id = int(journey.person_id or 0)
    name, restricted = names.get(person_id, ("", False))
    filled = filled_for(journey, CONCERN)
    answers = answers_of(filled) if filled is not None else None
    return ConcernRow(
        id=journey.pk,
        person_id=person_id,
        record_ids=(person_id, journey.record_id),
        person=name,
        restricted=restricted,
        raised_at=journey.opened_at,
        raised_by=journey.referrer,
        what=answers.said("what") if answers else "",
        danger=answers is not None and answers.yes("danger") is True,
        urgent=answers is not None and answers.yes("urgent") is True,
        stage=definitions.of_hash(journey.definition).stages[journey.stage].title,
        owner=owner,
        due_at=due_at,
        late=due_at is not None and due_at <= clock.now(),
        escalated=journey.entered_at > journey.opened_at,
    )


def to_escalate(now: datetime) -> list[int]:
    """Journeys whose page nobody acknowledged in time and that have not been escalated yet."""
    late = Promise.objects.for_system(_WHY).filter(
        closed_at__isnull=True, due_at__lte=now, name__in=_page_names(), journey__ended_at__isnull=True
    )
    found = Journey.objects.for_system(_WHY).filter(pk__in=late.values("journey_id")).order_by("id")
    return [each.pk for each in found if _can_escalate(each)]


def _can_escalate(journey: Journey) -> bool:
    pathway = definitions.of_hash(journey.definition)
    leads_on = ESCALATE in dict(pathway.moves_from(journey.stage))
    # An escalation enters the stage anew; whoever looks again later sees that it was done.
    return leads_on and journey.entered_at <= journey.opened_at


def manager_for(journey: Journey) -> str:
    """Who answers when nobody did: a manager of the concern's own team, else of another team; "" when nobody can."""
    roles = council.current().roles_with(MANAGER)
    posts = Post.objects.held_at(clock.now()).filter(worker__is_active=True, worker__left_on__isnull=True)
    found = list(posts.filter(role__in=roles).order_by("id").values_list("worker_id", "holder"))
    own = [worker for worker, holder in found if holder == journey.team]
    first = [*own, *(worker for worker, _holder in found)]
    return f"worker:{first[0]}" if first else ""


def is_paged(actor: Actor) -> bool:
    """Whether the pages of concerns are for this worker: in one of the teams that see them, or a manager of them."""
    known = library.current().pathways.get(CONCERN)
    if known is None:
        return False
    theirs = {*known.pathway.team, *known.pathway.restricted_to}
    return any(kind in theirs for kind in _kinds(actor.teams)) or actor.plays(MANAGER)


def _kinds(teams: Sequence[str]) -> Iterator[str]:
    """The kinds of these teams of the council; one that it has no more is of no kind."""
    for team in council.current().teams if teams else ():
        if team.key in teams:
            yield team.kind


def person_of(journey_id: int, actor: Actor) -> int:
    """The record of whoever a concern that the actor may see is about. Raises Missing where they may not."""
    found = (
        Journey.objects.visible_to(actor).filter(pk=journey_id).values_list("person_id", flat=True).first()
    )
    if found is None:
        raise Missing
    return int(found)
