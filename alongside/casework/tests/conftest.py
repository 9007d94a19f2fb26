"""What tests of this room share: every page, for rows that lead to them, and the made-up pathways of the room below."""

import config.urls  # noqa: F401
from alongside.pathways.tests.conftest import trial

__all__ = ["trial"]
