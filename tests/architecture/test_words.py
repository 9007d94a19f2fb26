"""Nothing committed ties Alongside to one council, one machine or one registry, and its words are ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture import tree

# Configuration of the worked example and what tells about it; everywhere in alongside/ the name is out of place.
BARNET = re.compile("barnet", re.IGNORECASE)
# Parts are joined here so that this file does not hold what it forbids.
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.(?:org|com)", "yarnpkg" + r"\.com"])
)
MACHINE = re.compile(
    "|".join(["(?<![\\w.])/" + "work/(?:main|shared|plan)", "/" + r"root/\.", "/" + r"home/[a-z]+/"])
)
NOT_OUR_WORDS = re.compile(r"\b(service_user|serviceuser|client_id|patient_id|customer)s?\b", re.IGNORECASE)
LOCKS = {"requirements.lock", "requirements-dev.lock", "package-lock.json", "node.lock"}


def _found(pattern: re.Pattern[str], paths: list[tuple[Path, str]]) -> list[str]:
    return [
        f"{tree.short(path)}:{number} {line.strip()[:80]}"
        for path, text in paths
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_worked_example_is_not_in_the_code() -> None:
    """Any English council runs Alongside by changing councils/, not code; templates, styles and tests count too."""
    inside = [(path, text) for path, text in tree.texts() if path.is_relative_to(tree.PRODUCT)]
    assert _found(BARNET, inside) == []
    assert [tree.short(path) for path, _text in inside if BARNET.search(tree.short(path))] == []


def test_no_registry_is_named() -> None:
    """Each machine uses its own: locks carry hashes, not addresses."""
    assert _found(REGISTRIES, list(tree.texts())) == []


def test_locks_hold_no_address_at_all() -> None:
    """Not even a mirror's: no scheme stands in a lock."""
    locks = [(path, text) for path, text in tree.texts() if path.name in LOCKS]
    assert {path.name for path, _text in locks} == LOCKS
    assert _found(re.compile(r"https?:|git\+|file:"), locks) == []


def test_no_path_of_one_machine_is_committed() -> None:
    """What worked only on its author's machine."""
    assert _found(MACHINE, list(tree.texts())) == []


def test_people_are_not_called_otherwise_in_code() -> None:
    """A person is a person. Words of others' documents stay in councils/ and docs/."""
    product = set(tree.product())
    code = [(path, text) for path, text in tree.texts() if path in product]
    assert _found(NOT_OUR_WORDS, code) == []


@pytest.mark.parametrize(
    "line", ["x = 'https://" + "pypi" + ".org/simple'", "see /" + "work/shared/design.md"]
)
def test_the_patterns_would_find_one(line: str) -> None:
    """The patterns above are not vacuous."""
    assert REGISTRIES.search(line) or MACHINE.search(line)
