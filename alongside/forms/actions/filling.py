"""Beginning a form, finishing it, opening it again, setting it aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from alongside.forms import access, asking, library
from alongside.forms.closings import closings
from alongside.forms.definition import FormDefinition
from alongside.forms.definition.shapes import BELONGS, PERSON
from alongside.forms.models import COMPLETE, DISCARDED, OPEN, Answer, FilledForm, FormVersion, Part
from alongside.forms.queries import filled as queries
from alongside.forms.rules.answers import Answers, name_of
from alongside.forms.rules.conditions import Ask, Owed, owed
from alongside.people.models import Person
from alongside.records.acting import action, record
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Grant
from alongside.web.errors import Missing, Refused

_LOADED = "the action loaded the form as the actor may see it"


class Incomplete(Refused):
    """Answers that law or safety needs are missing: `owed` names each."""

    def __init__(self, owed_: Sequence[Owed]) -> None:
        first = owed_[0]
        more = "; ".join(each.sentence for each in owed_)
        super().__init__(f"Still needed: {more}.", name_of((first.question.key, first.place)))
        self.owed = tuple(owed_)


@action("forms.begin", on=Person, may=access.fill)
def begin(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    form: str = "needs-assessment",
    subject: str = "",
    record_id: int | None = None,
) -> int:
    """Begin a form about a person; answers its number.

    `subject` is the thing it is for (“journey:12”): while one of this kind is open for it, that one is the answer.
    `record_id` is the record it is kept on where that is not the person's own; the actor must be able to see it.
    """
    if form not in library.known():
        raise Refused(f"There is no form “{form}”.", "form")
    if subject:
        there = queries.filled_of(subject, form)
        if there is not None and there.is_open:
            return there.id
    definition = library.current(form)
    made = FilledForm.objects.create(
        record_id=_kept_on(record_id, by, at) if record_id else person.pk,
        person=person,
        form=form,
        form_version=_version(definition, at),
        subject=subject,
        begun_at=at,
        begun_by_id=by.worker_id,
    )
    _tell(made, "forms.begun", f"{definition.title} begun.")
    return int(made.pk)


def _kept_on(record_id: int, by: Actor, at: datetime) -> int:
    grants = Grant.objects.open_at(at).filter(record_id=record_id, holder__in=by.holders)
    if by is not SYSTEM and not grants.exists():
        raise Missing
    return record_id


def _version(definition: FormDefinition, at: datetime) -> FormVersion:
    made, _new = FormVersion.objects.get_or_create(
        hash=definition.hash,
        defaults={"key": definition.form, "text": definition.text, "first_used_at": at},
    )
    return made


@action("forms.complete", on=FilledForm, may=access.fill)
def complete(filled: FilledForm, *, by: Actor, at: datetime) -> None:
    """Say that a form is finished. Raises Incomplete naming each answer that law or safety still needs."""
    _open(filled)
    first = queries.contested(filled.pk)
    if first is not None:
        message = "Two people wrote one answer at the same time. Choose between their texts first."
        raise Refused(message, name_of(first))
    missing = still_owed(filled.pk, by)
    if missing:
        raise Incomplete(missing)
    _close(filled, COMPLETE, by, at)
    _tell(filled, "forms.completed", f"{_title(filled)} completed.")
    _run_closings(filled, by, at)


def still_owed(filled_id: int, by: Actor) -> list[Owed]:
    """The answers that law or safety still needs, of the parts that the actor may see."""
    found = queries.filled(filled_id, by)
    if found is None:
        return []
    answers = queries.answers_of(found, by)
    return owed_of(answers, asking.asker(answers, found.person_id), queries.parts(filled_id, by))


def owed_of(answers: Answers, ask: Ask, parts: Collection[str]) -> list[Owed]:
    """The same of answers that were read already; `parts` are the confidential ones among them."""
    mine = {PERSON, *parts}
    return list(
        owed(
            answers.form,
            answers,
            ask,
            {each.key for each in answers.form.sections if each.belongs_to in mine},
        )
    )


@action("forms.discard", on=FilledForm, may=access.fill)
def discard(filled: FilledForm, *, by: Actor, at: datetime, why: str) -> None:
    """Set a form aside that should not have been begun; its answers are kept."""
    _open(filled)
    tidy = " ".join(why.split())
    if not tidy:
        raise Refused("Say why this form is set aside.", "why")
    _close(filled, DISCARDED, by, at, tidy)
    _tell(filled, "forms.discarded", f"{_title(filled)} set aside: {tidy}")
    _run_closings(filled, by, at)


@action("forms.reopen", on=FilledForm, may=access.fill)
def reopen(filled: FilledForm, *, by: Actor, at: datetime, why: str) -> None:
    """Open a completed or discarded form again, under the version it was begun under."""
    if filled.state == OPEN:
        raise Refused("This form is open already.")
    tidy = " ".join(why.split())
    if not tidy:
        raise Refused("Say why this form is opened again.", "why")
    filled.state, filled.closed_at, filled.closed_by_id, filled.closed_why = OPEN, None, None, ""
    _save(filled)
    _tell(filled, "forms.reopened", f"{_title(filled)} opened again: {tidy}")
    _run_closings(filled, by, at)


@action("forms.name part", on=FilledForm, may=access.fill)
def name_part(
    filled: FilledForm, *, by: Actor, at: datetime, person_id: int, belongs_to: str = "unpaid carer"
) -> None:
    """Say on whose record the confidential sections of a form are kept; nobody else's grants show them."""
    _open(filled)
    if belongs_to not in BELONGS or belongs_to == PERSON:
        raise Refused("There is no such part of a form.", "belongs_to")
    people = Person.objects.all()
    seen = people.for_system(_LOADED) if by is SYSTEM else people.visible_to(by)
    whose = seen.filter(pk=person_id).first()
    if whose is None:
        raise Refused("Open that person's record first: this part is kept on it.", "person_id")
    theirs = int(whose.root_id or whose.pk)
    if theirs == filled.person_id or whose.pk == filled.record_id:
        raise Refused("This part belongs to somebody else than the person the form is about.", "person_id")
    part = Part.objects.for_system(_LOADED).filter(filled=filled, belongs_to=belongs_to).first()
    if part is not None and part.record_id != theirs:
        if Answer.objects.for_system(_LOADED).filter(filled=filled, record_id=part.record_id).exists():
            raise Refused("This part has answers already, kept on somebody else's record.", "person_id")
        part.record_id, part.named_at, part.named_by_id = theirs, at, by.worker_id
        part.save()
    elif part is None:
        said = {"record_id": theirs, "named_at": at, "named_by_id": by.worker_id}
        Part.objects.create(filled=filled, belongs_to=belongs_to, **said)
        record(theirs, "forms.part named", f"A part of a {_title(filled).lower()} is kept here.")


def _open(filled: FilledForm) -> None:
    if filled.state != OPEN:
        word = "completed" if filled.state == COMPLETE else "set aside"
        raise Refused(f"This form was {word}. Open it again to change it.")


def _close(filled: FilledForm, state: str, by: Actor, at: datetime, why: str = "") -> None:
    filled.state, filled.closed_at, filled.closed_by_id, filled.closed_why = state, at, by.worker_id, why
    _save(filled)


def _save(filled: FilledForm) -> None:
    filled.version += 1
    filled.save(update_fields=["state", "closed_at", "closed_by", "closed_why", "version"])


def _title(filled: FilledForm) -> str:
    return library.of_hash(_hash(filled)).title


def _hash(filled: FilledForm) -> str:
    return str(FormVersion.objects.values_list("hash", flat=True).get(pk=filled.form_version_id))


def _tell(filled: FilledForm, kind: str, sentence: str) -> None:
    subject = filled.subject or f"form:{filled.pk}"
    record(filled.record_id, kind, sentence, subject=subject, form=filled.form, filled=filled.pk)


def _run_closings(filled: FilledForm, by: Actor, at: datetime) -> None:
    for close in closings:
        close(filled, by=by, at=at)
