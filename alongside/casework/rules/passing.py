"""What was passed to somebody waits until they accept it or send it back."""

from __future__ import annotations

from alongside.pathways.language import Pathway

SEND_BACK = "send back"
"""The move by which a definition lets somebody hand back what was passed to them: it is taken for who is away."""


def sends_back(pathway: Pathway, stage: str) -> bool:
    """Whether what stands in this stage waits for somebody to accept it or send it back."""
    return any(key == SEND_BACK for key, _move in pathway.moves_from(stage))
