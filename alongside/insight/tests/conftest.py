"""What tests of this room share: every page, and the made-up pathways of a room below."""

import config.urls  # noqa: F401
from alongside.pathways.tests.conftest import trial

__all__ = ["trial"]
