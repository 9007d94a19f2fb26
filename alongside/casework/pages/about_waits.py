"""Writing to the people of a waiting list about their wait: who gets a letter, who does not and why, and its words."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from alongside.casework import access
from alongside.casework.actions import bulk as actions
from alongside.casework.actions.about_waits import WriteAboutWaits
from alongside.casework.pages.choosing import again, chosen_of
from alongside.casework.queries import about_waits as queries
from alongside.casework.queries.about_waits import Looked
from alongside.casework.rules import about_waits as rules
from alongside.casework.rules import bulk
from alongside.pathways.queries import told
from alongside.pathways.queries.list_rows import WaitingRow
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import formats
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Form, Hidden, TextArea
from alongside.web.render import render
from alongside.web.tables import Column

DEED = WriteAboutWaits()
MORE = (
    f"More than {bulk.AT_MOST} fit. These are {bulk.AT_MOST} of them, those not written to lately first, in the order"
    " of the list. Once they are written to, do it again for the next."
)
LETTERS = (
    Column("line.person", "Person", link="line.href", header=True),
    Column("line.now", "Waiting"),
    Column("line.then", "Letter"),
)
OTHERS = (
    Column("line.person", "Person", link="line.href", header=True),
    Column("line.now", "Waiting"),
    Column("line.stops", "Why no letter is written"),
)


class Write(Form):
    """Letters about to be written."""

    days = Hidden("Left out")
    reason = TextArea("Why now?", hint="Whoever looks at this later reads it", look={"rows": 2})


@page("team/write/", may=access.allocate, title="Write about the wait")
def write_about_waits(request: ActorRequest) -> HttpResponse:
    """Who would be written to, who not and why, and the words of one letter; and the writing of them."""
    days = _days(request)
    chosen, more = chosen_of(request, sort=lambda rows: _untold_first(rows, days))
    if not chosen:
        back = link("pathways.lists")
        return render(request, "casework/nothing_chosen.jinja", title="Nobody is selected", back=back)
    form = Write.of(request, initial={"days": days})
    if form.is_valid():
        made = actions.carry_out(
            by=request.actor,
            key=form.key,
            reason=form.answers["reason"],
            kind=DEED.name,
            chosen=chosen,
            target={"days": days},
        )
        return redirect("casework.operation", operation_id=made)
    seen = queries.look(list(chosen), days, by=request.actor)
    saw(request.actor, "casework.write_about_waits", [each.line.record_id for each in seen], what="list")
    letters = [each for each in seen if each.fate.word == rules.LETTER]
    return render(
        request,
        "casework/about_waits.jinja",
        title=DEED.title(len(letters), {}) if letters else "Nobody can be written to",
        form=form,
        chosen=bulk.sent_as(chosen),
        again=again(request, chosen),
        more=MORE if more else "",
        days=days,
        every=rules.LATELY,
        account=_account(seen, len(chosen)),
        letters=letters,
        letter_columns=LETTERS,
        others=[each for each in seen if each.line.stops],
        other_columns=OTHERS,
        to_ring=any(each.fate.word in (rules.GATE, rules.UNKNOWN) for each in seen),
        keeps=sum(each.keeps for each in letters),
        example=queries.example(letters[0].line.key, by=request.actor) if letters else None,
        back=link("pathways.lists"),
    )


def _days(request: ActorRequest) -> int:
    """Within how many days of their last letter somebody is left out; nonsense means the usual."""
    sent = request.POST if request.method == "POST" else request.GET
    return next((each for each in rules.LATELY if sent.get("days") == str(each)), rules.USUAL)


def _untold_first(rows: Sequence[WaitingRow], days: int) -> list[WaitingRow]:
    """Where not everybody fits into one go, the next go begins with those whom this one did not reach."""
    before, today = told.last_told([row.journey_id for row in rows]), clock.today()

    def is_told(row: WaitingRow) -> bool:
        last = before.get(row.journey_id)
        return last is not None and rules.is_lately(last.written_on, today, days)

    return sorted(rows, key=is_told)


def _account(seen: Sequence[Looked], chosen: int) -> list[tuple[str, str]]:
    """What becomes of everybody chosen, each line of it; the numbers add up to those chosen."""
    told_ = [("Chosen", f"{formats.count(chosen, DEED.one, DEED.many)}")]
    for word, count, whys in rules.counted([each.fate for each in seen]):
        reasons = "; ".join(f"{why} ({many})" for why, many in whys)
        told_.append((rules.WORDS[word], f"{count}. {reasons}" if reasons else str(count)))
    if chosen > len(seen):
        told_.append(("Not there any more, or not yours to see", str(chosen - len(seen))))
    return told_
