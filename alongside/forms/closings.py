"""What other rooms do when a form is completed, reopened or discarded, in the same transaction.

    def advance(filled: FilledForm, *, by: Actor, at: datetime) -> None: ...
    closings.append(advance)

The form's `state` says which it was: "complete", "open" again, or "discarded".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Closing = Callable[..., Any]

closings: list[Closing] = []
