"""What the commissioning room registers in the rooms below it."""

from __future__ import annotations

from alongside.commissioning import batches, named_facts, timed  # noqa: F401
from alongside.commissioning.actions import bereavement  # noqa: F401 what a death does
