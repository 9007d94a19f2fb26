"""What the restricted-records officer and the Caldicott guardian work through."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from markupsafe import Markup, escape

from alongside.records import access
from alongside.records.actions import access as actions
from alongside.records.audit.reading import saw
from alongside.records.queries import access as queries
from alongside.web import formats, navigation
from alongside.web.door import ActorRequest, page, redirect
from alongside.web.forms import Form, Radios, TextArea
from alongside.web.render import render
from alongside.web.tables import Column

FINDINGS = (
    ("justified", "Justified"),
    ("not justified", "Not justified: end the access now"),
    ("to be looked into", "To be looked into: end the access and tell the data protection officer"),
)


_TAG = Markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>')


def _dated(day: date, late: bool) -> Markup:
    """A day, marked when it is past."""
    said = formats.short_day(day)
    return escape(said) if not late else escape(said + " ") + _TAG.format("red", "Late")


def _reviewed(row: queries.GlassRow) -> Markup:
    """What the review found, or by when it is due."""
    if row.finding:
        return _TAG.format("grey" if row.finding == "justified" else "orange", row.finding.capitalize())
    return escape("Review by ") + _dated(row.review_due_on, row.late)


GLASS = (
    Column("broken_at", "When", kind="moment"),
    Column("person", "Whose record", link="href", header=True),
    Column("worker", "By whom"),
    Column("category", "Emergency"),
    Column("", "State", show=_reviewed),
)
RESTRICTED = (
    Column("person", "Person", link="href", header=True),
    Column("category", "Why"),
    Column("since", "Since", kind="date"),
    Column("named", "Who is named on it"),
    Column("", "Review on", show=lambda row: _dated(row.review_on, row.late)),
)
CONTACTS = (
    Column("made_at", "When", kind="moment"),
    Column("person", "May concern", link="href", header=True),
    Column("worker", "Taken by"),
    Column("message", "Message"),
    Column("callback", "Ring back on"),
    Column("answered", "Answer"),
)


class Review(Form):
    """The finding on one breaking of the glass."""

    finding = Radios("What do you find?", FINDINGS)
    note = TextArea("Note", required=False, look={"rows": 2})


class Answer(Form):
    """What the officer did about a contact."""

    answer = TextArea(
        "What did you do?", look={"rows": 3}, missing="Say what you did, so that the worker knows"
    )


@page("access-review/", may=access.review_access, title="Broken glass to review")
def access_review(request: ActorRequest) -> HttpResponse:
    """Every breaking of the glass, those not yet reviewed first."""
    rows = queries.glass_to_review(request.actor.worker_id)
    saw(request.actor, "records.access_review", [row.record_id for row in rows], what="list")
    waiting = [row for row in rows if not row.finding]
    done = [row for row in rows if row.finding]
    return render(request, "records/access_review.jinja", columns=GLASS, waiting=waiting, done=done)


@page("access-review/<int:broken_id>/", may=access.review_access, title="Review breaking the glass")
def review_glass(request: ActorRequest, broken_id: int) -> HttpResponse:
    """Say whether one breaking of the glass was right."""
    row = queries.one_of(queries.glass_to_review(request.actor.worker_id), broken_id)
    form = Review.of(request)
    if form.is_valid():
        actions.review_glass(broken_id, by=request.actor, key=form.key, **form.answers)
        return redirect(access_review)
    saw(request.actor, "records.review_glass", [row.record_id])
    return render(request, "records/review_glass.jinja", form=form, row=row)


@page("restricted/", may=access.see_restricted, title="Restricted records")
def restricted(request: ActorRequest) -> HttpResponse:
    """Restricted records and the contacts that may concern them."""
    rows, matches = queries.restricted_records(), queries.blind_matches()
    saw(
        request.actor,
        "records.restricted",
        [*(row.record_id for row in rows), *(row.record_id for row in matches)],
        what="list",
    )
    return render(
        request,
        "records/restricted.jinja",
        rows=rows,
        columns=RESTRICTED,
        waiting=[row for row in matches if not row.answered],
        answered=[row for row in matches if row.answered],
        to_answer=CONTACTS[:-1],
        contacts=CONTACTS,
    )


@page("restricted/contacts/<int:match_id>/", may=access.see_restricted, title="Answer a contact")
def answer_blind_match(request: ActorRequest, match_id: int) -> HttpResponse:
    """Say what was done about a contact that may concern a restricted person."""
    row = queries.one_of(queries.blind_matches(), match_id)
    form = Answer.of(request)
    if form.is_valid():
        actions.answer_blind_match(match_id, by=request.actor, key=form.key, answer=form.answers["answer"])
        return redirect(restricted)
    saw(request.actor, "records.answer_blind_match", [row.record_id])
    return render(request, "records/answer_blind_match.jinja", form=form, row=row)


navigation.add("Restricted", restricted, order=60)
navigation.add("Access review", access_review, order=61)
