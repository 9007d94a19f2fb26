"""What every test of this room begins with: a social worker, Ada whom she added, and a form begun about her."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.forms import actions
from alongside.forms.definition import FormDefinition
from alongside.forms.tests.browsing import Browser
from alongside.forms.tests.filling import trial
from alongside.people.tests.making import worker
from alongside.people.tests.stating import added
from alongside.records.actors import Actor

__all__ = ["trial"]


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def other(db: None) -> Actor:
    """Another social worker of the same team."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` added."""
    return added(by)


@pytest.fixture
def filled(by: Actor, ada: int, trial: FormDefinition) -> int:
    """The trial form, begun about Ada."""
    return int(actions.begin(ada, by=by, form="trial"))


@pytest.fixture
def tab(by: Actor, ada: int, filled: int, client_of: Callable[[object], Client]) -> Browser:
    """Ada's trial form, in a browser without scripts."""
    return Browser(client_of(by), f"/people/{ada}/forms/{filled}")
