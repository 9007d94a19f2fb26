"""What the pathways room registers in the rooms below it."""

from __future__ import annotations

from alongside.pathways import checks, named_facts  # noqa: F401
