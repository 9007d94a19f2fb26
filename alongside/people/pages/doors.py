"""The doors of a record: opening an ordinary one, restricting one, breaking the glass of a restricted one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import HttpResponse

from alongside import council
from alongside.people import access
from alongside.people.pages.about import offer
from alongside.people.pages.finding import born, find
from alongside.people.queries import doors as queries
from alongside.people.queries.finding import FoundRow
from alongside.records import clock
from alongside.records.actions import access as actions
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, page, redirect
from alongside.web.errors import Refused
from alongside.web.forms import Checkboxes, Date, Form, Hidden, Radios, RawDate, Select, TextArea, exact_date
from alongside.web.render import render

NO_SUCH = "No restricted record has this number. Check it with the restricted-records officer."


class Open(Form):
    """Why an ordinary record is needed: one of the council's reasons by its button, or own words."""

    because = Hidden("Reason", required=False)
    reason = TextArea("Another reason, in your own words", required=False, look={"rows": 2})

    def why(self) -> str:
        """The reason as it is written down."""
        chosen = dict(queries.choices("open-reason")).get(self.answers["because"], "")
        return ": ".join(part for part in (chosen, self.answers["reason"]) if part)


class BreakGlass(Form):
    """The emergency."""

    category = Radios("What kind of emergency is it?", [])
    reason = TextArea(
        "What is the emergency?",
        hint="One or two sentences. Whoever reviews it reads this.",
        missing="Say what the emergency is",
        look={"rows": 3},
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        codes = council.current().access.break_glass_categories
        self.fields["category"].choices = queries.choices("break-glass-category", codes)  # type: ignore[attr-defined]


def _coming(raw: RawDate) -> date:
    day = exact_date(raw)
    if not clock.today() < day <= clock.today() + timedelta(days=366):
        raise Refused("The review must be after today and within a year", "day")
    return day


class Restrict(Form):
    """Closing a record to everyone who is not named."""

    category = Radios("Why is the record restricted?", [])
    reason = TextArea(
        "What has happened?",
        hint="Only the restricted-records officer and those named read this.",
        missing="Say what has happened, so that whoever reviews the restriction can judge it",
        look={"rows": 3},
    )
    named = Checkboxes("Who of those who can see the record now is named on it?", [], required=False)
    team = Select("Also name a team or worker", [], required=False, empty="Nobody else")
    review_on = Date("When is the restriction looked at again?", clean=_coming)

    def __init__(self, *args: object, current: Sequence[queries.Choice], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["category"].choices = queries.choices("restriction-category")  # type: ignore[attr-defined]
        self.fields["named"].choices = list(current)  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", "Nobody else"), *queries.everybody()]  # type: ignore[attr-defined]

    def everyone(self) -> list[str]:
        """Everybody who is named, each once."""
        chosen = [*self.answers["named"], self.answers["team"]]
        return list(dict.fromkeys(each for each in chosen if each))


class Name(Form):
    """One more who may see a restricted record."""

    holder = Select("Team or worker", [])

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["holder"].choices = [("", "Choose one"), *queries.everybody()]  # type: ignore[attr-defined]


class Lift(Form):
    """The end of a restriction."""

    reason = TextArea("Why can the restriction be lifted?", look={"rows": 2})


@page("people/<int:person_id>/open/", may=access.open_, title="Why do you need this record?")
def open_person(request: ActorRequest, person_id: int) -> HttpResponse:
    """Open an ordinary record with a reason; nothing opens before the button is pressed."""
    row = queries.at_the_door(person_id, request.actor)
    form = Open.of(request)
    if not row.is_open and form.is_valid():
        actions.open_record(row.id, by=request.actor, reason=form.why(), key=form.key)
        return redirect("people.show", person_id=row.id)
    if row.is_open:
        return redirect("people.show", person_id=row.id)
    saw(request.actor, "people.open_person", [row.id], what="search")
    rules = council.current().access
    return render(
        request,
        "people/open.jinja",
        row=row,
        born=born(row),
        form=form,
        reasons=queries.choices("open-reason", rules.open_reasons),
        hours=rules.open_hours,
        shift_ends_at=request.actor.shift_ends_at,
    )


@page("people/<int:person_id>/break-glass/", may=access.break_glass, title="Break the glass")
def break_glass(request: ActorRequest, person_id: int) -> HttpResponse:
    """Open a restricted record in an emergency, by its number. Before it is done the page says nothing of the
    record, not even whether there is one."""
    return _break(request, f"record {person_id}", queries.restricted_root(person_id), [person_id])


@page("people/contacts/<int:contact_id>/break-glass/", may=access.break_glass, title="Break the glass")
def break_glass_for_contact(request: ActorRequest, contact_id: int) -> HttpResponse:
    """The same for the record that a contact, taken by this worker, may concern."""
    record_id = queries.record_of_contact(contact_id, request.actor)
    root = None if record_id is None else queries.restricted_root(record_id)
    return _break(request, f"the record that contact {contact_id} may concern", root, [])


def _break(request: ActorRequest, of_what: str, root: int | None, asked: list[int]) -> HttpResponse:
    form = BreakGlass.of(request)
    if form.is_valid():
        if root is not None:
            actions.break_glass(root, by=request.actor, key=form.key, **form.answers)
            return redirect("people.show", person_id=root)
        saw(request.actor, "people.break_glass", asked, what="refused")
        form.refuse(Refused(NO_SUCH))
    here = council.current().access
    return render(
        request,
        "people/break_glass.jinja",
        form=form,
        of_what=of_what,
        hours=here.break_glass_hours,
        review_days=here.review_working_days,
    )


@page("people/<int:person_id>/restrict/", may=access.restrict, title="Restrict this record")
def restrict(request: ActorRequest, person_id: int) -> HttpResponse:
    """Close a record to everyone but those named on it."""
    row = queries.to_restrict(person_id, request.actor)
    if row.restricted:
        return redirect(restriction, person_id=row.id)
    form = Restrict.of(request, current=queries.holders(row.id))
    if form.is_valid():
        said = {key: form.answers[key] for key in ("category", "reason", "review_on")}
        actions.restrict(row.id, by=request.actor, key=form.key, named=form.everyone(), **said)
        return _after(request, row)
    saw(request.actor, "people.restrict", [row.id])
    return render(request, "people/restrict.jinja", row=row, born=born(row), form=form)


def _after(request: ActorRequest, row: FoundRow) -> HttpResponse:
    """The restriction, for those who may still see it; the search, for whoever has just lost sight of the record."""
    after = queries.whoever(row.id, request.actor)
    if after.is_open or request.actor.may("see restricted"):
        return redirect(restriction, person_id=row.id)
    return redirect(find)


@page("people/<int:person_id>/restriction/", may=access.restrict, title="Restriction")
def restriction(request: ActorRequest, person_id: int) -> HttpResponse:
    """Who is named on a restricted record and why; name one more, or lift it."""
    row = queries.to_restrict(person_id, request.actor)
    standing = queries.restrictions(row.id)
    if not standing:
        return redirect(restrict, person_id=row.id)
    name, lift = Name.of(request), Lift.of(request)
    if name.is_valid():
        actions.name_on_restricted(
            standing[0].id, by=request.actor, key=name.key, holder=name.answers["holder"]
        )
        return redirect(restriction, person_id=row.id)
    if lift.is_valid():
        actions.lift(standing[0].id, by=request.actor, key=lift.key, reason=lift.answers["reason"])
        return redirect(find)
    saw(request.actor, "people.restriction", [row.id])
    return render(
        request,
        "people/restriction.jinja",
        row=row,
        born=born(row),
        standing=standing,
        named=queries.holders(row.id),
        name=name,
        lift=lift,
    )


offer("Restrict this record", restrict, order=80)
