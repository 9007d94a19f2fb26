"""Every kind of mistake in a definition is told as a sentence with its file, its place, and how to mend it (R-052)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from alongside import council
from alongside.council import Council
from alongside.council.faults import Faults
from alongside.council.overlays import Overlay
from alongside.council.reading import read_yaml
from alongside.pathways import library
from alongside.pathways.tests.conftest import TRIAL

DAY = date(2026, 6, 1)
MISTAKES = yaml.safe_load((Path(__file__).parent / "mistakes.yaml").read_text(encoding="utf-8"))
# An empty definition, and a promise that belongs to a person: to be spoilt with those of `trial`.
EMPTY = "lines.yaml"
A_CALL = """\
promise: a-call
title: A call from whoever comes next
purpose: Nobody finds out by ringing in vain that their worker has left.
about: person
team: locality
owed to: person
opens: worker left
kept by: new contact named
within: 5 working days
owner: team
next: Ring
"""

Problems = Callable[..., list[str]]


@pytest.fixture(scope="module")
def county() -> Council:
    """The made-up county, without what it lays over definitions, and with a target that is no length of time."""
    here = council.load("loamshire")
    share = here.targets[0].model_copy(update={"key": "rails-that-hold", "unit": "percent"})
    return replace(here, overlays=(), targets=(*here.targets, share))


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    """The trial definitions and a promise, in folders of the test's own."""
    for folder in ("definitions", "promises"):
        (tmp_path / folder).mkdir()
    for path in TRIAL.glob("*.yaml"):
        (tmp_path / "definitions" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "promises" / "a-call.yaml").write_text(A_CALL, encoding="utf-8")
    return tmp_path


@pytest.fixture
def problems(definitions: Path, county: Council) -> Problems:
    """A function that says what is wrong with the definitions as they are now."""

    def found(here: Council = county) -> list[str]:
        try:
            library.load(here, DAY, definitions / "definitions", definitions / "promises")
        except library.DefinitionError as error:
            return error.problems
        return []

    return found


@pytest.fixture
def lay(county: Council, tmp_path: Path) -> Callable[[str, str], Council]:
    """A function that gives the county a file laid over a definition, or a definition of its own."""

    def laid(name: str, text: str) -> Council:
        path = tmp_path / Path(name).name
        path.write_text(text, encoding="utf-8")
        faults = Faults()
        read = read_yaml(path, f"councils/loamshire/{name}", faults)
        assert read is not None
        assert not faults.sentences
        return replace(county, overlays=(Overlay(name.split("/", maxsplit=1)[0], path.stem, *read),))

    return laid


def _grab_rail(definitions: Path, here: Council, day: date = DAY) -> library.Resolved:
    read = library.load(here, day, definitions / "definitions", definitions / "promises")
    return read.pathways["grab-rail"]


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8") if path.exists() else "{}"
    assert text.count(old) >= 1, f"{path.name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["kind"])
def test_a_mistake_has_its_sentence(mistake: dict[str, Any], definitions: Path, problems: Problems) -> None:
    """Each spoilt definition gives the sentences of mistakes.yaml, and no other definition is blamed."""
    folder = "promises" if mistake["file"] == "a-call.yaml" else "definitions"
    spoil(definitions / folder / mistake["file"], mistake["old"], mistake["new"])
    found = problems()
    for part in mistake["said"]:
        assert any(part in sentence for sentence in found), "\n".join(found) or "nothing was found wrong"
    assert bool(found) == bool(mistake["said"]), "\n".join(found)
    assert all(sentence.startswith(f"{folder}/{mistake['file']}") for sentence in found), "\n".join(found)


def test_the_definitions_are_not_spoilt_to_begin_with(problems: Problems) -> None:
    """Without a change nothing is wrong, so each sentence above comes of its change."""
    assert problems() == []


