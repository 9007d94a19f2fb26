"""What tests of this room share: a manager who may bring lists in, at their pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.people.tests.making import worker
from alongside.records.actors import Actor


@pytest.fixture
def manager(db: None) -> Actor:
    """A team manager."""
    return worker("team-manager")


@pytest.fixture
def client(manager: Actor, client_of: Callable[[object], Client]) -> Client:
    """The manager's browser."""
    return client_of(manager)
