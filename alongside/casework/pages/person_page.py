"""What casework puts on the person's page: what is owed, what is under way and with whom, the plan for a bad day, the
last notes; and by what the chronology is narrowed."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.casework.queries import person_page as queries
from alongside.people.pages import lines, now, sifting
from alongside.people.queries.beside import Rows
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.telling import Sifted
from alongside.records import clock
from alongside.web.tables import safe

VISITS = (
    "casework.note.home-visit",
    "casework.note.other-visit",
    "casework.note.telephone-call",
    "casework.note.video-call",
    "casework.note.meeting",
    "casework.note.attempted-contact",
    "casework.appointment",
)
DECISIONS = ("casework.note.management-decision", "pathway.moved", "people.sharing", "people.restrict")


def _quiet(words: str) -> str:
    return f'<span class="app-quiet">{safe(words)}</span>' if words else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


@now.line("Key worker", order=5)
def _key_worker(_person: Sheet, rows: Rows) -> Sequence[str]:
    found = queries.workers(rows)
    return [safe(", ".join(found))] if found else []


@now.line("If help fails", order=8)
def _contingency(person: Sheet, rows: Rows) -> Sequence[str]:
    found = queries.contingency(rows)
    if found is None:
        return []
    whole = lines.to("form", found.form_id, person.id, "the whole plan")
    return [_joined(safe(found.text), _quiet(f"agreed {found.agreed},"), whole)]


@now.line("Owed", order=10)
def _owed(person: Sheet, rows: Rows) -> Sequence[str]:
    return [
        _joined(
            lines.to("journey", each.work, person.id, safe(each.title)) if each.work else safe(each.title),
            f"{'to ' + safe(each.to) + ' ' if each.to else ''}by {each.by}",
            '<strong class="app-late">late</strong>' if each.late else "",
            _quiet(f"({each.owner}{', inherited' if each.inherited else ''})"),
        )
        for each in queries.owed(rows, clock.now())
    ]


@now.line("Open", order=20)
def _open(person: Sheet, rows: Rows) -> Sequence[str]:
    return [
        _joined(
            lines.to("journey", each.id, person.id, safe(each.title)),
            f"{safe(each.stage)}, day {each.days}",
            f"on hold until {each.on_hold}" if each.on_hold else "",
            _quiet(f"({each.owner})"),
        )
        for each in queries.work(rows, clock.today())
    ]


@now.line("Next", order=30)
def _next(person: Sheet, rows: Rows) -> Sequence[str]:
    return [
        _joined(
            lines.to("appointment", each.id, person.id, safe(each.kind)),
            safe(each.when),
            '<strong class="app-late">interpreter not booked</strong>' if each.interpreter_missing else "",
            _quiet(f"({each.owner})"),
        )
        for each in queries.met(rows)
    ]


@now.line("Last notes", order=40)
def _notes(person: Sheet, rows: Rows) -> Sequence[str]:
    return [
        _joined(
            lines.to("note", each.id, person.id, safe(f"{each.kind}, {each.when}")),
            safe(f"“{_short(each.text)}”"),
            _quiet(f"({each.by})"),
        )
        for each in queries.written(rows)
    ]


def _short(text: str) -> str:
    """The beginning on one line, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 120 else f"{flat[:120].rpartition(' ')[0]}…"


def _safeguarding(rows: Rows) -> Sifted:
    return "e.record_id IN (%s)", [queries.concerns(rows)]


def _partners(_rows: Rows) -> Sifted:
    """What was written by people of another organisation, such as a provider."""
    theirs = "SELECT o.worker_id FROM records_post o WHERE SUBSTR(o.holder, 1, 4) = 'org:'"
    return f"e.recorded_by_id IN ({theirs})", []


sifting.kinds("visits", "Visits and calls", *VISITS, order=10)
sifting.kinds("notes", "Notes", "casework.note", order=15)
sifting.kinds("decisions", "Decisions and steps", *DECISIONS, order=20)
sifting.kinds("letters", "Letters and documents", "messages.", "casework.paper", order=30)
sifting.group("safeguarding", "Safeguarding", order=40, sift=_safeguarding)
sifting.group("provider", "By providers and partners", order=50, sift=_partners)
sifting.kinds("tasks", "Tasks", "casework.task", order=55)

lines.lead("note", "casework.note", "note_id")
lines.lead("task", "casework.task", "task_id")
lines.lead("appointment", "casework.appointment", "appointment_id")
lines.lead("paper", "casework.paper", "paper_id")
lines.lead("journey", "pathways.journey", "journey_id")
lines.lead("form", "forms.print_form", "form_id")
