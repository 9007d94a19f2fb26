"""Finds the page of an address by the shape of the address, so that a house of many pages is as quick as one of few.

Django tries one pattern after another. Here the fixed words of an address, and how many parts it has, leave only the
few pages that it can be of; what these then say is Django's own matching.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

# The parts of an address: a fixed word, or None for a part that may be anything.
Shape = tuple[str | None, ...]


class Routes(URLResolver):
    """Every page of the house behind one door."""

    def __init__(self, patterns: Sequence[URLPattern]) -> None:
        super().__init__(RoutePattern(""), list(patterns))
        self.shapes = [(shape(str(each.pattern)), each) for each in patterns]
        self.words = {word for parts, _ in self.shapes for word in parts if word is not None}
        self.kept: dict[Shape, list[URLPattern]] = {}

    def resolve(self, path: Any) -> ResolverMatch:
        """The page of this address. Raises Resolver404."""
        for each in self._of(tuple(part if part in self.words else None for part in str(path).split("/"))):
            match = each.resolve(path)
            if match:
                return match
        raise Resolver404({"tried": [], "path": path})

    def _of(self, seen: Shape) -> list[URLPattern]:
        """The pages that an address of this shape can be of, in their order."""
        if seen not in self.kept:
            found = [each for parts, each in self.shapes if _fits(parts, seen)]
            if not found:
                return found  # nothing is kept of addresses that lead nowhere: there is no end to them
            self.kept[seen] = found
        return self.kept[seen]


def shape(route: str) -> Shape:
    """The parts of a route: `people/<int:person_id>/` is ("people", None, "")."""
    return tuple(None if "<" in part else part for part in route.split("/"))


def _fits(parts: Shape, seen: Shape) -> bool:
    return len(parts) == len(seen) and all(
        part is None or part == word for part, word in zip(parts, seen, strict=True)
    )
