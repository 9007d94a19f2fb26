"""One size: makes its borough once, then measures. Started by `tests.bench.lists`, which gives it a home."""

from __future__ import annotations

import gc
import hashlib
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROUNDS = 120
# Who looks at what. Whoever manages sees all who wait, a page of fifty at any size; a caseload does not grow.
ASKED = {
    "waiting list": ("Grace Adeyemi", "/lists/needs-assessment/for-assessment/"),
    "my work": ("Priya Nair", "/"),
}
BARE = "/healthz"


def main(people: int) -> None:
    """Print one line of JSON with what was measured."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from tests.bench.pages.one import _ask

    path = Path(str(settings.DATABASES["default"]["NAME"]))
    _ready(path, people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_event")
        events = cursor.fetchone()[0]
    found: dict[str, Any] = {"people": people, "events": events}
    for name, (worker, address) in ASKED.items():
        cookie = _cookie(worker)
        ours, bare = partial(_ask, address, cookie), partial(_ask, BARE, cookie)
        found[name] = _measure(ours, bare) | {"rows": ours().count(b"<tr") or ours().count(b"<li")}
    print(json.dumps(found))


def _ready(path: Path, people: int) -> None:
    """The borough of this size, made anew when the schema or the generator has changed."""
    from django.core.management import call_command
    from django.db import connection

    stamp, wanted = path.with_suffix(".stamp"), _stamp()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    for old in path.parent.glob("*"):
        if old.name.startswith((path.name, "audit_anchor")):
            old.unlink()
    call_command("migrate", verbosity=0)
    from tests.town.build import fill

    fill(people, 1, lambda _said: None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    stamp.write_text(wanted)


def _cookie(name: str) -> str:
    """The session of a worker who has signed in."""
    from django.contrib.auth import SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from alongside.records.models import Worker

    session = SessionStore()
    session[SESSION_KEY] = str(Worker.objects.get(name=name).pk)
    session.save()
    return str(session.session_key)


def _stamp() -> str:
    """What the borough is made by. One made on another day has waited longer, and is measured as it is."""
    root = Path(__file__).resolve().parents[3]
    files = [
        *root.glob("alongside/*/migrations/*.py"),
        *root.glob("alongside/pathways/definitions/*.yaml"),
        *root.glob("tests/town/**/*.py"),
        *root.glob("tests/town/**/*.yaml"),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def _measure(ours: Callable[[], object], bare: Callable[[], object]) -> dict[str, float]:
    """Medians in milliseconds of thread CPU, their ratio, and how far the halves of the run lie apart."""
    spent: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(10):
        ours(), bare()
    gc.collect()
    gc.disable()
    for _ in range(ROUNDS):
        for name, make in (("ours", ours), ("bare", bare)):
            began = time.thread_time()
            make()
            spent[name].append((time.thread_time() - began) * 1000)
    gc.enable()
    half = ROUNDS // 2
    parts = [
        statistics.median(spent["ours"][part]) / statistics.median(spent["bare"][part])
        for part in (slice(0, half), slice(half, None))
    ]
    medians = {name: statistics.median(times) for name, times in spent.items()}
    ratio = medians["ours"] / medians["bare"]
    return {**medians, "ratio": ratio, "halves": abs(parts[0] - parts[1]) / parts[0]}


if __name__ == "__main__":
    main(int(re.sub(r"\D", "", sys.argv[1])))
