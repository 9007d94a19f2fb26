"""One size: fills its borough once, then measures. Started by `tests.bench.lists`, which gives it a home."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

ADDRESS = "/lists/needs-assessment/for-assessment/"
BARE = "/healthz"
ROUNDS = 100


def main(people: int) -> None:
    """Print one line of JSON with what was measured."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from tests.bench.lists import history
    from tests.bench.pages import one as pages
    from tests.bench.pages.one import _ask, _measure, _same

    pages.ROUNDS = ROUNDS

    path = Path(str(settings.DATABASES["default"]["NAME"]))
    ready(path, people, history)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM pathways_journey) + (SELECT count(*) FROM pathways_wait)"
        )
        history = cursor.fetchone()[0]
    cookie, actor = manager()
    from alongside.pathways.queries import standing
    from alongside.records import clock
    from alongside.records.actors import SYSTEM
    from tests.bench.lists import floor as plain
    from tests.bench.pages.floor import Floor

    floor = Floor(str(path), cookie, actor.holders, actor.worker_id)
    page = _ask(ADDRESS, cookie)
    made = plain.waiting_list(floor, page)
    _same(page, made(), "list")
    bare, today = partial(_ask, BARE, cookie), clock.today()
    found: dict[str, Any] = {"people": people, "history": history, "rows": page.count(b"<tr")}
    found["list"] = _measure(partial(_ask, ADDRESS, cookie), made)
    found["all lists"] = _measure(lambda: standing.every(actor, today), plain.tallies(floor))
    found["whole council"] = _measure(lambda: standing.every(SYSTEM, today), bare)
    found["open"] = sum(each.spread.count for each in standing.every(SYSTEM, today))
    print(json.dumps(found))


def ready(path: Path, people: int, history: ModuleType) -> None:
    """The borough of this size as `history` builds it, made anew when the schema or the builder has changed."""
    from django.core.management import call_command

    stamp, wanted = path.with_suffix(".stamp"), _stamp(history)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    for old in path.parent.glob("*"):
        if old.name.startswith((path.name, "audit_anchor")):
            old.unlink()
    call_command("migrate", verbosity=0)
    history.build(path, people)
    stamp.write_text(wanted)


def manager() -> tuple[str, Any]:
    """The session of a manager whose team has every list, and the manager as an actor."""
    from django.contrib.auth import SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection

    from alongside.records import actors
    from alongside.records.models import Worker

    worker = Worker.objects.get(name="Grace Adeyemi")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_post SET holder = 'team:bench' WHERE worker_id = %s", [worker.pk])
    session = SessionStore()
    session[SESSION_KEY] = str(worker.pk)
    session.save()
    actor = actors.of(worker.pk)
    assert actor is not None
    return str(session.session_key), actor


def _stamp(history: ModuleType) -> str:
    """What the borough is made by, and on which day: one that was made yesterday has waited a day longer."""
    from alongside.records import clock

    root = Path(__file__).resolve().parents[3]
    builders = {root / "tests/bench/lists/history.py", Path(str(history.__file__))}
    files = [*root.glob("alongside/*/migrations/*.py"), *builders]
    made = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files)))
    return f"{made.hexdigest()} {clock.today()}"


if __name__ == "__main__":
    main(int(re.sub(r"\D", "", sys.argv[1])))
