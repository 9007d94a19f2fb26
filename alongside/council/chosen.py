"""The one council this installation serves. The settings choose it at start; everybody else asks for it."""

from collections.abc import Collection
from pathlib import Path

from alongside.council.loading import COUNCILS, load
from alongside.council.model import Council

_chosen: list[Council] = []


def use(key: str, root: Path = COUNCILS, *, permissions: Collection[str] | None = None) -> Council:
    """Load a council and serve it from now on. Raises CouncilError, and then nothing has changed."""
    council = load(key, root, permissions=permissions)
    _chosen[:] = [council]
    return council


def current() -> Council:
    """Give the council this installation serves. Raises RuntimeError when none was chosen."""
    if not _chosen:
        raise RuntimeError(
            "No council is chosen: set ALONGSIDE_COUNCIL to the name of a folder in councils/."
        )
    return _chosen[0]
