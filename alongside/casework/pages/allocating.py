"""Giving work to a worker or a team: one piece or many, with what they carry and what was agreed in sight."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.casework import access
from alongside.casework.pages.bulk import preview
from alongside.casework.pages.choosing import chosen_of
from alongside.casework.queries import giving, load
from alongside.casework.rules.load import Load
from alongside.web.door import ActorRequest, link, page
from alongside.web.forms import Form, Hidden, TextArea
from alongside.web.render import render


class Give(Form):
    """To whom, and why."""

    owner = Hidden("Give to")
    over = TextArea(
        "Why above the agreed load?",
        required=False,
        hint="Only where it is. Late work above the agreed load is the team’s, not theirs.",
        look={"rows": 2},
    )
    reason = TextArea("Why?", hint="Whoever looks at this later reads it", look={"rows": 2})


@page("team/give/", may=access.allocate, title="Give work")
def give(request: ActorRequest) -> HttpResponse:
    """What giving the ticked work would do, and the doing of it."""
    sent = request.POST if request.method == "POST" else request.GET
    receivers = giving.receivers(request.actor)
    to = sent.get("owner", "") if sent.get("owner", "") in dict(receivers) else ""
    form = Give.of(request, initial={"owner": to})
    chosen, _more = chosen_of(request)
    if not chosen:
        back = link("casework.team")
        return render(request, "casework/nothing_chosen.jinja", title="Nothing is selected", back=back)
    now = load.load_of(to) if to else None
    if now is None or not now.with_more(len(chosen)).above:
        del form.fields["over"]
    target = {"owner": to, "over": sent.get("over", "").strip()} if to else None
    says = _load(now, len(chosen), dict(receivers)[to]) if now is not None else ""
    return preview(
        request,
        "give-journeys",
        form,
        target,
        back=link("casework.team"),
        says=says,
        receivers=receivers,
        to=to,
    )


def _load(now: Load, more: int, name: str) -> str:
    """What the receiver carries now and would carry, and what was agreed."""
    agreed = f"; {now.agreed} are agreed" if now.agreed is not None else ""
    above = now.with_more(more).above
    warns = f" That is {above} above it: say why." if above else ""
    return f"{name} has {now.open} open and would have {now.open + more}{agreed}.{warns}"
