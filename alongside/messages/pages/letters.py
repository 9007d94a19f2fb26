"""The letters about a person, and one of them: what it says, where it goes, what stops it and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.messages import access, actions, drawing
from alongside.messages.queries import lists as queries
from alongside.messages.queries.lists import Line, Page
from alongside.messages.queries.preview import preview
from alongside.messages.rules.gate import releasable
from alongside.people.pages.about import about, draw, tab
from alongside.people.queries.owners import owner_choices
from alongside.people.queries.sheet import Sheet
from alongside.records.audit.reading import saw
from alongside.records.pages.documents import download
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Form, Select, TextArea
from alongside.web.tables import Column


class Press(Form):
    """A deed that asks nothing."""


class Release(Form):
    """One of the two releases of a stopped letter."""

    reason = TextArea(
        "How do you know that it is safe to send?",
        hint="Somebody else has to say so, too. Both reasons are kept.",
        missing="Say how you know that it is safe to send this letter",
        look={"rows": 3},
    )


class Give(Form):
    """Another owner of a stopped letter."""

    owner = Select("Who sees to it?", [])


class Declined(Form):
    """The person does not want it."""

    reason = TextArea("What did the person say?", missing="Say what the person said", look={"rows": 2})


class Unsafe(Form):
    """It would do harm."""

    reason = TextArea("Why would it not be safe?", missing="Say why it would not be safe", look={"rows": 2})


class Cancel(Form):
    """It is not to be sent."""

    reason = TextArea("Why is it not to be sent?", missing="Say why it is not to be sent", look={"rows": 2})


class CameBack(Form):
    """It was returned."""

    reason = TextArea(
        "What is written on the envelope, or in the answer?",
        hint="This address is not written to again until somebody records it anew.",
        missing="Say what is written on the envelope or in the answer",
        look={"rows": 2},
    )


@dataclass(frozen=True)
class Deed:
    """One thing that can be done about a letter: when it is offered, to whom, and what it asks."""

    heading: str
    form: type[Form]
    button: str
    act: Callable[..., Any]
    may: Callable[[Any], bool]
    when: Callable[[Page], bool]
    says: str = ""
    warning: bool = False


def _waits(page: Page) -> bool:
    return page.line.state in {"held", "queued", "ready", "printed"}


def _is_stopped(page: Page) -> bool:
    return page.line.state == "held"


def _can_be_released(page: Page) -> bool:
    return _is_stopped(page) and releasable(page.codes) and not page.released_by_reader


def _can_be_written_again(page: Page) -> bool:
    return (
        page.line.state in {"cancelled", "failed", "unsafe", "declined"}
        or page.line.state_said == queries.CAME_BACK
    )


ASK_AGAIN = "When what stops it has been put right on the record. If nothing stops it any more, it goes."
BY_HAND = "You have given it to its recipient in person. The copy that is kept is the one below."

DEEDS: Mapping[str, Deed] = {
    "ask": Deed(
        "Ask again",
        Press,
        "Ask again whether it may go",
        actions.ask_again,
        access.handle,
        _is_stopped,
        ASK_AGAIN,
    ),
    "release": Deed(
        "Release", Release, "Release this letter", actions.release, access.release, _can_be_released
    ),
    "give": Deed("Another owner", Give, "Save the owner", actions.give, access.handle, _is_stopped),
    "hand": Deed(
        "Hand over", Press, "I have handed it over", actions.issue_by_hand, access.handle, _waits, BY_HAND
    ),
    "declined": Deed(
        "Declined", Declined, "Record that it was declined", actions.decline, access.handle, _waits
    ),
    "unsafe": Deed(
        "Not safe", Unsafe, "Record that it is not safe to send", actions.mark_unsafe, access.handle, _waits
    ),
    "cancel": Deed(
        "Cancel", Cancel, "Cancel this letter", actions.cancel, access.handle, _waits, warning=True
    ),
    "returned": Deed(
        "Came back",
        CameBack,
        "Record that it came back",
        actions.mark_returned,
        access.handle,
        lambda page: page.may_come_back,
    ),
    "again": Deed(
        "Write again",
        Press,
        "Write it again",
        actions.write_again,
        access.handle,
        _can_be_written_again,
        "The same words, to where its recipient gets letters now.",
    ),
}


def _title(person: Sheet) -> Column:
    def shown(line: Line) -> Markup:
        address = link(letter, None, person_id=person.id, message_id=line.id)
        return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, line.title)

    return Column("", "Letter", show=shown, header=True)


def state_tag(line: Line) -> Markup:
    """The state of a letter, with why."""
    words, colour = line.state_said
    mark = Markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>').format(colour, words)
    return Markup("<div>{}{}</div>").format(mark, Markup("").join(map(Markup("<br>{}").format, line.why)))


STATE = Column("", "State", show=state_tag)


def _saw_closer(request: ActorRequest, person: Sheet, name: str, record_ids: Sequence[int]) -> None:
    """The person's own record is written down as seen by `about`; a letter may be of a closer one."""
    closer = [key for key in record_ids if key not in person.record_ids]
    if closer:
        saw(request.actor, name, closer)


@about("letters/", may=access.see, title="Letters", methods=("GET", "HEAD"))
def letters(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Every letter about the person that the reader may see."""
    rows = queries.of_person(person.record_ids, request.actor)
    columns = (
        _title(person), Column("to", "To"), Column("how", "How"), Column("written_at", "Written", kind="date"), STATE,
    )  # fmt: skip
    _saw_closer(request, person, "messages.letters", [row.record_id for row in rows])
    return draw(request, "messages/letters.jinja", person, title="Letters", rows=rows, columns=columns)


@about("letters/<int:message_id>/", may=access.see, title="Letter")
def letter(request: ActorRequest, person: Sheet, message_id: int) -> HttpResponse:
    """One letter, and one thing at a time that can be done about it (`?do=`)."""
    page = queries.one(message_id, person.record_ids, request.actor)
    open_deeds = {key: deed for key, deed in DEEDS.items() if deed.may(request.actor) and deed.when(page)}
    deed = open_deeds.get(request.GET.get("do", "")) or next(iter(open_deeds.values()), None)
    if request.method == "POST" and deed is None:
        raise Missing
    form = deed.form.of(request, version=page.version) if deed is not None else None
    if isinstance(form, Give):
        form.offer("owner", owner_choices(first=reversed(request.actor.holders)))
    if deed is not None and form is not None and form.is_valid():
        deed.act(message_id, by=request.actor, key=form.key, version=form.version, **form.answers)
        return redirect(letter, person_id=person.id, message_id=message_id)
    _saw_closer(request, person, "messages.letter", [page.line.record_id])
    return draw(
        request,
        "messages/letter.jinja",
        person,
        title=page.line.title,
        page=page,
        deed=deed,
        form=form,
        choices=[(each.heading, f"?do={key}", each is deed) for key, each in open_deeds.items()],
        words=drawing.html(drawing.said(page.row), below=1),
        file=link(letter_file, person_id=person.id, message_id=message_id),
    )


@about("letters/<int:message_id>/file/", may=access.see, title="Letter", methods=("GET", "HEAD"))
def letter_file(request: ActorRequest, person: Sheet, message_id: int) -> HttpResponse:
    """The letter as it goes or went, to the byte."""
    page = queries.one(message_id, person.record_ids, request.actor)
    _saw_closer(request, person, "messages.letter_file", [page.line.record_id])
    drawn = preview(page.row)
    return download(drawn.content, drawn.media_type, f"{page.line.title} {drawing.reference(page.row)}")


tab("Letters", letters, order=55)
