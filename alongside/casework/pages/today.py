"""My work today: the first page after signing in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.http import HttpResponse

from alongside.casework import access
from alongside.casework.actions import tasks
from alongside.casework.queries import settling, working_day
from alongside.casework.queries.working_day import Day, Work
from alongside.casework.rules.today import LATE, NEW, RETURNED, TODAY
from alongside.pathways.access import counts
from alongside.pathways.actions import saying
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import formats, navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Forbidden
from alongside.web.forms import Form, TextArea
from alongside.web.render import render

# Kinds of rows that are done on the page itself.
SETTLED = ("promise", "task")


class Settle(Form):
    """What became of a row of the list."""

    note = TextArea("What was said, or what came of it?", required=False, look={"rows": 2})


@page("", may=access.present, title="My work")
def today(request: ActorRequest) -> HttpResponse:
    """What is late, due and new, each done where it stands; then the week, what changed, and whom one covers."""
    actor, now = request.actor, clock.now()
    if actor.suspended_why:
        raise Forbidden(actor.suspended_why)
    day = working_day.working_day(actor, now)
    saw(actor, "casework.today", day.record_ids, what="list")
    return render(
        request,
        "casework/today.jinja",
        title="My work",
        greeting=_greeting(now, actor.name),
        summary=_summary(day),
        day=day,
        looks_over=counts(actor) and not day.load.open,
        key_of=_keys(),
        done=settling.said(request.GET.get("done", "")),
    )


@page("today/<slug:kind>/<int:key>/", may=access.see, title="Say what became of it")
def settle(request: ActorRequest, kind: str, key: int) -> HttpResponse:
    """Do one row of the list: record a contact, accept a task, finish it."""
    row = settling.row(kind, key, request.actor)
    form = Settle.of(request)
    if form.is_valid():
        _do(request, row, form)
        return redirect(today, query={"done": row.kind})
    return render(request, "web/form.jinja", title=row.title, form=form, button=row.deed, back=link(today))


def _keys() -> Callable[[Work], str]:
    """A key for each row's form: the same for every send of it, and no other's."""
    page = str(uuid4())[:-13]
    return lambda work: f"{page}-{SETTLED.index(work.kind):x}{work.id:011x}"


def _do(request: ActorRequest, row: settling.Settling, form: Form) -> None:
    note, given = form.answers["note"], {"by": request.actor, "key": form.key}
    if row.kind == "task" and row.deed == settling.ACCEPT:
        tasks.accept_task(row.key, **given)
    elif row.kind == "task":
        tasks.finish_task(row.key, outcome=note, **given)
    elif row.journey_id:
        saying.say(row.journey_id, name=row.says, note=note, **given)
    else:
        saying.say_of(row.person_id, name=row.says, note=note, **given)


def _greeting(now: datetime, name: str) -> str:
    hour = formats.local(now).hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    return f"Good {part}, {name.split(maxsplit=1)[0] if name.split() else name}."


def _summary(day: Day) -> str:
    """ "3 things are late, 5 are due today, 1 is new."; what there is none of is left out."""
    said: list[str] = []
    for word, when in ((LATE, "late"), (TODAY, "due today"), (RETURNED, "returned"), (NEW, "new")):
        count = day.count(word)
        if count:
            thing = (
                ("thing is" if count == 1 else "things are") if not said else ("is" if count == 1 else "are")
            )
            said.append(f"{count} {thing} {when}")
    if not said:
        return "Nothing is late and nothing is due today."
    return f"{', '.join(said[:-1])} and {said[-1]}." if said[1:] else f"{said[0]}."


navigation.add("My work", today, may=access.see, order=0)
