"""What the casework room registers in the rooms below it."""

from __future__ import annotations

from alongside.casework import checks, named_facts, owned  # noqa: F401
from alongside.casework.actions import (  # noqa: F401
    about_waits,  # letters to many who wait
    appointments,  # what a death ends
    giving,  # the first kind of bulk operation
    tasks_away,  # what an absence sends back
)
