"""Every kind of mistake is told as a sentence with its file, its place, and how to mend it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from alongside.council import CouncilError, load, problems

Spoil = Callable[[str, str, str], list[str]]

TEAMS, TARGETS = "loamshire/teams.yaml", "loamshire/targets.yaml"
ROLES, PLACES = "loamshire/roles.yaml", "loamshire/neighbourhoods.yaml"
MISTAKES = yaml.safe_load((Path(__file__).parent / "mistakes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["kind"])
def test_a_mistake_has_its_sentence(mistake: dict[str, Any], spoil: Spoil) -> None:
    """Each spoilt file gives the sentences of mistakes.yaml."""
    found = spoil(mistake["file"], mistake["old"], mistake["new"])
    for part in mistake["said"]:
        assert any(part in sentence for sentence in found), "\n".join(found) or "nothing was found wrong"
    assert bool(found) == bool(mistake["said"])
    assert all(sentence.startswith("councils/") for sentence in found)


def test_the_councils_are_not_spoilt_to_begin_with(councils: Path, permissions: frozenset[str]) -> None:
    """Without a change nothing is wrong, so each sentence above comes of its change."""
    assert problems("loamshire", councils, permissions=permissions) == []


def test_mistakes_in_several_files_are_told_at_once(spoil: Spoil) -> None:
    """A misspelt heading in one file does not hide a bad reference in another, nor blame it twice."""
    spoil(TEAMS, "Marling North, Marling South, Withybed]", "Marling Noth, Withybed]")
    spoil(TARGETS, "value: 2,", "value: two,")
    found = spoil(PLACES, "title: The Wold,", "tittle: The Wold,")
    assert len(found) == 4
    assert [sentence.split(",")[0].split("/")[-1] for sentence in found] == [
        "targets.yaml", "neighbourhoods.yaml", "neighbourhoods.yaml", "teams.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["council.yaml", "labels.yaml", "teams.yaml", "wards.csv", "postcodes.csv"])
def test_a_missing_file_is_named(name: str, councils: Path) -> None:
    """Every file a council must have is asked for by name."""
    (councils / "loamshire" / name).unlink()
    found = problems("loamshire", councils)
    assert any(sentence.startswith(f"councils/loamshire/{name}: this file is missing") for sentence in found)


def test_a_file_that_is_not_text_is_named(councils: Path) -> None:
    """A file saved in another encoding is refused with the way to mend it."""
    (councils / "loamshire" / "labels.yaml").write_bytes("labels: {person: Bürger}".encode("latin-1"))
    [sentence] = problems("loamshire", councils)
    assert (
        sentence
        == "councils/loamshire/labels.yaml: this file is not UTF-8 text. Save it again with the encoding UTF-8"
    )


def test_an_empty_file_is_named(councils: Path) -> None:
    """An empty file is not taken for one that says nothing."""
    (councils / "loamshire" / "targets.yaml").write_text("# to be written\n")
    assert problems("loamshire", councils) == [
        "councils/loamshire/targets.yaml: the file is empty. Write its headings, or remove the file"
    ]


def test_a_file_of_another_name_is_refused(councils: Path) -> None:
    """A misspelt file name would otherwise silently be left out."""
    (councils / "loamshire" / "roles.yaml").rename(councils / "loamshire" / "role.yaml")
    assert (
        "Alongside reads no file of this name. Did you mean “roles.yaml”?"
        in problems("loamshire", councils)[0]
    )


def test_a_list_of_another_name_is_refused(councils: Path) -> None:
    """A council replaces lists; it cannot add one nobody asks for."""
    lists = councils / "loamshire" / "lists"
    (lists / "relationship.yaml").rename(lists / "relationships.yaml")
    [sentence] = problems("loamshire", councils)
    assert sentence.startswith(
        "councils/loamshire/lists/relationships.yaml: there is no list “relationships” to replace."
    )
    assert sentence.endswith("Did you mean “relationship”?")


def test_a_missing_list_of_england_is_named(councils: Path) -> None:
    """A list the program asks for by name must be there."""
    (councils / "england" / "lists" / "sex.yaml").unlink()
    assert "councils/england/lists/sex.yaml: this list is missing. Restore it" in problems(
        "loamshire", councils
    )


def test_an_unknown_council_is_refused(councils: Path) -> None:
    """A misspelt key is met with the nearest folder; England is no council."""
    with pytest.raises(CouncilError, match="Did you mean “loamshire”"):
        load("loamshyre", councils)
    [sentence] = problems("england", councils)
    assert sentence.startswith(
        "councils/england: there is no such council folder. There are loamshire; copy one"
    )


def test_the_error_shows_the_first_and_holds_them_all(councils: Path) -> None:
    """A broken table of a thousand rows does not fill the screen, and loses nothing."""
    path = councils / "loamshire" / "postcodes.csv"
    path.write_text(path.read_text().replace(",E0199900", ",E0199990"))
    with pytest.raises(CouncilError) as caught:
        load("loamshire", councils)
    assert len(caught.value.problems) > 40
    assert str(caught.value).endswith(f"- and {len(caught.value.problems) - 40} more")


def test_permissions_are_left_unasked_when_not_given(spoil: Spoil, councils: Path) -> None:
    """The reader lies below the room that knows the permissions: without them it cannot judge."""
    assert spoil(ROLES, "find people, open records", "find people, open record")
    assert problems("loamshire", councils) == []
