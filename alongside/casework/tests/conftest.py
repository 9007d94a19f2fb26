"""What tests of this room share: every page, for rows that lead to them, a person with a practitioner, and the made-up
pathways of the room below."""

from __future__ import annotations

import pytest

import config.urls  # noqa: F401
from alongside.pathways.tests.conftest import trial
from alongside.people.tests.making import add, opened, worker
from alongside.records.actors import Actor

__all__ = ["trial"]


@pytest.fixture
def by() -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whose record is open to them."""
    return opened(add(), by)
