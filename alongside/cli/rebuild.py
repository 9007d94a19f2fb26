"""`alongside rebuild`: what follows from the history is stored as the history says."""

from __future__ import annotations

from alongside.cli.database import require_current


def rebuild() -> int:
    """Prints how many journeys differed. Returns 0."""
    require_current()
    from alongside.pathways.actions.rebuilding import rebuild as mend
    from alongside.records.actors import SYSTEM

    mended = mend(by=SYSTEM)
    print(
        "Nothing differed." if not mended else f"{mended} differed from their history and were stored anew."
    )
    return 0
