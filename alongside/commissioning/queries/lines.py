"""A person's service lines as a reader may see them: what is given now, what is planned, what is over, and the sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from alongside.commissioning.models import Backdating, Line, Suspension
from alongside.commissioning.queries import plans, threads
from alongside.commissioning.queries.plans import Budget
from alongside.commissioning.queries.statements import statement_of
from alongside.commissioning.rules import reckoning
from alongside.commissioning.rules.reckoning import ENDED, PLANNED, RUNNING, SUSPENDED
from alongside.commissioning.rules.reckoning import Line as Sum
from alongside.commissioning.rules.returns import lacking
from alongside.money.rates import ONCE
from alongside.money.written import plain, pounds
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Missing

# Overlaps and gaps are told while they can still matter to what is charged.
TOLD = timedelta(days=366)


@dataclass(frozen=True)
class LineRow:
    """One service line. `week` is what it costs a week in pence as agreed, suspended or not."""

    id: int
    thread: int
    what: str
    kind: str
    mechanism: str
    provider: str
    detail: str
    starts_on: date
    ends_on: date | None
    units: str
    cost: str
    week: int | None
    state: str
    suspended: str
    paused: bool
    plan: str
    why: str
    recorded: str
    lacks: tuple[str, ...]
    version: int
    terms: Mapping[str, Any]
    pauses: tuple[reckoning.Pause, ...]

    @property
    def week_said(self) -> str:
        """The cost a week, or that it is paid once."""
        return "Once" if self.week is None else pounds(self.week)


@dataclass(frozen=True)
class BackdatingRow:
    """What recording something late made different."""

    what: str
    first_on: date
    last_on: date
    before: str
    after: str
    difference: str
    recorded: str


@dataclass(frozen=True)
class Services:
    """Everything on the page of a person's services but respite, unpaid care and cards."""

    now: Sequence[LineRow]
    planned: Sequence[LineRow]
    over: Sequence[LineRow]
    week: str
    agreed: str
    direct_payments: str
    told: Sequence[str]
    budgets: Sequence[Budget]
    late: Sequence[BackdatingRow]

    @property
    def drawn(self) -> Sequence[LineRow]:
        """What the picture shows, the earliest first."""
        rows = [*self.now, *self.planned, *self.over]
        return sorted(rows, key=lambda row: (row.starts_on, row.id))


def services(person: Sheet, actor: Actor, today: date) -> Services:
    """The person's services as they stand on a day."""
    lines, sums = _lines(Line.objects.visible_to(actor).filter(person_id__in=person.record_ids), actor)
    titles = dict(plans.choices(person, actor))
    rows = [_row(line, each, titles, today) for line, each in zip(lines, sums, strict=True)]
    names = {row.thread: row.what for row in rows}
    of_plan: dict[str, list[Sum]] = {}
    for line, each in zip(lines, sums, strict=True):
        of_plan.setdefault(line.plan, []).append(each)
    direct = [
        each
        for line, each in zip(lines, sums, strict=True)
        if "direct-payment" in (line.component, line.mechanism)
    ]
    return Services(
        now=[row for row in rows if row.state in (RUNNING, SUSPENDED)],
        planned=[row for row in rows if row.state == PLANNED],
        over=sorted((row for row in rows if row.state == ENDED), key=lambda row: (row.ends_on, row.id), reverse=True),
        week=pounds(reckoning.a_week(sums, today)),
        agreed=_agreed(sums, today),
        direct_payments=pounds(reckoning.a_week(direct, today)) if direct else "",
        told=[*_overlaps(sums, names, today), *_gaps(of_plan, titles, today)],
        budgets=_budgets(person, titles, of_plan, today),
        late=_late(person, actor),
    )  # fmt: skip


def _budgets(
    person: Sheet, titles: Mapping[str, str], of_plan: Mapping[str, list[Sum]], today: date
) -> list[Budget]:
    """The budget of each plan, with what is known of the person's own share of it."""
    found = plans.budgets(titles, of_plan, today)
    told = {each.plan: statement_of(each.plan, person.record_ids) for each in found if each.plan}
    return [replace(each, share=mine.said) if (mine := told.get(each.plan)) else each for each in found]


def _agreed(sums: Sequence[Sum], today: date) -> str:
    """What it would cost a week if nothing were suspended; blank where that is the same."""
    whole = reckoning.a_week([replace(each, pauses=()) for each in sums], today)
    return pounds(whole) if whole != reckoning.a_week(sums, today) else ""


def line(line_id: int, person: Sheet, actor: Actor, today: date) -> LineRow:
    """One line of the person. Raises Missing for one that is not there or not the actor's to see."""
    rows = Line.objects.visible_to(actor).filter(pk=line_id, person_id__in=person.record_ids)
    lines, sums = _lines(rows, actor)
    if not lines:
        raise Missing
    return _row(lines[0], sums[0], dict(plans.choices(person, actor)), today)


