"""What others put into a form: people of health and other services, each with their role and organisation."""

from __future__ import annotations

from datetime import date, datetime

from alongside.forms import access, library
from alongside.forms.definition import FormDefinition, Section
from alongside.forms.definition.shapes import PERSON
from alongside.forms.models import OPEN, Contribution, FilledForm, Part
from alongside.people.actions.dated import line, today
from alongside.people.models import Organisation
from alongside.records import asking
from alongside.records.acting import action, record
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Missing, Refused

_LOADED = "the action loaded the form as the actor may see it"


@action("forms.add contribution", on=FilledForm, may=access.fill)
def add_contribution(
    filled: FilledForm,
    *,
    by: Actor,
    at: datetime,
    section: str,
    name: str,
    role: str,
    contributed_on: date,
    said: str,
    organisation_id: int | str | None = None,
    organisation_name: str = "",
) -> int:
    """Say who else put something into a section: what they said, as what, from where, on which day; its number.

    Raises Missing for a section that is kept on a record which the actor does not see.
    """
    _writable(filled)
    form = library.of_hash(filled.form_version.hash)
    home = _home(filled, _section(form, section), by, at)
    if contributed_on > today(at):
        raise Refused("This day is still to come. Give the day on which they said it.", "contributed_on")
    made = Contribution.objects.create(
        record_id=home,
        filled=filled,
        section=section,
        name=line(name, "name", "Say who contributed."),
        role=line(role, "role", "Say as what: their profession or role."),
        **_organisation(organisation_id, organisation_name),
        contributed_on=contributed_on,
        said=_words(said),
        recorded_at=at,
        recorded_by_id=by.worker_id,
    )
    _tell(filled, made, form, "added", f"{who(made)} contributed.")
    return int(made.pk)


@action("forms.withdraw contribution", on=Contribution, may=access.fill)
def withdraw_contribution(made: Contribution, *, by: Actor, at: datetime, why: str) -> None:
    """Say that somebody did not contribute this; it stays in the history with the reason."""
    filled = FilledForm.objects.for_system(_LOADED).select_related("form_version").get(pk=made.filled_id)
    _writable(filled)
    if made.withdrawn_at is not None:
        raise Refused("This has been withdrawn already. Open the page again.")
    made.withdrawn_at, made.withdrawn_by_id = at, by.worker_id
    made.withdrawn_why = line(why, "why", "Say what was wrong.")
    made.version += 1
    made.save()
    form = library.of_hash(filled.form_version.hash)
    _tell(
        filled, made, form, "withdrawn", f"what {who(made)} contributed was withdrawn. {made.withdrawn_why}"
    )


def who(of: Contribution) -> str:
    """The contributor with their role and organisation."""
    place = of.organisation.name if of.organisation is not None else of.organisation_name
    return f"{of.name}, {of.role}, {place}"


def _writable(filled: FilledForm) -> None:
    if filled.state != OPEN:
        raise Refused("This form is finished: what was signed stays as it was. Open it again to change it.")


def _section(form: FormDefinition, key: str) -> Section:
    found = next((each for each in form.sections if each.key == key), None)
    if found is None:
        raise Refused("Choose the section.", "section")
    return found


def _home(filled: FilledForm, section: Section, by: Actor, at: datetime) -> int:
    """The record that the section is kept on, if the actor sees it."""
    if section.belongs_to == PERSON:
        return int(filled.record_id)
    part = Part.objects.for_system(_LOADED).filter(filled=filled, belongs_to=section.belongs_to).first()
    if part is None:
        raise Refused(
            f"Say first whose part this is: it is kept on the {section.belongs_to}’s own record.", "section"
        )
    if by is not SYSTEM and not asking.is_open(part.record_id, by, at):
        raise Missing
    return int(part.record_id)


def _organisation(number: int | str | None, name: str) -> dict[str, object]:
    written = line(name, "organisation_name")
    if not number:
        if not written:
            raise Refused("Say which organisation they are of.", "organisation_id")
        return {"organisation": None, "organisation_name": written}
    if written:
        raise Refused("Choose the organisation, or write its name: not both.", "organisation_name")
    found = Organisation.objects.filter(pk=int(number), ended_on__isnull=True).first()
    if found is None:
        raise Refused("This organisation is not on the register any more.", "organisation_id")
    return {"organisation": found, "organisation_name": ""}


def _words(said: str) -> str:
    text = said.strip()
    if not text:
        raise Refused("Say what they contributed.", "said")
    return text


def _tell(filled: FilledForm, made: Contribution, form: FormDefinition, what: str, sentence: str) -> None:
    section = next(each.title for each in form.sections if each.key == made.section)
    record(
        made.record_id,
        f"forms.contribution {what}",
        f"{form.title}, {section.lower()}: {sentence}",
        subject=filled.subject or f"form:{filled.pk}",
        form=filled.form,
        filled=filled.pk,
        contribution=made.pk,
    )
