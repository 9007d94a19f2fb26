"""Emergency duty: begin a shift with what was handed over, end it with what the day teams need."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone

from alongside.records import access, clock
from alongside.records.actions import duty as actions
from alongside.records.audit.reading import saw
from alongside.records.queries import workers as queries
from alongside.web import navigation
from alongside.web.door import ActorRequest, page, redirect
from alongside.web.errors import Refused
from alongside.web.forms import Form, Text, TextArea
from alongside.web.render import render


def _next_time(text: str) -> datetime:
    """The next moment at which London clocks show this time of day, such as 9:00 or 0900."""
    digits = text.replace(":", "").replace(".", "").strip().zfill(4)
    if not (
        digits.isascii() and digits.isdigit() and len(digits) == 4 and digits[:2] < "24" and digits[2:] < "60"
    ):
        raise Refused("Enter the time at which the shift ends, like 9:00")
    now = timezone.localtime(clock.now())
    end = now.replace(hour=int(digits[:2]), minute=int(digits[2:]), second=0, microsecond=0)
    return end if end > now else end + timedelta(days=1)


class Begin(Form):
    """The start of a shift."""

    ends_at = Text("When does the shift end?", hint="For example, 9:00", clean=_next_time, look={"width": 5})
    handover_in = TextArea("What was handed over to you?", required=False)


class End(Form):
    """The end of a shift."""

    handover_out = TextArea("What do the day teams need to know?", required=False)


@page("duty/", may=access.cover_out_of_hours, title="Emergency duty")
def duty(request: ActorRequest) -> HttpResponse:
    """Begin or end one's shift, and read the handovers of the last ones."""
    form: Form = Begin.of(request) if request.actor.shift_id is None else End.of(request)
    if form.is_valid() and isinstance(form, Begin):
        actions.begin_shift(by=request.actor, key=form.key, **form.answers)
        return redirect(duty)
    if form.is_valid():
        actions.end_shift(request.actor.shift_id, by=request.actor, key=form.key, **form.answers)
        return redirect(duty)
    rows = queries.shifts()
    shown = [record_id for row in rows for record_id in row.record_ids]
    saw(request.actor, "records.duty", shown, what="list")
    return render(request, "records/duty.jinja", form=form, shifts=rows)


navigation.add("Emergency duty", duty, order=3)
