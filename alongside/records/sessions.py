"""Sessions in the database, looked up in one plain statement: every page begins with it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db

from alongside.records import asking, clock

_FIND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's, but for how a session is found."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key any more, when it has ended or never was."""
        found = asking.rows(_FIND, [self.session_key, clock.now()])
        if not found:
            self._session_key = None
            return {}
        return dict(_decoded(found[0][0]))


@lru_cache(maxsize=2_000)
def _decoded(stored: str) -> dict[str, Any]:
    """What a stored session says; its signature, once checked, holds for the same text."""
    held: dict[str, Any] = db.SessionStore().decode(stored)
    return held
