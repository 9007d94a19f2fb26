"""What the last looks at everything have found, as it was stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.records import clock
from alongside.records.access import see_health
from alongside.records.actors import Actor
from alongside.records.asking import granted, rows
from alongside.records.check import Count
from alongside.records.models import Proof
from alongside.web.door import link

SHOWN = 30


@dataclass(frozen=True)
class FaultRow:
    """Something that is wrong; `href` is where it is mended, blank where the reader may not go there."""

    said: str
    href: str


@dataclass(frozen=True)
class CountRow:
    """How many there are of something that was looked at, and that in words."""

    what: str
    number: int
    said: str


@dataclass(frozen=True)
class FindingRow:
    """What a check found. `faults` are those that the reader may be told, `more` how many there are besides."""

    name: str
    ok: bool
    detail: str
    mend: str
    lost: bool
    faults: Sequence[FaultRow]
    more: int
    counts: Sequence[CountRow]


@dataclass(frozen=True)
class ProofRow:
    """A look that is over."""

    asked_at: datetime
    ended_at: datetime
    by: str
    is_well: bool
    wrong: int


@dataclass(frozen=True)
class UnderWay:
    """A look that somebody asked for, or the night's: how far it is."""

    done: int
    of: int
    now_at: str
    begun: bool


@dataclass(frozen=True)
class Proved:
    """What is known: the last look that is over, those before, and the one that is under way."""

    at: datetime | None
    is_well: bool
    findings: Sequence[FindingRow]
    before: Sequence[ProofRow]
    under_way: UnderWay | None

    @property
    def lost(self) -> Sequence[FindingRow]:
        """What proves that nobody is lost."""
        return [each for each in self.findings if each.lost]

    @property
    def others(self) -> Sequence[FindingRow]:
        """What proves that the record is whole besides."""
        return [each for each in self.findings if not each.lost]

    @property
    def nobody_lost(self) -> bool:
        """Whether the last look found nobody lost."""
        return self.at is not None and all(each.ok for each in self.lost)

    def count(self, what: str) -> int:
        """A number of the last look; 0 where it was not counted."""
        counts = (count for each in self.findings for count in each.counts)
        return next((count.number for count in counts if count.what == what), 0)


def proved(actor: Actor) -> Proved:
    """The last look and those before it, as this reader may be told of them."""
    over = list(_over()[:SHOWN])
    last = over[0] if over else None
    return Proved(
        last.ended_at if last else None,
        last.is_well if last else False,
        _findings(last.found, actor) if last else (),
        [_row(each) for each in over],
        _under_way(),
    )


def _over() -> Any:
    return (
        Proof.objects.filter(ended_at__isnull=False).order_by("-ended_at", "-id").select_related("asked_by")
    )


def _row(proof: Proof) -> ProofRow:
    by = proof.asked_by.name if proof.asked_by else "The night’s"
    wrong = sum(not each["ok"] for each in proof.found)
    return ProofRow(proof.asked_at, proof.ended_at or clock.now(), by, proof.is_well, wrong)


def _under_way() -> UnderWay | None:
    proof = Proof.objects.filter(ended_at__isnull=True).order_by("id").first()
    if proof is None:
        return None
    return UnderWay(proof.done, proof.of, proof.now_at, proof.begun_at is not None)


def _findings(found: Iterable[Mapping[str, Any]], actor: Actor) -> list[FindingRow]:
    told = list(found)
    records = {fault["record_id"] for each in told for fault in each["faults"] if fault["record_id"]}
    seen = _open(sorted(records), actor)
    return [_finding(each, seen, sees_all=see_health(actor)) for each in told]


def _open(records: Sequence[int], actor: Actor) -> set[int]:
    if not records:
        return set()
    sql, asked = granted(actor, clock.now())
    return {row[0] for row in rows(f"{sql} AND g.record_id IN (%s)", [*asked, list(records)])}


def _finding(each: Mapping[str, Any], seen: set[int], *, sees_all: bool) -> FindingRow:
    told = [fault for fault in each["faults"] if sees_all or fault["record_id"] in seen]
    return FindingRow(
        name=each["name"],
        ok=each["ok"],
        detail=each["detail"] if sees_all else "",
        mend=each["mend"],
        lost=each["lost"],
        faults=[FaultRow(fault["said"], _href(fault, seen)) for fault in told],
        more=each["found"] - len(told),
        counts=[CountRow(of["what"], of["number"], Count(**of).said) for of in each["counts"]],
    )


def _href(fault: Mapping[str, Any], seen: set[int]) -> str:
    if not fault["page"] or fault["record_id"] not in seen:
        return ""
    return link(fault["page"], None, **dict(fault["parts"]))


@dataclass(frozen=True)
class Line:
    """The one line about the last look, for other pages: nothing of it is anybody's."""

    at: datetime | None
    nobody_lost: bool
    open: int


def line() -> Line:
    """When everything was looked at last, and whether anybody was lost."""
    last = Proof.objects.filter(ended_at__isnull=False).order_by("-ended_at", "-id").first()
    if last is None:
        return Line(None, False, 0)
    lost = [each for each in last.found if each["lost"]]
    counts = [count for each in lost for count in each["counts"] if count["what"] == OPEN]
    return Line(last.ended_at, all(each["ok"] for each in lost), sum(count["number"] for count in counts))


# Under which name the open work is counted.
OPEN = "open pieces of work"
