"""The part of a record about services: what is given now, planned, over; respite, unpaid care, card and pass."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.commissioning import access
from alongside.commissioning.pages.picture import picture
from alongside.commissioning.queries import cards, lines, passes, respite, unpaid
from alongside.commissioning.queries.lines import LineRow
from alongside.people.pages.about import about, draw, tab
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web import formats
from alongside.web.door import ActorRequest, link
from alongside.web.tables import Column


@about("services/", may=access.read, title="Services", methods=("GET", "HEAD"))
def services(request: ActorRequest, person: Sheet) -> HttpResponse:
    """What is bought or arranged for the person, and what it costs."""
    actor, today = request.actor, clock.today()
    found = lines.services(person, actor, today)
    return draw(
        request,
        "commissioning/services.jinja",
        person,
        title="Services",
        found=found,
        picture=picture(found.drawn, today),
        columns=columns(person),
        over_columns=columns(person, over=True),
        respite=respite.of_person(person, actor, today),
        unpaid=unpaid.of_person(person, actor, today),
        cards=[row for row in cards.of_person(person, actor, today) if row.live],
        passes=passes.of_person(person, actor, today),
        may_arrange=access.arrange(actor),
    )


def columns(person: Sheet, *, over: bool = False) -> tuple[Column, ...]:
    """What a table of lines shows."""

    def leading(row: LineRow) -> Markup:
        address = link("commissioning.line", person_id=person.id, line_id=row.id)
        name = Markup('<a class="govuk-link" href="{}">{}</a>').format(address, row.what)
        more = Markup('<br><span class="app-quiet">{}</span>').format(row.detail) if row.detail else ""
        return name + more

    def giver(row: LineRow) -> Markup:
        how = Markup('<br><span class="app-quiet">{}</span>').format(row.mechanism) if row.mechanism else ""
        return Markup('<bdi dir="auto">{}</bdi>').format(row.provider) + how

    def days(row: LineRow) -> Markup:
        until = f" to {formats.short_day(row.ends_on)}" if row.ends_on else ""
        said = Markup("{}{}{}").format("" if until else "From ", formats.short_day(row.starts_on), until)
        return said + (Markup("<br>{}").format(row.suspended) if row.suspended else "")

    def cost(row: LineRow) -> Markup:
        return Markup("{}{}").format(f"{row.units}, " if row.units else "", row.cost)

    shown = (
        Column("", "Service", show=leading, header=True),
        Column("", "Given by", show=giver),
        Column("", "Days", show=days),
        Column("", "How much, and what it costs", show=cost),
        Column("week_said", "A week", kind="number", show=str),
    )
    return (*shown, Column("why", "Why it ended")) if over else shown


tab("Services", services, order=45)
