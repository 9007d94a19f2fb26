"""What the casework room registers in the rooms below it."""

from __future__ import annotations

from alongside.casework import named_facts, owned  # noqa: F401
from alongside.casework.actions import appointments, tasks_away  # noqa: F401 what a death or an absence does