def test_mistakes_in_several_definitions_are_told_at_once(definitions: Path, problems: Problems) -> None:
    """A misspelt heading in one file hides no bad reference in another, and what names the first is not blamed.

    The fourth sentence is of the story that now tells of a fact which nothing asks.
    """
    spoil(definitions / "definitions" / "rail-check.yaml", "title: Check", "titel: Check")
    spoil(
        definitions / "definitions" / "grab-rail.yaml",
        "needs: [amount is known]",
        "needs: [has a worker, a rial]",
    )
    spoil(definitions / "promises" / "a-call.yaml", "team: locality", "team: localty")
    found = problems()
    assert [sentence.split(",")[0] for sentence in found] == [
        "definitions/rail-check.yaml", "definitions/rail-check.yaml", "definitions/grab-rail.yaml",
        "definitions/grab-rail.yaml", "promises/a-call.yaml",
    ]  # fmt: skip


def test_what_a_council_lays_over_a_definition_is_blamed_where_it_stands(
    problems: Problems, lay: Callable[[str, str], Council]
) -> None:
    """The officer of the council finds the line in their own file, and the shared file is not blamed."""
    here = lay("pathways/grab-rail.yaml", "waits:\n  for a visit:\n    target: soon\n    colour: red\n")
    place = "councils/loamshire/pathways/grab-rail.yaml"
    assert [sentence.split(": ")[0] for sentence in problems(here)] == [
        f"{place}, line 3, waits, for a visit, target",
        f"{place}, line 4, waits, for a visit, colour",
    ]
    here = lay("pathways/grab-rail.yaml", "moves:\n  sort:\n    by: [porter]\n")
    assert problems(here)[0].startswith(f"{place}, line 3, moves, sort, by: there is no duty “porter”.")


def test_a_council_changes_only_what_it_writes(
    definitions: Path, lay: Callable[[str, str], Council], county: Council
) -> None:
    """One line of a council leaves everything else of the shared definition as it is."""
    here = lay("pathways/grab-rail.yaml", "waits: {for a visit: {target: 14 days}}\n")
    shared, own = _grab_rail(definitions, county), _grab_rail(definitions, here)
    assert own.pathway.waits["for a visit"].target == "14 days"
    assert own.pathway.waits["for a visit"].title == shared.pathway.waits["for a visit"].title
    assert own.pathway.waits["for the rail"] == shared.pathway.waits["for the rail"]
    assert own.hash != shared.hash


def test_a_council_has_definitions_of_its_own(
    definitions: Path, problems: Problems, lay: Callable[[str, str], Council]
) -> None:
    """A file of another name is another pathway, with mistakes of its own."""
    text = (TRIAL / "rail-check.yaml").read_text(encoding="utf-8")
    here = lay("pathways/step-check.yaml", text.replace("pathway: rail-check", "pathway: step-check"))
    assert problems(here) == []
    here = lay("pathways/step-check.yaml", text)
    [sentence] = problems(here)
    assert sentence.startswith(
        "councils/loamshire/pathways/step-check.yaml, line 1, pathway: the file is named"
    )
    here = lay("pathways/step-check.yaml", "- a\n")
    [sentence] = problems(here)
    assert sentence.startswith(
        "councils/loamshire/pathways/step-check.yaml, line 1: a definition is headings"
    )


def test_a_target_counts_from_its_day(definitions: Path, county: Council) -> None:
    """A target that the council alters on 1 April makes another version on that day."""
    spoil(
        definitions / "definitions" / "grab-rail.yaml",
        "target: 28 days",
        "target: {council target: needs-assessment-wait, or: 9 days}",
    )
    days = date(2025, 3, 31), date(2026, 3, 31), date(2026, 4, 1)
    before, year, after = (_grab_rail(definitions, county, day) for day in days)
    assert [each.pathway.waits["for a visit"].target for each in (before, year, after)] == [
        "9 days",
        "35 days",
        "30 days",
    ]
    assert len({before.hash, year.hash, after.hash}) == 3
