"""What tests of this room share: every page, and a person with a practitioner."""

from __future__ import annotations

import pytest

import config.urls  # noqa: F401
from alongside.people.tests.making import add, opened, worker
from alongside.records.actors import Actor


@pytest.fixture
def by() -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whose record is open to them."""
    return opened(add(), by)
