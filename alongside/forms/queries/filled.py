"""Filled forms and their answers.

Without an actor the answers are read for the system (facts, letters, checks), and then only those kept on the form's
own record: what an unpaid carer said in confidence goes nowhere that did not ask for it as somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.forms import library, subjects
from alongside.forms.definition import FormDefinition
from alongside.forms.models import COMPLETE, DISCARDED, OPEN, Answer, FilledForm, Part, Rival
from alongside.forms.rules.answers import Answers, Cell, Kept
from alongside.records.actors import SYSTEM, Actor

_WHY = "facts and letters are made of the form's own answers"


@dataclass(frozen=True)
class Filled:
    """One filled form: what it is, for whom, how far it has come."""

    id: int
    record_id: int
    person_id: int
    form: str
    hash: str
    subject: str
    state: str
    version: int
    begun_at: datetime
    begun_by: str
    closed_at: datetime | None
    closed_by: str
    closed_why: str

    @property
    def definition(self) -> FormDefinition:
        """The form as it read when this one was begun."""
        return library.of_hash(self.hash)

    @property
    def title(self) -> str:
        """What the form is called."""
        return self.definition.title

    @property
    def is_open(self) -> bool:
        """Whether answers can be written."""
        return self.state == OPEN

    @property
    def is_complete(self) -> bool:
        """Whether somebody has said that it is finished."""
        return self.state == COMPLETE


@dataclass(frozen=True)
class RivalRow:
    """What somebody else wrote at the same time."""

    id: int
    value: Any
    absent: str
    by: str
    at: datetime


_COLUMNS = (
    "id", "record_id", "person_id", "form", "form_version__hash", "subject", "state", "version", "begun_at",
    "begun_by__name", "closed_at", "closed_by__name", "closed_why",
)  # fmt: skip


def _row(values: Sequence[Any]) -> Filled:
    said = list(values)
    for at in (9, 11):
        said[at] = said[at] or ("Alongside itself" if said[at - 1] else "")
    return Filled(*said)


def _forms(actor: Actor) -> Any:
    rows = FilledForm.objects.all()
    return rows.for_system(_WHY) if actor is SYSTEM else rows.visible_to(actor)


def filled(filled_id: int, actor: Actor = SYSTEM) -> Filled | None:
    """The form as the actor may see it; None where they may not, or there is none."""
    values = _forms(actor).filter(pk=filled_id).values_list(*_COLUMNS).first()
    found = _row(values) if values else None
    return found if found is not None and _reads(actor, found) else None


def _reads(actor: Actor, found: Filled) -> bool:
    return not found.is_open or subjects.may_read_draft(found.subject, found.form, actor)


def definition(filled_id: int) -> FormDefinition | None:
    """How the form that is filled in there reads: the same for everybody, whoever may see the answers."""
    found = FilledForm.objects.for_system("a definition is about nobody").filter(pk=filled_id)
    digest = found.values_list("form_version__hash", flat=True).first()
    return library.of_hash(digest) if digest else None


def filled_of(subject: str, form: str) -> Filled | None:
    """The latest form of this kind filled in for a thing (“journey:12”) and not discarded."""
    rows = _forms(SYSTEM).filter(subject=subject, form=form).exclude(state=DISCARDED).order_by("-id")
    found = rows.values_list(*_COLUMNS).first()
    return _row(found) if found else None


def of_person(person_ids: Iterable[int], actor: Actor) -> list[Filled]:
    """Every form about these records of one person that the actor may see, the newest first."""
    rows = _forms(actor).filter(person_id__in=list(person_ids)).order_by("-begun_at", "-id")
    every = [_row(each) for each in rows.values_list(*_COLUMNS)]
    return [each for each in every if _reads(actor, each)]


def previous(of: Filled, person_ids: Iterable[int], actor: Actor) -> Filled | None:
    """The last form of the same kind that was completed before this one was begun."""
    rows = _forms(actor).filter(person_id__in=list(person_ids), form=of.form, state=COMPLETE, pk__lt=of.id)
    found = rows.order_by("-closed_at", "-id").values_list(*_COLUMNS).first()
    return _row(found) if found else None


def answers(filled_id: int, actor: Actor = SYSTEM) -> Answers:
    """The answers of a form; for an actor also those of its confidential parts that they may see.

    Raises LookupError where there is no such form for them.
    """
    found = filled(filled_id, actor)
    if found is None:
        raise LookupError(f"There is no filled form {filled_id}.")
    return answers_of(found, actor)


def answers_of(found: Filled, actor: Actor = SYSTEM) -> Answers:
    """The same of a form that was read already."""
    own = Answer.objects.for_system(_WHY).filter(record_id=found.record_id)
    rows = own if actor is SYSTEM else Answer.objects.visible_to(actor)
    columns = ("question", "place", "value", "absent", "version", "saved_at", "saved_by__name", "id")
    cells: dict[Cell, Kept] = {}
    for question, place, *kept in rows.filter(filled_id=found.id).values_list(*columns).order_by("id"):
        kept[4] = kept[4] or "Alongside itself"
        cells[question, place] = Kept(*kept)
    form = found.definition
    return Answers(form, cells, library.options_of(form), found.id)


def rivals(filled_id: int, actor: Actor) -> Mapping[Cell, Sequence[RivalRow]]:
    """What was written at the same time as an answer and is still to be chosen between, by the answer's cell."""
    rows = Rival.objects.visible_to(actor).filter(answer__filled_id=filled_id, settled_at__isnull=True)
    columns = ("answer__question", "answer__place", "id", "value", "absent", "saved_by__name", "saved_at")
    found: dict[Cell, list[RivalRow]] = {}
    for question, place, key, value, absent, by, at in rows.order_by("id").values_list(*columns):
        found.setdefault((question, place), []).append(
            RivalRow(key, value, absent, by or "Alongside itself", at)
        )
    return found


def contested(filled_id: int) -> Cell | None:
    """The first answer of a form that somebody must still choose, of all its parts: a form is not finished before."""
    rows = Rival.objects.for_system("whether anything is left to choose, not what")
    open_ = rows.filter(answer__filled_id=filled_id, settled_at__isnull=True).order_by("id")
    return open_.values_list("answer__question", "answer__place").first()


def parts(filled_id: int, actor: Actor) -> Mapping[str, int]:
    """On whose record each confidential part is kept, of those that the actor may see."""
    rows = Part.objects.visible_to(actor).filter(filled_id=filled_id).order_by("id")
    return dict(rows.values_list("belongs_to", "record_id"))


def parts_named(filled_id: int) -> frozenset[str]:
    """Which confidential parts the form has, without saying whose."""
    rows = Part.objects.for_system("that there is a part is said, whose it is not")
    return frozenset(rows.filter(filled_id=filled_id).order_by("id").values_list("belongs_to", flat=True))


def writing(filled_id: int, actor: Actor, since: datetime) -> list[str]:
    """Who else has written in this form since a moment, by name."""
    rows = Answer.objects.visible_to(actor).filter(filled_id=filled_id, saved_at__gte=since)
    others = rows.exclude(saved_by_id=actor.worker_id).exclude(saved_by=None)
    return sorted(set(others.order_by("saved_by__name").values_list("saved_by__name", flat=True)))
