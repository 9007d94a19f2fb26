"""What each of the cast is really answered on every page, asked one by one of the built town.

    python -m tests.access_matrix     writes docs/built/answers.md; a test fails when it is out of date

`docs/built/access-matrix.md` says what the rules say; this says what the doors do, about Alice (whom Priya works
for) and about Nadia (whose record is restricted).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.town.cast import WORKERS

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "docs" / "built" / "answers.md"
MARKS = {200: "●", 303: "→", 302: "→", 403: "–", 404: "", 405: "✎"}
ABOUT = {"alice": "About Alice, whom Priya works for", "nadia": "About Nadia, restricted"}
FORM = "needs-assessment"
# What is written about somebody while one works for them, by the part of the address that says which.
WORK = {
    "journey_id": "pathways.Journey", "promise_id": "pathways.Promise", "message_id": "messages.Message",
    "document_id": "records.Document", "paper_id": "casework.Paper", "note_id": "casework.Note",
    "task_id": "casework.Task", "appointment_id": "casework.Appointment", "contribution_id": "forms.Contribution",
}  # fmt: skip
ARRANGED = {
    "line_id": "Line", "entitlement_id": "Entitlement", "stay_id": "Stay", "care_id": "UnpaidCare",
    "card_id": "EmergencyCard", "pass_id": "LeisurePass",
}  # fmt: skip
REQUEST = {
    "received on": "20 November 2026", "asked for": "Help with washing", "next steps": "Somebody rings you.",
    "reply by": "", "worker": "",
}  # fmt: skip
HEAD = "<!-- Built by `python -m tests.access_matrix`; do not edit. -->"
TEST = ("pytest", "-q", "tests/walls/test_answers.py", "-k", "paper", "-p", "no:cacheprovider")
SAID = (
    "What each of the cast of `tests/town` is answered when they ask for a page: ● the page, → sent on, – refused, "
    "✎ only ever written to, blank not there for them."
)

Column = dict[tuple[str, str], str]
"""What one of the cast is answered: the mark by whom it is about and the page."""


def pages() -> list[Any]:
    """Every page that is not public, by name."""
    from alongside.web import door

    door.urlpatterns()
    return [page for page in door.pages() if page.may is not door.anyone]


def parts(about: int) -> Mapping[str, Any]:
    """What fills the parts of an address, for pages about this person."""
    from django.apps import apps

    filled: dict[str, Any] = {"person_id": about, "attribute": "sex", "kind": "spoken"}
    tables = {
        "address_id": "Address", "name_id": "Name", "reach_id": "Reach", "need_id": "Need", "alert_id": "Alert",
        "relationship_id": "Relationship", "trait_id": "Trait", "decision_id": "SharingDecision",
        "event_id": "LifeEvent", "merge_id": "Merge",
    }  # fmt: skip
    for name, table in tables.items():
        filled[name] = _newest(apps.get_model("people", table), person_id=about)
    for name, table in WORK.items():
        filled[name] = _newest(apps.get_model(table), record_id=about)
    for name, table in ARRANGED.items():
        filled[name] = _newest(apps.get_model("commissioning", table), person_id=about)
    filled["batch_id"] = apps.get_model("commissioning", "Batch").objects.values_list("pk", flat=True).get()
    filled["item_id"] = _newest(apps.get_model("commissioning", "BatchItem"))
    filled["form_id"] = _newest(apps.get_model("forms", "FilledForm"), person_id=about)
    filled["supervision_id"] = _newest(apps.get_model("casework", "Supervision"))
    return filled | {
        "pathway": "needs-assessment",
        "wait": "for assessment",
        "step": "end",
        "deed": "plan",
        "form": FORM,
        "key": "matters",
        "organisation_id": 1,
        "agreement_id": 1,
        "membership_id": 1,
        "worker_id": 1,
        "post_id": 1,
    }


def write_about(town: Any) -> None:
    """One of everything that is written while one works for somebody, about Alice and about Nadia."""
    from alongside.casework.actions import supervision
    from alongside.records import clock
    from tests.fixtures.cast import actor_of

    for about, by in ((town.alice, actor_of("priya")), (town.nadia, actor_of("aisha"))):
        _write(about, by)
        _arrange(about)
    supervision.write_supervision(
        by=actor_of("grace"), worker_id=town.workers["priya"], held_on=clock.today(), text="Going well"
    )


def _write(about: int, by: Any) -> None:
    from alongside.casework.actions import appointments, documents, notes, tasks
    from alongside.forms import actions as forms
    from alongside.messages import actions as messages
    from alongside.records import clock

    now, today = clock.now(), clock.today()
    filled = forms.begin(about, by=by, form=FORM)
    forms.save_answer(filled, by=by, question="good-day", value="Cooking")
    nurse = {"name": "Ruth Cohen", "role": "community nurse", "organisation_name": "The district nurses"}
    forms.add_contribution(filled, by=by, section="matters", contributed_on=today, said="She walks", **nurse)
    notes.write_note(about, by=by, kind="telephone-call", text="All is well", happened_at=now)
    tasks.add_task(about, by=by, title="Ring again", owner=by.own, due_on=today)
    appointments.make_appointment(
        about, by=by, kind="home-visit", starts_at=now + timedelta(days=1), owner=by.own
    )
    documents.put_paper(about, by=by, title="A letter", kind="letter-in", content=b"Dear all")
    messages.write(about, by=by, template="contact-acknowledgement", context=REQUEST, cause="")


def _arrange(about: int) -> None:
    from alongside.commissioning.actions import cards, lines, passes, respite, unpaid
    from alongside.records import clock
    from alongside.records.actors import SYSTEM

    today = clock.today()
    year = today + timedelta(days=364)
    lines.add_line(
        about, by=SYSTEM, service_type="long-community", component="meals", pence=4_000, starts_on=today
    )
    granted = respite.grant_respite(
        about, by=SYSTEM, unit="night", amount=1_200, starts_on=today, ends_on=year
    )
    respite.book_respite(
        granted, by=SYSTEM, starts_on=today, ends_on=today, amount=100, provider_name="The Limes"
    )
    said = {"need": "Eating", "does": "Cooks", "agreed": "agreed", "carer_name": "A neighbour"}
    unpaid.add_unpaid_care(about, by=SYSTEM, starts_on=today, **said)
    cards.issue_card(about, by=SYSTEM, who="The duty number", how_long="Two days", expires_on=year)
    passes.entitle_to_pass(about, by=SYSTEM, starts_on=today, ends_on=year)


def _newest(table: Any, **about: Any) -> int:
    """The newest row that this says, 0 where there is none: whoever asks for it finds no page."""
    rows = table.objects.for_system("a test asks for its pages").filter(**about)
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def address(page: Any, filled: Mapping[str, Any]) -> str:
    """The address of a page with its parts filled; one that nobody knows is 0."""
    own: dict[str, Any] = {"kind": "task", "key": filled["task_id"]} if page.name == "casework.settle" else {}
    return str(page.link({name: {**filled, **own}.get(name, 0) for name in page._parts}))


def asked(client: Any, town: Any) -> Iterator[tuple[str, Any, Any]]:
    """Each page asked for about each of three very different people, with its answer: `alice`, the page, the answer.

    A page that is about nobody is asked for once.
    """
    for key in (*ABOUT, "bill"):
        about = getattr(town, key)
        filled = parts(about)
        for page in pages():
            if key == "alice" or "person_id" in page._parts:
                yield key, page, client.get(address(page, filled))


def column(answers: Iterable[tuple[str, Any, Any]]) -> Column:
    """What one of the cast was answered, as the paper marks it."""
    return {
        (about, page.name): MARKS.get(answer.status_code, str(answer.status_code))
        for about, page, answer in answers
        if about in ABOUT
    }


def paper(columns: Sequence[Column]) -> str:
    """The whole page of the matrix, from a column for each of the cast."""
    numbers = range(1, len(WORKERS) + 1)
    lines = [HEAD, "", "# Who is answered what", "", SAID, ""]
    lines += [f"{number}. {each.name}, {each.role}" for number, each in enumerate(WORKERS, 1)]
    for about, title in ABOUT.items():
        lines += ["", f"## {title}", "", _row("", numbers), "|---|" + ":-:|" * len(WORKERS)]
        for key in columns[0]:
            if key[0] == about:
                lines.append(_row(key[1], [each[key] for each in columns]))
    return "\n".join(lines) + "\n"


def _row(first: str, cells: Iterable[object]) -> str:
    return " | ".join(["|" + (f" {first}" if first else ""), *map(str, cells)]) + " |"


def written() -> list[Column]:
    """The columns of the paper as it is, one for each of the cast."""
    columns: list[Column] = [{} for _each in WORKERS]
    about = ""
    for line in PAPER.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            about = next(key for key, title in ABOUT.items() if line == f"## {title}")
        elif line.startswith("| ") and not line.startswith("| |"):
            page, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            for own, cell in zip(columns, cells, strict=True):
                own[about, page] = cell
    return columns


def main() -> int:
    """Write the paper, by the test that asks everybody."""
    world = os.environ | {"ALONGSIDE_WRITE_MATRIX": "1"}
    return subprocess.run([sys.executable, "-m", *TEST], cwd=ROOT, env=world, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
