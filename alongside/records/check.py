"""`alongside check`: the law of the record, proved over the whole database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection

from alongside.records import clock, grants
from alongside.records.audit import reading, state, triggers, verify
from alongside.records.models import Entry, Post
from alongside.web import formats

# How many sentences of one check are told in a line, and how many are kept of it.
TOLD, KEPT = 5, 100


@dataclass(frozen=True)
class Fault:
    """Something that is wrong: the sentence, and the page where it is mended, for whoever may open the record."""

    said: str
    record_id: int | None = None
    page: str = ""
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Count:
    """How many there are of something that was looked at: told under the tick, and no fault."""

    what: str
    number: int
    # What there is one of, where the words for several do not do.
    one: str = ""

    @property
    def said(self) -> str:
        """The number with its word."""
        return formats.count(self.number, self.one or self.what, self.what)


Said = Fault | Count | str
Look = Callable[[], Iterable[Said]]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, what was found, how to mend it; the first of the faults."""

    name: str
    ok: bool
    detail: str
    mend: str = ""
    lost: bool = False
    found: int = 0
    faults: tuple[Fault, ...] = ()
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True)
class Check:
    """One thing to look at. `lost`: it is part of the proof that nobody is lost."""

    name: str
    look: Look
    mend: str
    lost: bool


# Higher rooms add theirs: a name, a function that tells what is wrong (nothing: all is well), and how to mend it.
checks: list[Check] = []


def check(name: str, mend: str, *, lost: bool = False) -> Callable[[Look], Look]:
    """Register a function that gives a sentence or a fault for each thing that is wrong, and counts beside them."""

    def register(look: Look) -> Look:
        checks.append(Check(name, look, mend, lost))
        return look

    return register


def run() -> list[Finding]:
    """Look at everything; the findings in the order they were registered."""
    return [look_at(each) for each in checks]


def look_at(each: Check) -> Finding:
    """Look at one thing. What is wrong is looked at twice: what somebody was just writing is well the second time."""
    counts, faults = _told(each)
    if faults:
        again = set(faults)
        counts, faults = _told(each)
        faults = [fault for fault in faults if fault in again]
    said = [fault.said for fault in faults]
    more = f" (and {len(said) - TOLD} more)" if len(said) > TOLD else ""
    detail = " ".join(said[:TOLD]) + more if said else "All is well."
    mend = each.mend if said else ""
    return Finding(
        each.name, not said, detail, mend, each.lost, len(said), tuple(faults[:KEPT]), tuple(counts)
    )


def _told(each: Check) -> tuple[list[Count], list[Fault]]:
    counts, faults = [], []
    for said in each.look():
        if isinstance(said, Count):
            counts.append(said)
        else:
            faults.append(said if isinstance(said, Fault) else Fault(said))
    return counts, faults


@check("audit triggers", "Find out who changed them, then run `alongside init`.")
def _triggers() -> Iterable[str]:
    return triggers.differences()


@check("audit chain", "Compare with a backup from before; tell the data protection officer.", lost=True)
def _chain() -> Iterable[str]:
    said = verify.first_break()
    return [said] if said else []


@check(
    "tables as audited",
    "A row was changed while its trigger was off: compare with the audit and with a backup.",
)
def _state() -> Iterable[str]:
    return state.differences()


@check(
    "writes from outside",
    "Find out who wrote past the application, then explain it on the health page, under your name.",
)
def _outside() -> Iterable[str]:
    strays = Entry.objects.filter(seal__isnull=True).order_by("id").iterator(chunk_size=1_000)
    sealed = Entry.objects.filter(seal__kind="outside", seal__explanation__isnull=True).order_by("id")
    for entry in [*sealed, *(stray for stray in strays if not reading.genuine(stray))]:
        what = f"{_OPS.get(entry.op, 'wrote')} {entry.tbl} row {entry.row}".removesuffix(" row ")
        yield f"Audit entry {entry.id}: {what} at {entry.at}, outside the application."


_OPS = {"I": "added to", "U": "changed", "D": "removed from", "R": "wrote down a reading of"}


@check(
    "who has looked", "Somebody changed the list that people are shown: compare with the audit entries named."
)
def _looked() -> Iterable[str]:
    """The list spread from sealed readings says neither less nor more than they do."""
    if connection.vendor == "postgresql":
        named = "SELECT n::bigint FROM jsonb_array_elements_text(a.payload::jsonb -> 'records') n"
    else:
        named = "SELECT n.value FROM json_each(a.payload, '$.records') n"
    readings = "records_audit a JOIN records_seal s ON s.id = a.seal_id AND s.kind = 'reading'"
    spread = "SELECT l.record_id FROM records_looked l WHERE l.entry_id = a.id"
    differ = f"EXISTS ({named} EXCEPT {spread}) OR EXISTS ({spread} EXCEPT {named})"
    made_up = f"SELECT entry_id FROM records_looked WHERE entry_id NOT IN (SELECT a.id FROM {readings})"  # noqa: S608
    query = f"SELECT a.id FROM {readings} WHERE a.payload IS NOT NULL AND ({differ}) UNION {made_up}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{query} ORDER BY 1")
        for (entry_id,) in cursor.fetchall():
            yield f"Audit entry {entry_id} tells of a look at other records than the list of looks does."


@check("grants", "Read each sentence, then end or give the access with the action that its basis names.")
def _grants() -> Iterable[str]:
    return grants.differences(clock.now())


@check("leavers", "Record the leaving with the leaver action, which ends posts and hands over.", lost=True)
def _leavers() -> Iterable[str]:
    for post in (
        Post.objects.held_at(clock.now())
        .filter(worker__left_on__isnull=False)
        .order_by("id")
        .select_related("worker")
    ):
        yield f"{post.worker.name} has left and still holds the post “{post.role}”."
