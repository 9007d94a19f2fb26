"""What every test of this room begins with: a social worker, Ada whom she added, and a form begun about her."""

from __future__ import annotations

import pytest

from alongside.forms import actions
from alongside.forms.definition import FormDefinition
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
