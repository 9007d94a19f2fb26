"""Every test here runs against the little site of `site.py`, under the house's own settings."""

import pytest
from pytest_django import Settings

from alongside.web import navigation
from alongside.web.tests import urls


@pytest.fixture(autouse=True)
def little_site(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its routes and actors, and nothing that another room hung in the frame."""
    settings.ROOT_URLCONF = urls.__name__
    settings.ACTOR_LOADER = "alongside.web.tests.site.load"
    settings.SIGN_IN_PAGE = "web.accessibility"
    monkeypatch.setattr(navigation, "house", navigation.Furniture())
