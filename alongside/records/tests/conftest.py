"""Every test of this room has a role for each permission to appoint workers to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alongside.records.tests import desk


@pytest.fixture(autouse=True)
def _role_for_each_permission() -> Iterator[None]:
    with desk.role_for_each_permission():
        yield
