"""What the commissioning room registers in the rooms below it."""

from __future__ import annotations

from alongside.commissioning import batches, named_facts, timed  # noqa: F401
from alongside.commissioning.actions import (  # noqa: F401
    bereavement,  # what a death does
    reissuing,  # what follows when finance has told what somebody pays
)
