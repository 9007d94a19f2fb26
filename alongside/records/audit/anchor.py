"""Where the head of the chain is noted outside the database, so that a chain cut short or begun anew is noticed.

The file lies in ALONGSIDE_HOME, goes into every backup and comes back with it. Keep a copy where no administrator of
the database can write.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from alongside.records.models import Seal
from alongside.records.rules import stamp

NOTES_READ = 500


def file() -> Path:
    """The file: one line of JSON for each note."""
    return Path(settings.HOME) / "audit_anchor.jsonl"


def write() -> None:
    """Note the newest seal, unless it is noted already."""
    newest = Seal.objects.order_by("-id").first()
    noted = _noted()
    if newest is None or (noted and noted[-1]["hash"] == newest.hash):
        return
    said = {"seal": newest.id, "at": stamp(newest.at), "hash": newest.hash}
    with file().open("a", encoding="utf-8") as notes:
        notes.write(json.dumps({"database": _database(), "chain": _chain()} | said) + "\n")


def breaks() -> Iterator[str]:
    """A sentence for each noted seal of this database that is not there, or is another one."""
    chain, notes = _chain(), _noted()
    if any(note["chain"] != chain for note in notes):
        yield (
            "The notes outside the database are of another chain: the database was replaced by one begun anew. "
            f"Whoever did that for a good reason moves {file()} away."
        )
    noted = {int(note["seal"]): str(note["hash"]) for note in notes if note["chain"] == chain}
    there = dict(Seal.objects.filter(id__in=list(noted)).order_by("id").values_list("id", "hash"))
    for seal_id in sorted(noted):
        if seal_id not in there:
            yield f"Seal {seal_id} was noted outside the database and is no longer there: the chain was cut short."
        elif there[seal_id] != noted[seal_id]:
            yield f"Seal {seal_id} is not the one noted outside the database."


def _noted() -> list[dict[str, Any]]:
    """The newest notes on this chain, under whatever name, and on this database, whatever its chain."""
    if not file().exists():
        return []
    chain, database = _chain(), _database()
    notes = map(json.loads, filter(None, file().read_text(encoding="utf-8").splitlines()))
    return [note for note in notes if note["chain"] == chain or note["database"] == database][-NOTES_READ:]


def _chain() -> str:
    """Which chain this is: the hash of its first seal, which no other chain has."""
    return str(Seal.objects.filter(id=1).values_list("hash", flat=True).first() or "")


def _database() -> str:
    """Where this database is: one home may have served several."""
    held = connection.settings_dict
    place = f"{held['HOST']}:{held['PORT']}/" if connection.vendor == "postgresql" else ""
    return f"{place}{held['NAME']}"
