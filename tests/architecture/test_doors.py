"""Every page declares its audience, and there is no door but `page()`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture import tree


def _views(patterns: list[Any]) -> Iterator[Any]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _views(each.url_patterns)
        elif isinstance(each, URLPattern):
            yield each.callback


def test_every_page_declares_who_may_see_it() -> None:
    """Walks the addresses Django really answers, not what the code says it answers."""
    views = list(_views(get_resolver().url_patterns))
    assert views
    assert [
        f"{view.__module__}.{view.__name__}" for view in views if not callable(getattr(view, "may", None))
    ] == []


def test_no_room_has_addresses_of_its_own() -> None:
    """No urls.py in a room: a page states route, audience and content together."""
    assert [tree.short(path) for path in tree.product() if path.stem == "urls"] == []


def test_guarded_rows_are_asked_for_on_somebodys_behalf() -> None:
    """No `.objects.all()` on its way to a template: pages do not touch managers at all."""
    touching = [
        f"{tree.short(path)}:{node.lineno}"
        for path in tree.product()
        if path.stem == "pages" or path.parent.name == "pages"
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert touching == []
