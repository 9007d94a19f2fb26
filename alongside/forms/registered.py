"""What the forms room registers in the rooms below it."""

from __future__ import annotations

from alongside.forms import named_facts  # noqa: F401
