"""What a council lays over definitions is read as plain data, and a file nobody would read is refused."""

import shutil
from pathlib import Path

import pytest

from alongside.council import load, problems
from alongside.council.overlays import KINDS


@pytest.fixture(autouse=True)
def bare(councils: Path) -> None:
    """Take the made-up county's own overlays away, so that each test lays what it speaks of."""
    for kind in KINDS:
        shutil.rmtree(councils / "loamshire" / kind, ignore_errors=True)


def lay(councils: Path, name: str, text: str = "form: contact\n") -> Path:
    """Write a file into the made-up county's folder."""
    path = councils / "loamshire" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["pathways", "promises", "forms"])
def test_a_definition_is_plain_data_with_its_lines(kind: str, councils: Path) -> None:
    """The room that knows what it means can say where a mistake in it stands."""
    lay(councils, f"{kind}/needs-assessment.yaml", "title: What you need\nstages:\n  received: yes\n")
    found = load("loamshire", councils).overlay(kind, "needs-assessment")
    assert found is not None
    data, source = found
    assert data == {"title": "What you need", "stages": {"received": "yes"}}
    assert source.spot(("stages", "received")) == (
        f"councils/loamshire/{kind}/needs-assessment.yaml, line 3, stages, received"
    )


def test_a_letter_is_text_as_it_stands(councils: Path) -> None:
    """What a letter says is not for this room to understand."""
    lay(councils, "letters/copy-of-assessment.md", "---\ntitle: [\n---\nDear {{ name }}\n")
    found = load("loamshire", councils).overlay("letters", "copy-of-assessment")
    assert found is not None
    assert found[0] == "---\ntitle: [\n---\nDear {{ name }}\n"
    assert found[1].file == "councils/loamshire/letters/copy-of-assessment.md"


def test_nothing_is_laid_where_there_is_no_file(councils: Path) -> None:
    """Most councils take most definitions as they are; one of the same key in another folder is not meant."""
    lay(councils, "forms/contact.yaml")
    council = load("loamshire", councils)
    assert council.overlay("forms", "triage") is None
    assert council.overlay("pathways", "contact") is None
    assert [(each.kind, each.key) for each in council.overlays] == [("forms", "contact")]


def test_what_one_reader_does_to_it_another_does_not_see(councils: Path) -> None:
    """A council cannot be changed behind another's back, plain data of it neither."""
    lay(councils, "forms/contact.yaml", "sections: {who: Who}\n")
    council = load("loamshire", councils)
    found = council.overlay("forms", "contact")
    assert found is not None
    found[0]["sections"].clear()
    assert council.overlay("forms", "contact") == ({"sections": {"who": "Who"}}, found[1])


@pytest.mark.parametrize(
    "name",
    ["forms/contact.yml", "forms/Contact.yaml", "pathways/a b.yaml", "letters/x.docx", "letters/x.typ"],
)
def test_a_file_nobody_would_read_is_refused(name: str, councils: Path) -> None:
    """A misnamed overlay would otherwise silently change nothing."""
    lay(councils, name)
    [sentence] = problems("loamshire", councils)
    assert sentence.startswith(
        f"councils/loamshire/{name}: Alongside reads no file of this name. Name it by its key"
    )


def test_a_folder_among_the_files_is_refused(councils: Path) -> None:
    """A folder is no definition."""
    (councils / "loamshire" / "forms" / "old.yaml").mkdir(parents=True)
    [sentence] = problems("loamshire", councils)
    assert sentence.startswith("councils/loamshire/forms/old.yaml: Alongside reads no file of this name.")


def test_hidden_files_are_left_alone(councils: Path) -> None:
    """What an editor or a file manager leaves behind is nobody's mistake."""
    lay(councils, "forms/.contact.yaml.swp", "\x00")
    assert problems("loamshire", councils) == []


def test_a_letter_may_have_easy_read_words_beside_it(councils: Path) -> None:
    """The same letter, one idea to a line; no other kind of definition has such a second file."""
    lay(councils, "letters/waiting.md", "Dear")
    lay(councils, "letters/waiting.easy-read.md", "Hello")
    council = load("loamshire", councils)
    assert [each.key for each in council.overlays] == ["waiting.easy-read", "waiting"]
    lay(councils, "forms/waiting.easy-read.yaml")
    assert len(problems("loamshire", councils)) == 1


def test_a_broken_overlay_is_told_with_everything_else(councils: Path) -> None:
    """YAML that cannot be read, and text in another encoding, are found when the council is loaded."""
    lay(councils, "forms/contact.yaml", "title: a: b\n")
    lay(councils, "letters/waiting.md").write_bytes("Grüße".encode("latin-1"))
    found = problems("loamshire", councils)
    assert len(found) == 2
    assert found[0].startswith(
        "councils/loamshire/forms/contact.yaml, line 1: this is not YAML that can be read"
    )
    assert found[1].startswith("councils/loamshire/letters/waiting.md: this file is not UTF-8 text")


def test_a_definition_that_is_no_headings_is_refused(councils: Path) -> None:
    """A list or a line of text lies over nothing, and the rooms above need not ask."""
    lay(councils, "pathways/contact.yaml", "- title: Contact\n")
    [sentence] = problems("loamshire", councils)
    assert sentence.startswith("councils/loamshire/pathways/contact.yaml, line 1: headings are needed here.")


def test_a_misspelt_folder_is_refused(councils: Path) -> None:
    """So is a folder nobody reads."""
    lay(councils, "pathway/contact.yaml")
    [sentence] = problems("loamshire", councils)
    assert sentence.endswith("Did you mean “pathways”?")
