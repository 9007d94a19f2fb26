"""One size: builds its borough once, then measures. Started by `tests.bench.pages`, which gives it a home."""

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
from wsgiref.util import setup_testing_defaults

ROUNDS = 200


def main(people: int) -> None:
    """Print one line of JSON with what was measured."""
    import django

    django.setup()
    from django.conf import settings

    # Before the first page is asked for: it publishes one of its own.
    from tests.bench.pages import saving

    path = Path(str(settings.DATABASES["default"]["NAME"]))
    _ready(path, people)
    cookie, worker_id, holders = _priya()
    from tests.bench.pages.floor import Floor

    floor = Floor(str(path), cookie, holders, worker_id)
    alice = _alice()
    found: dict[str, Any] = {"people": people}
    for name, address in (("list", "/people/mine/"), ("person", f"/people/{alice}/"), ("work", "/")):
        page = _ask(address, cookie)
        made: dict[str, Callable[[bytes], Callable[[], bytes]]] = {
            "list": floor.listing,
            "person": partial(floor.person, person_id=alice),
            "work": floor.work,
        }
        bare = made[name](page)
        _same(page, bare(), name)
        found[name] = _measure(partial(_ask, address, cookie), bare)
    found["autosave"] = _measure(*saving.both(cookie, worker_id, alice))
    print(json.dumps(found))


def _ready(path: Path, people: int) -> None:
    """The borough of this size, built anew when the schema, the town or this bench has changed."""
    from django.core.management import call_command

    from tests.bench.pages import population

    stamp = path.with_suffix(".stamp")
    wanted = _stamp()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    for old in path.parent.glob("*"):
        if old.name.startswith((path.name, "audit_anchor")):
            old.unlink()
    call_command("migrate", verbosity=0)
    population.build(path, people)
    stamp.write_text(wanted)


def _stamp() -> str:
    root = Path(__file__).resolve().parents[3]
    files = [
        *root.glob("alongside/*/migrations/*.py"),
        *root.glob("tests/town/*.py"),
        *root.glob("tests/bench/pages/*.py"),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def _priya() -> tuple[str, int, tuple[str, ...]]:
    """Priya's session, key and holders."""
    from django.contrib.auth import SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from alongside.records import actors
    from alongside.records.models import Worker

    worker = Worker.objects.get(name="Priya Nair")
    session = SessionStore()
    session[SESSION_KEY] = str(worker.pk)
    session.save()
    actor = actors.of(worker.pk)
    assert actor is not None
    return str(session.session_key), worker.pk, actor.holders


def _ask(address: str, cookie: str) -> bytes:
    """The page as the web server asks for it: through the WSGI door, middleware and all."""
    from config.wsgi import application

    path, _, query = address.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_COOKIE": f"alongside={cookie}"}
    setup_testing_defaults(environ)
    environ["HTTP_HOST"] = "localhost"
    answered: list[str] = []

    def start(status: str, _headers: Any, _error: Any = None) -> Any:
        answered.append(status)

    body: Any = application(environ, start)
    page = b"".join(body)
    body.close()
    if not answered[0].startswith("200"):
        raise SystemExit(f"{address} answered {answered[0]}")
    return page


def _alice() -> int:
    from alongside.people.models import Person

    return Person.objects.for_system("the bench looks at Alice").get(name="Alice Mensah", pk__lt=1_000_000).pk


def _same(page: bytes, bare: bytes, name: str) -> None:
    """Both sides make the same bytes, or the comparison means nothing."""
    if page != bare:
        at = next(
            (i for i, (a, b) in enumerate(zip(page, bare, strict=False)) if a != b), min(len(page), len(bare))
        )
        raise SystemExit(
            f"{name}: the floor differs at byte {at}: {page[at - 60 : at + 60]!r} / {bare[at - 60 : at + 60]!r}"
        )


def _measure(ours: Callable[[], object], bare: Callable[[], object]) -> dict[str, float]:
    """Medians in milliseconds of thread CPU, their ratio, and how far the halves of the run lie apart."""
    spent: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(20):
        ours(), bare()
    gc.collect()
    gc.disable()
    for _ in range(ROUNDS):
        for name, make in (("ours", ours), ("floor", bare)):
            began = time.thread_time()
            make()
            spent[name].append((time.thread_time() - began) * 1000)
    gc.enable()
    half = ROUNDS // 2
    ratios = [
        statistics.median(spent["ours"][part]) / statistics.median(spent["floor"][part])
        for part in (slice(0, half), slice(half, None))
    ]
    medians = {name: statistics.median(times) for name, times in spent.items()}
    return {
        **medians,
        "ratio": medians["ours"] / medians["floor"],
        "halves": abs(ratios[0] - ratios[1]) / ratios[0],
    }


if __name__ == "__main__":
    main(int(re.sub(r"\D", "", sys.argv[1])))
