"""Adding a person, after looking who is on record already."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import finding as actions
from alongside.people.pages.asking import date_text, said
from alongside.people.pages.finding import born, contact_taken
from alongside.people.queries import comparing as queries
from alongside.people.queries.finding import sent_before
from alongside.people.queries.words import choices
from alongside.people.rules import nhs_number
from alongside.people.rules.shown import full_name
from alongside.people.rules.written import from_text
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, Page, page, redirect
from alongside.web.forms import Date, Form, Select, Text, TextArea
from alongside.web.render import render

# What somebody is added for, by the word that the address carries (`?then=contact`): a room above goes on from here.
_goes_on: dict[str, Page] = {}


def goes_on(word: str, to: Page) -> None:
    """Register the page about the person to which `?then=word` leads once they are added."""
    _goes_on[word] = to


class AddPerson(Form):
    """Somebody new, as much as is known. Only a name is needed: whatever else is missing can be asked later."""

    given = Text("Forenames", required=False, look={"autocomplete": "off", "spellcheck": False})
    family = Text("Family name", required=False, look={"autocomplete": "off", "spellcheck": False})
    known_as = Text("What do they like to be called?", required=False, look={"autocomplete": "off"})
    born = Date("Date of birth", approximate=True, required=False, clean=date_text("Date of birth"))
    nhs_number = Text(
        "NHS number", required=False, clean=nhs_number.parse, look={"width": 10, "inputmode": "numeric"}
    )
    nhs_absent_reason = Select("If there is no NHS number, why?", [], required=False, empty="Not asked yet")
    lines = TextArea("Address", required=False, look={"rows": 3})
    postcode = Text("Postcode", required=False, look={"width": 10})
    phone = Text("Telephone", required=False, look={"width": 20, "inputmode": "tel"})
    told_by = Text(
        "Who told you?", required=False, hint="For example: the person, their son Kofi, a letter from the GP"
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        reasons = [each for each in choices("nhs-number-absent-reason") if each[0] != "not-asked"]
        self.fields["nhs_absent_reason"].choices = [("", "Not asked yet"), *reasons]  # type: ignore[attr-defined]

    def described(self) -> queries.Likeness:
        """What was typed, as it is compared with who is on record."""
        return queries.described(said(self))


class Contact(AddPerson):
    """The same answers, carried along, and what somebody wants who may be a restricted person."""

    message = TextArea(
        "What is it about?",
        hint="Write what you would tell the officer: who is in contact, what they need, how urgent it is.",
        missing="Say what it is about, so that the officer can act",
        look={"rows": 4},
    )
    callback = Text("How can they be reached safely?", required=False, hint="As they told you just now")


@page("people/add/", may=access.add, title="Add a person")
def add(request: ActorRequest) -> HttpResponse:
    """First who it may be already; then “none of these”. A likely restricted match can only be taken as a contact."""
    contact = Contact.of(request)
    if contact.is_valid():
        unseen = queries.likely(contact.described(), request.actor).unseen
        told = {"message": contact.answers["message"], "callback": contact.answers["callback"]}
        taken = actions.take_contact(by=request.actor, key=contact.key, unseen=unseen, **told)
        return redirect(contact_taken, contact_id=taken)
    form = AddPerson.of(request)
    typed = contact if contact.is_bound else form
    if not typed.is_bound or typed.errors.keys() & {*AddPerson.base_fields, NON_FIELD_ERRORS}:
        return _show(request, form, contact, queries.Candidates())
    again = typed is form and sent_before(form.key, request.actor)
    found = queries.Candidates() if again else _looked(request, typed)
    shown = {str(each.row.id) for each in found.rows}
    if typed is form and not found.unseen and shown <= set(request.POST.get("shown", "").split()):
        added = actions.add_after_looking(by=request.actor, key=form.key, **said(form))
        return redirect(_goes_on.get(request.GET.get("then", ""), "people.show"), person_id=added)
    return _show(request, form, contact, found)


def _looked(request: ActorRequest, form: AddPerson) -> queries.Candidates:
    """Who on record it may be; written down, the restricted among them, too."""
    found = queries.likely(form.described(), request.actor)
    saw(request.actor, "people.add", [*(each.row.id for each in found.rows), *found.unseen], what="search")
    return found


def _entered(form: AddPerson) -> str:
    """What was typed, in a line."""
    if not (form.is_bound and form.is_valid()):
        return ""
    typed = said(form)
    name = full_name(typed["given"], typed["family"])
    date = f"born {from_text(typed['born'])}" if typed["born"] else ""
    return ", ".join(part for part in (name, typed["known_as"], date, typed["postcode"]) if part)


def _show(
    request: ActorRequest, form: AddPerson, contact: Contact, found: queries.Candidates
) -> HttpResponse:
    inputs = [each for name in AddPerson.base_fields for each in form.input_names(name)]
    return render(
        request,
        "people/add.jinja",
        form=form,
        contact=contact,
        found=found.rows,
        may_match=bool(found.unseen),
        carried=[(each, request.POST.get(each, "")) for each in inputs],
        shown=" ".join(str(each.row.id) for each in found.rows),
        born=born,
        may_open=access.open_(request.actor),
        entered=_entered(form),
    )