def _lines(rows: Any, actor: Actor) -> tuple[list[Line], list[Sum]]:
    standing = rows.filter(withdrawn_at__isnull=True).select_related("provider", "recorded_by")
    lines = list(standing.order_by("starts_on", "id"))
    paused = threads.pauses(Suspension.objects.visible_to(actor), lines)
    return lines, threads.sums(lines, paused)


def _row(line: Line, sum_: Sum, titles: Mapping[str, str], today: date) -> LineRow:
    state = sum_.state(today)
    by = line.recorded_by.name if line.recorded_by else "Alongside itself"
    giver = line.provider.name if line.provider else line.provider_name
    return LineRow(
        id=line.pk,
        thread=line.thread,
        what=label("service-component", line.component),
        kind=label("service-type", line.service_type),
        mechanism=label("delivery-mechanism", line.mechanism) if line.mechanism else "",
        provider=giver,
        detail=line.detail,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        units=_units(line),
        cost=f"{pounds(line.pence)} {_for_each(line.each)}" if line.pence else "Nothing",
        week=None if line.each == ONCE else reckoning.whole_pence(sum_.rate.weekly(max(today, line.starts_on))),
        state=state,
        suspended=_suspended(sum_, today),
        paused=any(each.last is None or each.last >= today for each in sum_.pauses),
        plan=titles.get(line.plan, ""),
        why=_why(line),
        recorded=f"{by}, {formats.day(line.recorded_at)}",
        lacks=tuple(
            lacking(
                service_type=line.service_type, component=line.component, mechanism=line.mechanism,
                pence=line.pence, units=line.units, location=bool(line.location),
            )
        ),
        version=line.version,
        terms=_terms(line),
        pauses=sum_.pauses,
    )  # fmt: skip


def _terms(line: Line) -> Mapping[str, Any]:
    """What forms are filled with: the terms as they stand."""
    return {
        "plan": line.plan,
        "service_type": line.service_type,
        "component": line.component,
        "mechanism": line.mechanism,
        "provider_id": str(line.provider_id or ""),
        "provider_name": line.provider_name,
        "location": line.location,
        "detail": line.detail,
        "units": "" if line.units is None else plain(line.units).replace(",", ""),
        "unit": line.unit,
        "pence": pounds(line.pence).removeprefix("£") if line.pence else "",
        "each": line.each,
    }


def _units(line: Line) -> str:
    if line.units is None:
        return ""
    unit = label("service-unit", line.unit).lower()
    return f"{plain(line.units)} {unit}{'' if line.units == 100 else 's'} a week"


def _for_each(each: str) -> str:
    word = label("cost-frequency", each)
    return f"{word[:1].lower()}{word[1:]}"


def _why(line: Line) -> str:
    said = label("line-end-reason", line.ended_reason) if line.ended_reason else ""
    return ". ".join(part for part in (said, line.ended_why) if part)


def _suspended(line: Sum, today: date) -> str:
    """Until when it is suspended, or from when it will be."""
    for pause in line.pauses:
        if pause.last is None or pause.last >= today:
            until = f" to {formats.day(pause.last)}" if pause.last else ""
            paid = ", paid for" if pause.paid else ", not paid for"
            return f"Suspended from {formats.day(pause.first)}{until}{paid}"
    return ""


def _overlaps(sums: Sequence[Sum], names: Mapping[int, str], today: date) -> Iterable[str]:
    for each in reckoning.overlaps(sums):
        if each.last is None or each.last >= today - TOLD:
            until = f" to {formats.day(each.last)}" if each.last else ", without an end"
            yield f"Twice at the same time: {names[each.lines[0]]}, from {formats.day(each.first)}{until}."


def _gaps(of_plan: Mapping[str, Sequence[Sum]], titles: Mapping[str, str], today: date) -> Iterable[str]:
    for plan, lines in of_plan.items():
        if not plan:
            continue
        for first, last in reckoning.gaps(lines):
            if last >= today - TOLD:
                title = titles.get(plan, "Plan")
                yield f"{title}: nothing is arranged from {formats.day(first)} to {formats.day(last)}."


def _late(person: Sheet, actor: Actor) -> list[BackdatingRow]:
    rows = Backdating.objects.visible_to(actor).filter(person_id__in=person.record_ids)
    found = rows.select_related("recorded_by", "line").order_by("-recorded_at", "-id")
    return [_backdating(row) for row in found]


def _backdating(row: Backdating) -> BackdatingRow:
    more = row.after - row.before
    by = row.recorded_by.name if row.recorded_by else "Alongside itself"
    return BackdatingRow(
        what=f"{label('service-component', row.line.component)}: {row.what}",
        first_on=row.first_on,
        last_on=row.last_on,
        before=pounds(row.before),
        after=pounds(row.after),
        difference=f"{pounds(abs(more))} {'more is owed' if more > 0 else 'is owed back'}",
        recorded=f"{by}, {formats.day(row.recorded_at)}",
    )
