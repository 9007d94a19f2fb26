"""What stands in the navigation of whom: a door that leads to nothing of theirs is in nobody's way."""

from __future__ import annotations

import pytest

import config.urls  # noqa: F401
from alongside.people.tests.making import worker
from alongside.web import navigation

pytestmark = pytest.mark.django_db
OF_THE_COUNCIL = {"Lists", "Team", "Promises", "My people"}


def shown(role: str) -> set[str]:
    """The doors that a worker of this role finds."""
    actor = worker(role, "")
    return {each.label for each in navigation.house.entries if each.may(actor)}


@pytest.mark.parametrize("role", ["external-reviewer", "provider", "gp", "system-administrator"])
def test_partners_find_no_doors_to_the_councils_lists(role: str) -> None:
    """Lists, teams and promises are for those with a part in the work; an agency has its own batches."""
    assert shown(role).isdisjoint(OF_THE_COUNCIL)
    assert "My work" in shown(role)
    assert ("Our batches" in shown(role)) is (role == "external-reviewer")


@pytest.mark.parametrize(
    "role", ["social-worker", "front-door-officer", "team-manager", "head-of-service", "broker"]
)
def test_whoever_takes_part_finds_them_all(role: str) -> None:
    """By any duty of theirs, permission or none."""
    assert shown(role) >= OF_THE_COUNCIL
