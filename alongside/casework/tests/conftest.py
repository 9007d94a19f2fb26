"""What tests of this room share: the made-up pathways of the room below."""

from alongside.pathways.tests.conftest import trial

__all__ = ["trial"]
