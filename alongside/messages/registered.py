"""What the messages room registers in the rooms below it."""

from __future__ import annotations

from alongside.messages import checks, owned  # noqa: F401
from alongside.messages.actions import bereavement  # noqa: F401 - what follows from a death
from alongside.messages.delivery import deliver_due
from alongside.records.jobs import every


@every("deliver messages", minutes=1)
def _deliver() -> None:
    deliver_due()
