"""Addresses of pages that long lists lead to, kept: a worker looks at the same list all day."""

from __future__ import annotations

from functools import lru_cache

from alongside.web.door import link, prefix


def to(page: str, **parts: object) -> str:
    """The address of a page, by its name."""
    return _address(prefix(), page, tuple(parts.items()))


@lru_cache(maxsize=20_000)
def _address(_prefix: str, page: str, parts: tuple[tuple[str, object], ...]) -> str:
    return link(page, None, **dict(parts))
