"""What each of the cast is really answered on every page, asked one by one of the built town.

    python -m tests.access_matrix     writes docs/built/answers.md; a test fails when it is out of date

`docs/built/access-matrix.md` says what the rules say; this says what the doors do, about Alice (whom Priya works
for) and about Nadia (whose record is restricted).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.town.cast import WORKERS

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "docs" / "built" / "answers.md"
MARKS = {200: "●", 303: "→", 302: "→", 403: "–", 404: "", 405: "✎"}
HEAD = "<!-- Built by `python -m tests.access_matrix`; do not edit. -->"
TEST = ("pytest", "-q", "tests/walls/test_answers.py", "-k", "paper", "-p", "no:cacheprovider")
SAID = (
    "What each of the cast of `tests/town` is answered when they ask for a page: ● the page, → sent on, – refused, "
    "✎ only ever written to, blank not there for them."
)


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
    casework = {"note_id": "Note", "task_id": "Task", "appointment_id": "Appointment", "paper_id": "Paper"}
    for name, table in (tables | casework).items():
        model: Any = apps.get_model("casework" if name in casework else "people", table)
        rows = model.objects.for_system("a test asks for its pages").filter(person_id=about)
        filled[name] = rows.order_by("pk").values_list("pk", flat=True).first() or 0
    filled["journey_id"], filled["promise_id"] = _work(about)
    return filled | {
        "pathway": "needs-assessment",
        "step": "end",
        "deed": "plan",
        "form": "needs-assessment",
        "organisation_id": 1,
        "agreement_id": 1,
        "membership_id": 1,
        "worker_id": 1,
        "post_id": 1,
    }


def _work(about: int) -> list[int]:
    """The first piece of work with this person and what is owed first, 0 where there is none."""
    from alongside.pathways.models import Journey, Promise

    tables: tuple[Any, ...] = (Journey, Promise)
    found = [
        table.objects.for_system("a test asks for its pages").filter(record_id=about) for table in tables
    ]
    return [rows.order_by("pk").values_list("pk", flat=True).first() or 0 for rows in found]


def address(page: Any, filled: Mapping[str, Any]) -> str:
    """The address of a page with its parts filled; one that nobody knows is 0."""
    return str(page.link({name: filled.get(name, 0) for name in page._parts}))


def answers(about: int) -> Iterator[tuple[Any, list[int]]]:
    """Each page with what each of the cast is answered, for pages about this person."""
    from tests.fixtures.cast import actor_of, signed_in

    filled = parts(about)
    clients = [signed_in(actor_of(each.key).worker_id) for each in WORKERS]
    for page in pages():
        yield page, [client.get(address(page, filled)).status_code for client in clients]


def paper(town: Any) -> str:
    """The whole page of the matrix."""
    lines = [
        "<!-- Built by `python -m tests.access_matrix`; do not edit. -->",
        "",
        "# Who is answered what",
        "",
        SAID,
        "",
    ]
    lines += [f"{number}. {each.name}, {each.role}" for number, each in enumerate(WORKERS, 1)]
    head = "| | " + " | ".join(str(number) for number in range(1, len(WORKERS) + 1)) + " |"
    for title, about in (
        ("About Alice, whom Priya works for", town.alice),
        ("About Nadia, restricted", town.nadia),
    ):
        lines += ["", f"## {title}", "", head, "|---|" + ":-:|" * len(WORKERS)]
        for page, codes in answers(about):
            if about == town.alice or "person_id" in page._parts:
                lines.append(
                    f"| {page.name} | " + " | ".join(MARKS.get(code, str(code)) for code in codes) + " |"
                )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the paper, by the test that compares it."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "tests/walls/test_answers.py",
        "-k",
        "paper",
        "-p",
        "no:cacheprovider",
    ]
    world = os.environ | {"ALONGSIDE_WRITE_MATRIX": "1"}
    return subprocess.run(command, cwd=ROOT, env=world, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
