"""Looking up who has read what, and what is unusual: for those who review access."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse

from alongside.records import access, clock
from alongside.records.audit.reading import saw
from alongside.records.queries import looking as queries
from alongside.records.queries.workers import everybody
from alongside.web.door import ActorRequest, page
from alongside.web.errors import Refused
from alongside.web.forms import Date, Form, Select, Text, exact_date
from alongside.web.render import render
from alongside.web.tables import Column

COLUMNS = (
    Column("at", "When", kind="moment"),
    Column("worker", "Who", header=True),
    Column("what", "What they did"),
    Column("people", "Whose record"),
    Column("page", "On which page"),
    Column("why", "Reason given"),
)
UNUSUAL = (
    Column("on", "Day", kind="date"),
    Column("worker", "Who", header=True),
    Column("what", "What is unusual"),
    Column("person", "Whose record"),
)
ANYBODY = "anybody"
A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=28)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Refused("A record number has only figures, like 1204")
    return int(text)


def _readers() -> list[tuple[str, str]]:
    return [(ANYBODY, "Anybody"), *((str(key), name) for key, name in everybody())]


class LookUp(Form):
    """Whose reading, or the reading of which record, and when."""

    worker = Select("Who read", _readers)
    record = Text(
        "Which record",
        required=False,
        clean=_number,
        hint="Its number, as on the person’s page",
        look={"width": 10, "inputmode": "numeric"},
    )
    begin = Date("From", clean=exact_date, look={"small": True})
    end = Date("To", clean=exact_date, look={"small": True})

    def clean(self) -> dict[str, object]:
        """One question at a time, over no more than a quarter of a year."""
        said = super().clean() or self.cleaned_data
        if said.get("worker") == ANYBODY and not said.get("record") and not self.errors:
            self.add_error("record", "Choose a worker or enter a record number")
        begin, end = said.get("begin"), said.get("end")
        if isinstance(begin, date) and isinstance(end, date):
            if end < begin:
                self.add_error("end", "The last day is before the first. Check both")
            elif end - begin > queries.LONGEST:
                self.add_error("begin", f"Look at {queries.LONGEST.days} days at most")
        return said


def _asked(request: ActorRequest) -> LookUp:
    today = clock.today()
    known: dict[str, object] = {"worker": ANYBODY, "begin": today - A_MONTH, "end": today}
    query = request.GET if "begin-day" in request.GET else None
    if query is None and request.GET.get("record"):
        known["record"] = request.GET["record"]
    return LookUp(query, initial=known)


@page("access-review/look-up/", may=access.review_access, title="Who read what", methods=("GET", "HEAD"))
def look_up(request: ActorRequest) -> HttpResponse:
    """What one worker read, or who read one record, in a period."""
    form = _asked(request)
    rows = None
    if form.is_bound and form.is_valid():
        said = form.answers
        worker = None if said["worker"] == ANYBODY else int(said["worker"])
        record = said["record"] or None
        rows = queries.readings(said["begin"], said["end"], worker_id=worker, record_id=record)
        shown = [record_id for row in rows for record_id in row.records]
        saw(request.actor, "records.look_up", shown, what="list", why=_why(worker, record))
    return render(
        request, "records/look_up.jinja", form=form, rows=rows, columns=COLUMNS, most=queries.AT_MOST
    )


def _why(worker: int | None, record: int | None) -> str:
    by, of = f" by worker {worker}" if worker else "", f" of record {record}" if record else ""
    return f"looked into readings{by}{of}"


@page("access-review/unusual/", may=access.review_access, title="Unusual access", methods=("GET", "HEAD"))
def unusual(request: ActorRequest) -> HttpResponse:
    """What a reviewer would ask about in the last week."""
    today = clock.today()
    rows = queries.unusual(today - A_WEEK, today)
    saw(request.actor, "records.unusual", [row.record_id for row in rows if row.record_id], what="list")
    return render(request, "records/unusual.jinja", rows=rows, columns=UNUSUAL, since=today - A_WEEK)
