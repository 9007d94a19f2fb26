"""What the pathways room registers in the rooms below it."""

from __future__ import annotations

from alongside.pathways import checks, checks_examples, letters, named_facts, owned, unanswered  # noqa: F401
from alongside.pathways.actions import lives  # noqa: F401 what a death or a move does to work under way
