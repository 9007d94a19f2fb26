"""The leisure pass of an unpaid carer: entitled, issued, and what it did for them."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse

from alongside.casework.pages.entries import entry
from alongside.commissioning import access
from alongside.commissioning.actions import passes as actions
from alongside.commissioning.pages.arranged import services
from alongside.commissioning.pages.asking import answers, day, of_list, why
from alongside.commissioning.queries import passes as queries
from alongside.commissioning.queries.passes import PassRow
from alongside.people.pages.about import about, offer
from alongside.people.pages.asking import ask
from alongside.people.pages.listing import Deed
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.forms import Form, Radios, Text, TextArea

A_YEAR = timedelta(days=364)


class Entitle(Form):
    """From when to when."""

    starts_on = day("First day on which it is good")
    ends_on = day("Last day")


class Issue(Form):
    """In their hands."""

    issued_on = day("On which day were they given it?")
    number = Text("Number on the pass", required=False, look={"width": 20}, max_length=30)


class Outcome(Form):
    """What the carer says."""

    outcome = Radios(
        "What did it do for them?", of_list("leisure-pass-outcome"), hint="As the carer tells it",
        look={"small": True},
    )  # fmt: skip
    in_their_words = TextArea("In their words", required=False, look={"rows": 3})
    told_on = day("When did they say so?")


class Withdraw(Form):
    """Written down wrongly."""

    why = why("What was wrong?")


ISSUE = Deed("Issue", Issue, "Record that they have it", actions.issue_pass)
OUTCOME = Deed("What it did", Outcome, "Write it down", actions.note_outcome)
WITHDRAW = Deed("Withdraw", Withdraw, "Withdraw it", actions.withdraw_pass, warning=True)


@about("services/passes/add/", may=access.arrange, title="A leisure pass")
def entitle_to_pass(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Write down that they may have one, for a year unless another day is given."""
    today = clock.today()
    form = Entitle.of(request, version=None, initial={"starts_on": today, "ends_on": today + A_YEAR})
    if form.is_valid():
        made = actions.entitle_to_pass(person.id, by=request.actor, key=form.key, **answers(form))
        return redirect(leisure_pass, person_id=person.id, pass_id=made)
    back = link(services, person_id=person.id)
    return ask(request, person, form, title="A leisure pass", button="Entitle them", back=back)


@about("services/passes/<int:pass_id>/", may=access.read, title="Leisure pass")
def leisure_pass(request: ActorRequest, person: Sheet, pass_id: int) -> HttpResponse:
    """One pass."""
    row = queries.one(pass_id, person, request.actor, clock.today())
    deeds = {"outcome": OUTCOME} if row.issued_on else {"issue": ISSUE}
    return entry(
        request,
        person,
        deeds | {"withdraw": WITHDRAW} if access.arrange(request.actor) else {},
        key=row.id,
        version=row.version,
        title="Leisure pass",
        aside=_facts(row),
        back=link(services, person_id=person.id),
        initial={"issued_on": clock.today(), "told_on": clock.today()},
        says=answers,
    )


def _facts(row: PassRow) -> list[tuple[str, str]]:
    rows = [
        ("State", row.state),
        ("Good", f"{row.starts_on:%-d %B %Y} to {row.ends_on:%-d %B %Y}"),
        ("Issued", f"{row.issued_on:%-d %B %Y}" if row.issued_on else ""),
        ("Number", row.number),
        ("What it did for them", row.outcome),
        ("In their words", row.in_their_words),
        ("They said so", f"{row.told_on:%-d %B %Y}" if row.told_on else ""),
        ("Written down by", row.recorded),
    ]
    return [each for each in rows if each[1]]


offer("Entitle to a leisure pass", entitle_to_pass, order=24)
