"""What the pathways room registers in the rooms below it."""

from __future__ import annotations

from alongside.pathways import checks, letters, named_facts, owned  # noqa: F401
from alongside.pathways.actions import lives  # noqa: F401 what a death or a move does to work under way
