"""What the pathways room registers in the rooms below it."""

from __future__ import annotations

from alongside.pathways import (  # noqa: F401
    checks,
    checks_examples,
    checks_lost,
    named_facts,
    named_facts_catalogue,
    named_facts_home,
    owned,
    timed,
    unanswered,
)
from alongside.pathways.actions import (
    lives,  # noqa: F401 what a death or a move does to work under way
    reviewed,  # noqa: F401 what a review does to the one that waits
    telling_back,  # noqa: F401 what a step says to the work it began from
)
from alongside.pathways.letters import (  # noqa: F401 letters that steps write, and what becomes of them
    waiting,
    writing,
)
from alongside.pathways.queries import drafts  # noqa: F401 who reads a form that is being written
