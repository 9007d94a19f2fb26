"""Sending people of a waiting list to an agency: under which agreement, what it sees, until when; looked at first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from alongside.casework.actions import bulk as actions
from alongside.casework.pages.bulk import LINES, STOPPED, account_of
from alongside.casework.pages.choosing import chosen_of
from alongside.casework.rules import bulk as rules
from alongside.commissioning import access
from alongside.commissioning.actions.batches.sending import SendBatch
from alongside.commissioning.pages.asking import day
from alongside.commissioning.queries.batches import choosing, council
from alongside.commissioning.rules.batches import SHARES
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Refused
from alongside.web.forms import Checkboxes, Form, Hidden, Select, Text, TextArea
from alongside.web.render import render

DEED = SendBatch()


class Send(Form):
    """A batch about to be sent."""

    pathway = Hidden("Kind of work", required=False)
    agreement = Select("To whom, under which agreement?", lambda: choosing.agencies(clock.today()))
    name = Text("Name of the batch", hint="You and the agency call it so, for example “Reviews, June”")
    purpose = TextArea("What is the agency to do?", look={"rows": 2})
    due_on = day("Due back on")
    shares = Checkboxes(
        "What does the agency see of each, besides name and date of birth?",
        list(SHARES.items()),
        required=False,
        hint="The least that the agreement names and the work needs",
        look={"small": True},
    )
    reason = TextArea("Why is it sent out?", hint="Whoever looks at this later reads it", look={"rows": 2})


@page("batches/send/", may=access.send, title="Send to an agency")
def send_batch(request: ActorRequest) -> HttpResponse:
    """What sending the ticked people would do, and the doing of it."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen, more = chosen_of(request)
    if not chosen:
        back = link("pathways.lists")
        return render(request, "casework/nothing_chosen.jinja", title="Nobody is selected", back=back)
    form = Send.of(request, initial={"pathway": asked.get("pathway", ""), "shares": list(SHARES)})
    target: Mapping[str, Any] | None = _target(form) if form.is_valid() else None
    if target is not None and "do" in request.POST:
        made = actions.carry_out(
            by=request.actor,
            key=form.key,
            reason=form.answers["reason"],
            kind=DEED.name,
            chosen=chosen,
            target=target,
        )
        return redirect("casework.operation", operation_id=made)
    target = _sound(form, target)
    lines = DEED.look(list(chosen), target, by=request.actor) if target is not None else ()
    ready = [line for line in lines if not line.stops]
    saw(request.actor, "commissioning.send_batch", [line.record_id for line in lines], what="list")
    return render(
        request,
        "commissioning/send_batch.jinja",
        title=DEED.title(len(ready), target) if target else "Send to an agency",
        form=form,
        chosen=rules.sent_as(chosen),
        more=more,
        account=account_of(DEED, len(chosen), lines, target),
        ready=ready,
        stopped=[line for line in lines if line.stops],
        line_columns=LINES,
        stopped_columns=STOPPED,
        known=target is not None,
        agencies=choosing.agencies(clock.today()),
        back=link("pathways.lists"),
    )


def _target(form: Send) -> dict[str, Any]:
    said = form.answers
    organisation = choosing.organisation_of(int(said["agreement"]))
    return {
        "token": str(form.key),
        "name": said["name"],
        "organisation": organisation,
        "agreement": int(said["agreement"]),
        "purpose": said["purpose"],
        "pathway": said["pathway"] or next((key for key, _title in council.kinds()), ""),
        "shares": said["shares"],
        "due_on": said["due_on"].isoformat(),
    }


def _sound(form: Send, target: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The target, unless a rule stands against it: that is said at its field before anybody is looked at."""
    if target is None:
        return None
    for field, sentence in choosing.faults(target, clock.today()):
        form.refuse(Refused(sentence, field))
        return None
    return target
