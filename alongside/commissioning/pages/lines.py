"""One service line: added, changed from a day on, suspended, taken up again, ended, put right."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from alongside.casework.pages.entries import entry
from alongside.commissioning import access
from alongside.commissioning.actions import lines as actions
from alongside.commissioning.actions import suspending
from alongside.commissioning.pages.arranged import services
from alongside.commissioning.pages.asking import Terms, answers, day, note, of_list, ready, why
from alongside.commissioning.queries import lines as queries
from alongside.commissioning.queries.lines import LineRow
from alongside.commissioning.rules.reckoning import ENDED
from alongside.people.pages.about import about, offer
from alongside.people.pages.asking import ask
from alongside.people.pages.listing import Deed
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web import formats
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.forms import Form, Radios, Select

YES_NO = [("yes", "Yes"), ("no", "No")]
LATE = "The day may have gone by: what the days since then cost is reckoned anew, and the difference is told."


class Add(Terms):
    """A new line."""

    starts_on = day("First day")
    ends_on = day("Last day", required=False, hint="Leave blank where it is not known")
    field_order = ("component", "service_type", "starts_on", "ends_on")


class Change(Terms):
    """Other terms from a day on."""

    effective_on = day("From which day?", hint="The first day on the new terms")
    why = why("Why does it change?")
    field_order = ("effective_on", "why")


class Suspend(Form):
    """Days without the service."""

    starts_on = day("First day without it")
    ends_on = day("Last day without it", required=False, hint="Leave blank where it is not known")
    suspended_for = Select("Why?", of_list("suspension-reason"))
    paid = Radios("Is it paid for all the same?", YES_NO, look={"inline": True, "small": True})
    note = note()


class Resume(Form):
    """The service is given again."""

    resumes_on = day("On which day is it given again?")


class End(Form):
    """The last day of a line."""

    ends_on = day("Last day")
    ended_reason = Select(
        "Why?", lambda: [each for each in of_list("line-end-reason")() if each[0] != actions.CHANGED]
    )
    note = note()


class Correct(Terms):
    """What was never as it stands here."""

    why = why("What was wrong?")
    starts_on = day("First day")
    ends_on = day("Last day", required=False)
    field_order = ("why", "component", "service_type", "starts_on", "ends_on")


class Withdraw(Form):
    """A line that never was."""

    why = why("What was wrong?")


CHANGE = Deed("Change", Change, "Change it from that day", actions.change_line, says=LATE)
SUSPEND = Deed("Suspend", Suspend, "Suspend it", suspending.suspend_line, says=LATE)
RESUME = Deed("Take up again", Resume, "Take it up again", suspending.resume_line)
END = Deed("End", End, "End it", actions.end_line, says=LATE)
CORRECT = Deed(
    "Put right",
    Correct,
    "Put it right",
    actions.correct_line,
    says="For what never was as it stands here. What was right once is changed from a day on.",
)
WITHDRAW = Deed(
    "Withdraw",
    Withdraw,
    "Withdraw it",
    actions.withdraw_line,
    says="For a line that never began, or was written down for the wrong person.",
    warning=True,
)


def deeds_of(row: LineRow) -> dict[str, Deed]:
    """What can be done about a line as it stands."""
    late = {"correct": CORRECT, "withdraw": WITHDRAW}
    if row.state == ENDED:
        return {"end": END, **late}
    again = {"resume": RESUME} if row.paused else {}
    return {"change": CHANGE, **again, "suspend": SUSPEND, "end": END, **late}


@about("services/add/", may=access.arrange, title="Add a service")
def add_line(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Write down what is bought or arranged."""
    form = Add.of(request, version=None, initial={"plan": request.GET.get("plan", ""), "each": "week"})
    ready(form, person, request.actor)
    if form.is_valid():
        actions.add_line(person.id, by=request.actor, key=form.key, **answers(form))
        return redirect(services, person_id=person.id)
    back = link(services, person_id=person.id)
    return ask(request, person, form, title="Add a service", button="Add the service", back=back)


@about("services/<int:line_id>/", may=access.read, title="Service")
def line(request: ActorRequest, person: Sheet, line_id: int) -> HttpResponse:
    """One line, and what can be done about it."""
    row = queries.line(line_id, person, request.actor, clock.today())
    return entry(
        request,
        person,
        deeds_of(row) if access.arrange(request.actor) else {},
        key=row.id,
        version=row.version,
        title=row.what,
        aside=_facts(row),
        back=link(services, person_id=person.id),
        initial={**row.terms, **_days(request, row)},
        ready=lambda form: ready(form, person, request.actor),
        says=answers,
        template="commissioning/line.jinja",
        lacks=row.lacks,
    )


def _days(request: ActorRequest, row: LineRow) -> dict[str, Any]:
    """Only what is put right begins with the line's own days: other days are for whoever writes to say."""
    putting_right = request.GET.get("do") == "correct"
    return {"starts_on": row.starts_on, "ends_on": row.ends_on} if putting_right else {}


def _facts(row: LineRow) -> list[tuple[str, Any]]:
    until = f" to {formats.day(row.ends_on)}" if row.ends_on else ", no end planned"
    rows = [
        ("State", row.suspended or row.state.capitalize()),
        ("Days", f"{formats.day(row.starts_on)}{until}"),
        ("Type", row.kind),
        ("Delivered as", row.mechanism),
        ("Given by", row.provider),
        ("How much", row.units),
        ("Cost", row.cost),
        ("A week", "" if row.week is None else row.week_said),
        ("Plan", row.plan),
        ("To be done", row.detail),
        ("Why it ended", row.why),
        ("Recorded", row.recorded),
    ]
    return [each for each in rows if each[1]]


offer("Add a service", add_line, order=20)
