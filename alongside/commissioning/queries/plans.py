"""A plan's personal budget by its form, beside what its service lines cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from alongside.commissioning.models import Line, Suspension
from alongside.commissioning.queries import threads
from alongside.commissioning.rules import reckoning
from alongside.commissioning.rules.reckoning import Line as Sum
from alongside.forms.queries import filled as forms
from alongside.money.written import pounds
from alongside.pathways import library
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.people.queries.sheet import Sheet
from alongside.records.actors import Actor
from alongside.web import formats

FORM, COST = "support-plan", "cost"
_WHY = "what a plan's lines cost, for a fact about the journey"


@dataclass(frozen=True)
class Budget:
    """What a plan costs the council a week in pence, by its form and by its lines on a day. None where not known."""

    plan: str
    title: str
    stated: int | None
    lines: int | None
    on: date | None
    # What the person pays of it and what the council, in words.
    share: str = ""

    @property
    def stated_said(self) -> str:
        """What the form says, in words."""
        return (
            "The plan’s form gives no cost yet"
            if self.stated is None
            else f"{pounds(self.stated)} a week by its form"
        )

    @property
    def lines_said(self) -> str:
        """What the services cost, in words."""
        if self.lines is None or self.on is None:
            return "none of its services is in force or planned"
        return f"{pounds(self.lines)} a week by its services on {formats.day(self.on)}"

    @property
    def agrees(self) -> bool:
        """Whether both are the same to the penny."""
        return self.stated == self.lines

    @property
    def differs(self) -> bool:
        """Whether both are known and are not the same."""
        return self.stated is not None and self.lines is not None and not self.agrees


def choices(person: Sheet, actor: Actor) -> list[tuple[str, str]]:
    """The person's plans that the actor may see, the newest first: (“journey:12”, its title and day)."""
    keys = [key for key, each in library.current().pathways.items() if FORM in each.pathway.forms]
    rows = Journey.objects.visible_to(actor).filter(person_id__in=person.record_ids, pathway__in=keys)
    return [
        (
            f"journey:{row.pk}",
            f"{definitions.of_hash(row.definition).title}, begun {formats.day(row.opened_at)}",
        )
        for row in rows.order_by("-opened_at", "-id")
    ]


def budgets(titles: Mapping[str, str], lines: Mapping[str, list[Sum]], today: date) -> list[Budget]:
    """The plans that have lines or a budget, each with both."""
    found = [_budget(plan, title, lines.get(plan, []), today) for plan, title in titles.items()]
    return [each for each in found if each.stated is not None or each.lines is not None]


def budget_of(plan: str, today: date) -> Budget | None:
    """The same of one plan, for facts: it is read for the system."""
    rows = Line.objects.for_system(_WHY).filter(plan=plan, withdrawn_at__isnull=True)
    lines = list(rows.order_by("starts_on", "id"))
    paused = threads.pauses(Suspension.objects.for_system(_WHY), lines)
    return _budget(plan, "", threads.sums(lines, paused), today)


def _budget(plan: str, title: str, lines: Iterable[Sum], today: date) -> Budget:
    counted = list(lines)
    on = reckoning.day_of_budget(counted, today)
    return Budget(plan, title, stated(plan), None if on is None else reckoning.budget(counted, on), on)


def stated(plan: str) -> int | None:
    """What the plan's form says that it costs a week, in pence; None where it says nothing yet."""
    found = forms.filled_of(plan, FORM)
    value = None if found is None else forms.answers_of(found)[COST].value
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else None
