"""What the integration room registers in the rooms below it."""

from __future__ import annotations

from alongside.integration.actions import uploads
from alongside.integration.bringing import bring_due
from alongside.records import clock, jobs

jobs.beside(bring_due)


@jobs.every("let lists go that nobody needs", minutes=60)
def _forget() -> None:
    uploads.forget(clock.now())
