"""What became of the breaks that unpaid carers were granted in a year, and of their leisure passes (G-09, R-038).

Counted over everybody, so that a figure does not depend on who reads it; the people behind it are named to those who
may see their records. A figure and its people are the same entries, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.commissioning.models import Entitlement, LeisurePass, Stay
from alongside.commissioning.queries.respite import STATES, so_many
from alongside.commissioning.rules.ledger import CANCELLED, UNMET, USED
from alongside.people.models import Person
from alongside.people.queries.words import label
from alongside.records.actors import Actor
from alongside.web.errors import Missing

_WHY = "how many breaks were had is counted over everybody, and names nobody"
UNITS = {"night": "nights", "hour": "hours"}
GRANTED, UNTOUCHED = "granted", "untouched"
ENTITLED, ISSUED, WAITING = "pass-entitled", "pass-issued", "pass-waiting"
_RESPITE = {GRANTED: "Granted", **STATES, UNTOUCHED: "Granted, and nothing of it used"}
_PASSES = {ENTITLED: "Entitled", ISSUED: "Issued", WAITING: "Entitled, not issued yet"}
_FIXED = {*_PASSES, *(f"{unit}-{key}" for unit in UNITS for key in _RESPITE if key != CANCELLED)}


@dataclass(frozen=True)
class Entry:
    """One thing that a figure counts: whose, how much in hundredths, from which day, and what is said of it."""

    figure: str
    person_id: int
    hundredths: int
    on: date
    said: str = ""


@dataclass(frozen=True)
class Figure:
    """So much, for so many carers. `key` opens the people behind it."""

    key: str
    title: str
    hundredths: int
    amount: str
    people: int


@dataclass(frozen=True)
class Table:
    """Figures that belong together. `drawn` are those of which the picture is made."""

    title: str
    says: str
    figures: Sequence[Figure]
    drawn: Sequence[Figure] = ()


@dataclass(frozen=True)
class Behind:
    """Somebody whom a figure counts; no name where the reader may not see the record."""

    person_id: int
    name: str
    amount: str
    on: date
    said: str


def entries(begins: date, ends: date) -> list[Entry]:
    """Everything that the figures of a period count: entitlements and passes that began in it, and what became of
    them whenever that was."""
    return [*_respite(begins, ends), *_passes(begins, ends)]


def tables(found: Iterable[Entry]) -> list[Table]:
    """The figures: nights, hours where any were granted, why they were not had, and passes."""
    listed = list(found)
    shown = []
    for unit, words in UNITS.items():
        figures = [
            _figure(listed, f"{unit}-{key}", title) for key, title in _RESPITE.items() if key != CANCELLED
        ]
        if unit == "night" or figures[0].people:
            says = "Of entitlements that began in the year: what became of what was granted."
            shown.append(Table(f"Respite in {words}", says, figures, figures[:-1]))
        if reasons := [_figure(listed, key, title) for key, title in _reasons(listed, unit)]:
            shown.append(
                Table(
                    f"Why {words} were not had",
                    "Asked for in vain, by the reason.",
                    reasons,
                    reasons if len(reasons) > 1 else (),
                )
            )
    shown.append(
        Table("Leisure passes", _take_up(listed), [_figure(listed, *each) for each in _PASSES.items()])
    )
    if said := [_figure(listed, key, title) for key, title in _outcomes(listed)]:
        shown.append(Table("What a pass did", "As carers tell it, of passes that were issued.", said))
    return shown


def behind(found: Iterable[Entry], key: str, actor: Actor) -> tuple[str, list[Behind]]:
    """What a figure is called, and everybody whom it counts. Raises Missing for a figure that there is not."""
    listed = sorted(
        (each for each in found if each.figure == key), key=lambda each: (each.on, each.person_id)
    )
    if not listed and key not in _FIXED:
        raise Missing
    people = Person.objects.visible_to(actor).filter(pk__in={each.person_id for each in listed})
    names = dict(people.order_by("pk").values_list("pk", "name"))
    rows = [
        Behind(
            each.person_id, names.get(each.person_id, ""), _so_many(each.hundredths, key), each.on, each.said
        )
        for each in listed
    ]
    return _title(key), rows


def _respite(begins: date, ends: date) -> Iterator[Entry]:
    granted = Entitlement.objects.for_system(_WHY).filter(
        withdrawn_at__isnull=True, starts_on__gte=begins, starts_on__lte=ends
    )
    rows = {row.pk: row for row in granted.select_related("person").order_by("id")}
    used = set()
    for stay in (
        Stay.objects.for_system(_WHY).filter(entitlement_id__in=list(rows)).order_by("starts_on", "id")
    ):
        row = rows[stay.entitlement_id]
        whose = row.person.root_id or row.person_id
        why = label("respite-unmet-reason", stay.reason) if stay.reason else ""
        yield Entry(f"{row.unit}-{stay.state}", whose, stay.amount, stay.starts_on, why)
        if stay.state == UNMET:
            yield Entry(f"{row.unit}-why-{stay.reason}", whose, stay.amount, stay.starts_on, why)
        used |= {row.pk} if stay.state == USED else set()
    for row in rows.values():
        for figure in [GRANTED] if row.pk in used else [GRANTED, UNTOUCHED]:
            yield Entry(
                f"{row.unit}-{figure}",
                row.person.root_id or row.person_id,
                row.amount,
                row.starts_on,
                row.note,
            )


def _passes(begins: date, ends: date) -> Iterator[Entry]:
    rows = LeisurePass.objects.for_system(_WHY).filter(
        withdrawn_at__isnull=True, starts_on__gte=begins, starts_on__lte=ends
    )
    for row in rows.select_related("person").order_by("starts_on", "id"):
        whose = row.person.root_id or row.person_id
        said = label("leisure-pass-outcome", row.outcome) if row.outcome else ""
        for figure in (ENTITLED, ISSUED if row.issued_on else WAITING):
            yield Entry(figure, whose, 100, row.starts_on, said)
        if row.outcome:
            yield Entry(f"pass-said-{row.outcome}", whose, 100, row.starts_on, row.in_their_words)


def _figure(listed: Sequence[Entry], key: str, title: str) -> Figure:
    mine = [each for each in listed if each.figure == key]
    added = sum(each.hundredths for each in mine)
    return Figure(key, title, added, _so_many(added, key), len({each.person_id for each in mine}))


def _reasons(listed: Sequence[Entry], unit: str) -> list[tuple[str, str]]:
    said = {each.figure: each.said for each in listed if each.figure.startswith(f"{unit}-why-")}
    return sorted(said.items(), key=lambda each: each[1])


def _outcomes(listed: Sequence[Entry]) -> list[tuple[str, str]]:
    keys = sorted({each.figure for each in listed if each.figure.startswith("pass-said-")})
    return [(key, _title(key)) for key in keys]


def _take_up(listed: Sequence[Entry]) -> str:
    due, had = (sum(each.figure == key for each in listed) for key in (ENTITLED, ISSUED))
    share = f", which is {had * 100 // due}%" if due else ""
    return f"Of passes that began in the year: {had} of {due} are in the carer’s hands{share}."


def _title(key: str) -> str:
    if key in _PASSES:
        return f"Leisure pass: {_PASSES[key].lower()}"
    kind, _dash, figure = key.partition("-")
    if kind == "pass":
        return label("leisure-pass-outcome", figure.removeprefix("said-"))
    if figure.startswith("why-"):
        why = label("respite-unmet-reason", figure.removeprefix("why-"))
        return f"{UNITS[kind].capitalize()} not had: {why.lower()}"
    return f"{UNITS[kind].capitalize()} of respite: {_RESPITE[figure].lower()}"


def _so_many(hundredths: int, key: str) -> str:
    unit = key.partition("-")[0]
    return so_many(hundredths, unit) if unit in UNITS else str(hundredths // 100)
