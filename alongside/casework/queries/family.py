"""A whole family as one reader may see it: who is what to whom, what is under way for each, what was noted together.

Of somebody whose record the reader does not see it holds nothing but what stands on this record: which relationship.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from alongside.casework.models import Note
from alongside.forms import library as forms
from alongside.forms.models import Contribution
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.people.models import Person, Relationship
from alongside.people.queries import around
from alongside.people.queries.around import LIVES_WITH, Companion
from alongside.people.queries.sheet import Sheet, Tie
from alongside.people.queries.words import label
from alongside.people.rules.circle import KEEP_AWAY, UNPAID_CARERS
from alongside.people.rules.standing import holds
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names
from alongside.web import formats

NOTES = 12


@dataclass(frozen=True)
class WorkRow:
    """One piece of open work of a member of the family."""

    journey_id: int
    person_id: int
    title: str
    stage: str
    owner: str
    next_step: str
    next_on: date | None
    late: bool
    guard_id: int


@dataclass(frozen=True)
class Member:
    """Somebody of the family. `person_id` where the reader sees their record; else only the kinds are told, and the
    name of somebody who was written down by name."""

    name: str
    kinds: Sequence[str]
    person_id: int | None
    household: bool
    keep_away: bool
    young_carer: bool
    work: Sequence[WorkRow] = ()


@dataclass(frozen=True)
class NoteRow:
    """One meeting that was noted on this record and on others that the reader sees."""

    id: int
    person_id: int
    kind: str
    when: str
    writer: str
    text: str
    others: Sequence[str]


@dataclass(frozen=True)
class Helper:
    """Somebody of another organisation who put something into a form of the family."""

    who: str
    organisation: str
    about: str
    form: str
    contributed_on: date


@dataclass(frozen=True)
class Family:
    """Everything on the page."""

    own_work: Sequence[WorkRow]
    members: Sequence[Member]
    caring: Sequence[str]
    notes: Sequence[NoteRow]
    helpers: Sequence[Helper]
    seen_ids: Sequence[int]


@dataclass
class _Found:
    """What the ties to one other come to."""

    name: str
    person_id: int | None
    kinds: list[str] = field(default_factory=list)
    household: bool = False
    keep_away: bool = False
    young_carer: bool = False

    def add(self, tie: Tie, said: Companion) -> None:
        if said.kind not in self.kinds:
            self.kinds.append(said.kind)
        self.household |= LIVES_WITH in said.marks
        self.keep_away |= tie.kind == KEEP_AWAY
        self.young_carer |= tie.kind == "young-carer"


def family(person: Sheet, actor: Actor) -> Family:
    """The family round this person, as the actor may see each of them."""
    today = clock.today()
    found = _members(person, today)
    names = {each.person_id: each.name for each in found if each.person_id is not None}
    roots = _roots(names, actor)
    everybody = {**roots, **dict.fromkeys(person.record_ids, person.id)}
    work = _work(everybody, actor, today)
    return Family(
        own_work=work.get(person.id, ()),
        members=[
            Member(
                each.name, each.kinds, each.person_id, each.household, each.keep_away, each.young_carer,
                work.get(each.person_id or 0, ()),
            )
            for each in sorted(found, key=lambda each: (not each.household, each.person_id is None))
        ],
        caring=_caring(everybody, {**names, person.id: person.name}, actor, today),
        notes=_notes(person, roots, names, actor),
        helpers=_helpers(everybody, {**names, person.id: person.name}, actor),
        seen_ids=sorted(names),
    )  # fmt: skip


def _members(person: Sheet, today: date) -> list[_Found]:
    """One for each other; of somebody unseen one for each relationship that stands on this record."""
    said = {(each.id, each.theirs): each for each in around.circle(person, today)}
    found: dict[object, _Found] = {}
    for tie in person.ties:
        if not holds(tie, today) or (tie.theirs and not tie.other_open):
            # What stands only on the record of somebody unseen is not told here.
            continue
        companion = said[tie.id, bool(tie.theirs)]
        seen = bool(tie.other_id and tie.other_open)
        key: object = tie.other_id if seen else ("unseen", tie.id)
        # The name of somebody on record who is unseen is theirs to show; that of somebody outside was written here.
        name = companion.name if seen or tie.other_id is None else ""
        found.setdefault(key, _Found(name, tie.other_id if seen else None)).add(tie, companion)
    return list(found.values())


def _roots(names: Iterable[int], actor: Actor) -> Mapping[int, int]:
    """Every record of each member seen (a merged one keeps its own), to whom it belongs."""
    rows = Person.objects.visible_to(actor).filter(root_id__in=list(names)).order_by("pk")
    return {int(pk): int(root) for pk, root in rows.values_list("pk", "root_id")}


def _work(everybody: Mapping[int, int], actor: Actor, today: date) -> Mapping[int, list[WorkRow]]:
    """The open work of each, what is due first before the rest; restricted work only to who sees it."""
    rows = Journey.objects.visible_to(actor).filter(person_id__in=list(everybody), ended_at__isnull=True)
    listed = list(rows.order_by("next_on", "id"))
    owners = holder_names(each.owner for each in listed)
    found: dict[int, list[WorkRow]] = {}
    for row in listed:
        pathway = definitions.of_hash(row.definition)
        whose = everybody[row.person_id or 0]
        found.setdefault(whose, []).append(
            WorkRow(
                journey_id=row.pk,
                person_id=whose,
                title=pathway.title,
                stage=pathway.stages[row.stage].title,
                owner=owners[row.owner],
                next_step=row.next_step,
                next_on=row.next_on,
                late=row.next_on is not None and row.next_on < today,
                guard_id=row.record_id,
            )
        )
    return found


def _caring(everybody: Mapping[int, int], names: Mapping[int, str], actor: Actor, today: date) -> list[str]:
    """Who cares for whom, of those seen: as it stands on the record of either."""
    rows = Relationship.objects.visible_to(actor).filter(
        person_id__in=list(everybody), other_id__in=list(everybody), withdrawn_at__isnull=True, ends_on=""
    )
    kinds = {*UNPAID_CARERS, "cared-for"}
    said = []
    for kind, one, other, since in (
        rows.filter(kind__in=kinds).order_by("id").values_list("kind", "person_id", "other_id", "starts_on")
    ):
        carer, cared_for = (one, other) if kind == "cared-for" else (other, one)
        if not since or since <= today.isoformat():
            young = ", who is a young carer" if kind == "young-carer" else ""
            said.append(f"{names[everybody[carer]]} cares for {names[everybody[cared_for]]}{young}.")
    return list(dict.fromkeys(said))


def _notes(person: Sheet, roots: Mapping[int, int], names: Mapping[int, str], actor: Actor) -> list[NoteRow]:
    """Meetings noted on this record and on that of somebody seen, the last first."""
    mine = Note.objects.visible_to(actor).filter(person_id__in=person.record_ids, withdrawn_at__isnull=True)
    theirs = Note.objects.visible_to(actor).filter(person_id__in=list(roots), withdrawn_at__isnull=True)
    with_: dict[int, list[str]] = {}
    for pk, together, whose in theirs.order_by("id").values_list("pk", "together_id", "person_id"):
        with_.setdefault(together or pk, []).append(names[roots[whose]])
    joint = mine.filter(together_id__in=list(with_)) | mine.filter(pk__in=list(with_))
    rows = joint.select_related("written_by").order_by("-happened_at", "-id")[:NOTES]
    return [
        NoteRow(
            id=row.pk,
            person_id=person.id,
            kind=label("note-kind", row.kind),
            when=formats.day(row.happened_at),
            writer=row.written_by.name,
            text=row.text,
            others=with_[row.together_id or row.pk],
        )
        for row in rows
    ]


def _helpers(everybody: Mapping[int, int], names: Mapping[int, str], actor: Actor) -> list[Helper]:
    """Who of other organisations put something into the forms of those seen, the last first."""
    rows = Contribution.objects.visible_to(actor).filter(
        filled__person_id__in=list(everybody), withdrawn_at__isnull=True
    )
    columns = ("name", "role", "organisation__name", "organisation_name", "filled__person_id", "filled__form",
               "contributed_on")  # fmt: skip
    return [
        Helper(f"{name}, {role}", listed or written, names[everybody[whose]], forms.current(form).title, on)
        for name, role, listed, written, whose, form, on in rows.order_by(
            "-contributed_on", "-id"
        ).values_list(*columns)[:NOTES]
    ]
