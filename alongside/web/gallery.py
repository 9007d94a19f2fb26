"""What the component gallery shows: made-up allotments, so that nobody mistakes it for a record."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from markupsafe import Markup

from alongside.web.errors import Refused
from alongside.web.forms import Checkboxes, Date, Form, Hidden, Radios, Select, Text, TextArea, exact_date
from alongside.web.tables import Column, Sorting
from alongside.web.timeline import Entry

COLOURS = {"let": "green", "waiting": "blue", "overgrown": "orange"}


@dataclass(frozen=True)
class Plot:
    """A row of the example table."""

    number: int
    holder: str
    let_on: date | None
    waiting: int
    state: str
    soil: str
    href: str


def _state(state: str) -> Markup:
    return Markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>').format(COLOURS[state], state)


COLUMNS = (
    Column("holder", "Holder", link="href", header=True, sort=True),
    Column("number", "Plot", kind="number", sort=True),
    Column("let_on", "Let since", kind="date", missing="Not let"),
    Column("waiting", "Days waiting", kind="number", sort=True),
    Column("state", "State", show=_state),
    Column("soil", "Soil"),
)
HOLDERS = ("Amara Obi", "Ben Whitlock", "Chaya Rosen", "D. Kyriakou", "Efua Danso", "Farid Haidari")
FIRST_LET = date(2026, 3, 27)


def plots() -> list[Plot]:
    """Twelve rows, some with a blank."""
    return [
        Plot(
            number=number,
            holder=HOLDERS[number % len(HOLDERS)],
            let_on=None if number % 4 == 0 else FIRST_LET + timedelta(days=number * 11),
            waiting=number * number,
            state=list(COLOURS)[number % 3],
            soil="Clay over chalk, drained in spring" if number % 2 else "Loam",
            href=f"#plot-{number}",
        )
        for number in range(1, 13)
    ]


def _refuse_weeds(text: str) -> str:
    if "weed" in text.lower():
        raise Refused("Say it without weeds")
    return text


class Allotment(Form):
    """A form with every kind of field."""

    name = Text(
        "Name of the plot",
        missing="Enter the name of the plot",
        hint="As it is on the gate.",
        look={"autocomplete": "off"},
    )
    size = Text("Size", look={"width": 5, "suffix": "m²", "inputmode": "numeric"}, required=False)
    history = TextArea("What has grown here?", clean=_refuse_weeds)
    soil = Select("Soil", [("clay", "Clay"), ("loam", "Loam"), ("sand", "Sand")])
    water = Radios(
        "Is there water?",
        [("tap", "A tap"), ("butt", "A butt"), ("no", "No")],
        look={"hints": {"butt": "Of any size."}},
    )
    fences = Checkboxes(
        "Fences", [("n", "North"), ("e", "East"), ("s", "South"), ("w", "West")], required=False
    )
    dug_on = Date("First dug", hint="For example, 27 3 2007.", approximate=True, required=False)
    let_on = Date("Let on", missing="Enter the day it was let", clean=exact_date)
    ward = Hidden("Ward", initial="a", required=False)


class Shed(Form):
    """A form whose page places its one field itself."""

    roof = Text("What is the roof made of?", look={"width": 20})


EVENTS = (
    Entry(
        "Hedge found cut",
        at=datetime(2026, 6, 5, 13, 32, tzinfo=UTC),
        by="Tom B",
        text="To a foot from the ground.",
        mark="warning",
    ),
    Entry("Plot let", on=date(2026, 5, 28), by="Amara Obi", href="#timeline", mark="change"),
    Entry("Asked for a plot", on=date(2026, 3, 1), mark="quiet"),
)


def examples(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery's template needs."""
    form = Allotment.of(request, version=3)
    if form.is_valid():
        form.refuse(Refused("This form is an example and keeps nothing.", "name"))
    return {
        "columns": COLUMNS,
        "rows": sorted(plots(), key=lambda plot: plot.holder),
        "sorting": Sorting.of(request, COLUMNS, default="holder"),
        "events": EVENTS,
        "form": form,
        "shed": Shed.of(request),
    }
