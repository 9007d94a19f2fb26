"""Every test here runs against the little site, whatever the house's own settings are."""

from importlib import import_module

import pytest

from alongside.web.tests import settings as ours


@pytest.fixture(autouse=True)
def little_site(settings):
    """The routes, actors and middleware of `tests.settings`."""
    for name in ("MIDDLEWARE", "ROOT_URLCONF", "ACTOR_LOADER", "SIGN_IN_PAGE", "CSRF_FAILURE_VIEW",
                 "CONTENT_SECURITY_POLICY"):  # fmt: skip
        setattr(settings, name, getattr(ours, name))
    import_module(ours.ROOT_URLCONF)
