"""What the pages at the door of a record show: who somebody is, who may see them, what restricts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from alongside import council
from alongside.people.queries import words
from alongside.people.queries.finding import FoundRow, people
from alongside.people.queries.merging import ids_of, root_of
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import BlindMatch, Grant, Record, Restriction
from alongside.records.queries.naming import holder_names
from alongside.records.queries.workers import workers
from alongside.web import formats
from alongside.web.errors import Missing

Choice = tuple[str, str]


def at_the_door(person_id: int, actor: Actor) -> FoundRow:
    """What search shows of a record; Missing when there is none or it is restricted and not open to the actor."""
    row = whoever(person_id, actor)
    if row.restricted and not row.is_open:
        raise Missing
    return row


def whoever(person_id: int, actor: Actor) -> FoundRow:
    """The same also of a restricted record, for those who decide on restrictions; Missing when there is none."""
    root = root_of(person_id)
    return people([root], actor)[1][root]


def to_restrict(person_id: int, actor: Actor) -> FoundRow:
    """A record whose restriction is decided: any ordinary one, and a restricted one for its officer or whoever is
    named on it. Missing otherwise."""
    row = whoever(person_id, actor)
    if row.restricted and not (row.is_open or actor.may("see restricted")):
        raise Missing
    return row


def restricted_root(person_id: int) -> int | None:
    """The restricted record of this number, or of the one it was merged into; None when there is none such."""
    try:
        root = root_of(person_id)
    except Missing:
        return None
    return root if Record.objects.filter(pk=root, restricted=True).exists() else None


def record_of_contact(contact_id: int, actor: Actor) -> int | None:
    """The record that a contact taken by this worker may concern; None for another's contact or none."""
    taken = BlindMatch.objects.filter(pk=contact_id, worker_id=actor.worker_id or 0)
    return taken.values_list("record_id", flat=True).first()


def holders(person_id: int) -> list[Choice]:
    """Who can see a record now and why, a line for each holder."""
    now = clock.now()
    standing = Grant.objects.open_at(now).filter(record_id__in=ids_of(person_id)).order_by("id")
    why: dict[str, str] = {}
    for holder, basis, ends_at in standing.values_list("holder", "basis", "ends_at"):
        why.setdefault(holder, f"{basis}, until {formats.moment(ends_at)}" if ends_at else basis)
    names = holder_names(why)
    return sorted(((key, f"{names[key]} ({said})") for key, said in why.items()), key=lambda each: each[1])


def glass_until(of: Sheet, actor: Actor) -> datetime | None:
    """Until when a restricted record is open to somebody only because they broke the glass; None otherwise."""
    if not of.restricted:
        return None
    standing = Grant.objects.open_at(clock.now()).filter(
        record_id__in=of.record_ids, holder__in=actor.holders
    )
    ends = dict(standing.order_by("id").values_list("basis", "ends_at"))
    return ends["glass broken"] if set(ends) == {"glass broken"} else None


def everybody() -> list[Choice]:
    """Every team, then every worker at work, to be named on a record."""
    teams = [(f"team:{team.key}", team.title) for team in council.current().teams]
    at_work = [(f"worker:{row.id}", row.name) for row in workers() if row.state == "at work"]
    return [*teams, *at_work]


@dataclass(frozen=True)
class RestrictionRow:
    """One restriction in force."""

    id: int
    category: str
    reason: str
    since: datetime
    review_on: date
    late: bool


def restrictions(person_id: int) -> list[RestrictionRow]:
    """The restrictions in force on a person, each once: copies on merged records are left out."""
    standing = Restriction.objects.filter(record_id__in=ids_of(person_id), ended_at__isnull=True)
    own = standing.exclude(source__startswith="restriction:").order_by("id")
    return [
        RestrictionRow(
            row.pk,
            words.label("restriction-category", row.category),
            row.reason,
            row.starts_at,
            row.review_on,
            row.review_on < clock.today(),
        )
        for row in own
    ]


def choices(list_key: str, codes: Sequence[str] = ()) -> list[Choice]:
    """What may be chosen today from a list of the council, or of these codes of it."""
    return [each for each in words.choices(list_key) if not codes or each[0] in codes]
