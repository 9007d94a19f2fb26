"""Form files are read strictly: each kind of mistake has its sentence, and the shipped forms have none (R-016)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alongside import council
from alongside.council.faults import Faults
from alongside.council.reading import read_yaml
from alongside.forms import examples, library
from alongside.forms.definition import FormDefinition, FormError, read
from alongside.forms.tests.filling import KNOWN, TRIAL, form_of, problems
from alongside.forms.tests.mistakes import MISTAKES
from tests.architecture import tree


@pytest.mark.parametrize("mistake", list(MISTAKES))
def test_each_mistake_is_said_so_that_it_can_be_mended(mistake: str, tmp_path: Path) -> None:
    """With the file, the line and the nearest right word."""
    right, wrong, sentence = MISTAKES[mistake]
    assert right in TRIAL
    said = problems(TRIAL.replace(right, wrong, 1), tmp_path)
    assert any(sentence in each for each in said), said
    assert all(each.startswith("trial.yaml, line ") for each in said)


def test_without_mistakes_it_is_read(tmp_path: Path) -> None:
    """The trial form has none, or the test above proves little."""
    assert problems(TRIAL, tmp_path) == []


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """A file is mended in one sitting."""
    text = TRIAL.replace("alone: [nobody]", "alone: [nobdy]").replace(
        "when: lives alone}", "when: lives alon}"
    )
    assert len(problems(text, tmp_path)) == 2


def test_the_hash_is_of_what_is_asked(tmp_path: Path) -> None:
    """Spaces, comments and examples change nothing; a word does."""
    form = form_of(TRIAL, tmp_path)
    assert form_of(f"# A note\n{TRIAL}\n", tmp_path).hash == form.hash
    assert form_of(TRIAL.replace("Alone and unhelped", "By herself"), tmp_path).hash == form.hash
    assert form_of(TRIAL.replace("Who helps?", "Who helps her?"), tmp_path).hash != form.hash


@pytest.mark.parametrize("key", library.known())
def test_every_shipped_form_can_be_read_and_its_examples_hold(key: str) -> None:
    """The examples in the file are its tests; each form has at least one."""
    form = library.current(key)
    assert form.examples
    assert list(examples.wrong(form)) == []


def test_an_example_that_does_not_hold_is_told(tmp_path: Path) -> None:
    """Or the examples prove nothing."""
    form = form_of(TRIAL.replace("is helped: no", "is helped: yes"), tmp_path)
    assert list(examples.wrong(form)) == ["trial, “Alone and unhelped.”: “is helped” is no, not yes."]
    form = form_of(TRIAL.replace("help: [nobody]", "help: [dog]"), tmp_path)
    assert "Choose one of the answers offered" in next(examples.wrong(form))


@pytest.mark.parametrize("key", library.known())
def test_only_law_and_safety_make_an_answer_necessary(key: str) -> None:
    """No mandatory field beyond what law or safety needs, and each says which (issue 3)."""
    form = library.current(key)
    needed = [place.question for place in form.places.values() if place.question.required]
    assert all(bool(question.law) != bool(question.safety) for question in needed)
    of_everybody = [
        place for place in form.places.values() if place.question.required and not place.question.when
    ]
    assert len(of_everybody) <= len(form.places) // 3 or key in FOR_ONE_DECISION


FOR_ONE_DECISION = ("triage", "therapy-triage", "reablement-extension", "safeguarding-concern", "capacity")
"""Short forms that exist for one decision, and ask little that the decision does not need."""


def laid_over(text: str, folder: Path) -> FormDefinition:
    """The trial form in a council's words."""
    (folder / "trial.yaml").write_text(TRIAL, encoding="utf-8")
    words = folder / "words.yaml"
    words.write_text(text, encoding="utf-8")
    return read(folder / "trial.yaml", "trial.yaml", KNOWN, read_yaml(words, "ours.yaml", Faults()))


def test_a_council_has_its_own_words(tmp_path: Path) -> None:
    """Titles, labels, hints and further options; the version is another one then."""
    form = laid_over(
        "form: trial\nsections: [{key: first, title: To begin}]\n"
        "questions: [{key: help, ask: Who is there?, options: {friends: Mates, temple: The temple}}]",
        tmp_path,
    )
    asked = form.places["help"].question
    assert form.sections[0].title == "To begin"
    assert asked.ask == "Who is there?"
    assert dict(asked.options) == {
        "family": "Family",
        "friends": "Mates",
        "nobody": "Nobody",
        "temple": "The temple",
    }
    assert form.hash != form_of(TRIAL, tmp_path).hash


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("form: trail", "this file words the form “trail”, not “trial”"),
        ("form: trial\nquestions: [{key: hepl, ask: Who?}]", "has no question “hepl”. Did you mean “help”?"),
        ("form: trial\nsections: [{key: frist, title: A}]", "has no section “frist”. Did you mean “first”?"),
        ("form: trial\nquestions: [{key: alone, options: {a: A}}]", "“alone” has no options of its own"),
        ("form: trial\nquestions: [{key: alone, required: yes}]", "“required” is not a heading here"),
        ("form: trial\nquestions: [{key: alone, kind: words}]", "“kind” is not a heading here"),
    ],
)
def test_a_council_cannot_word_what_is_not_there_nor_change_a_rule(
    text: str, sentence: str, tmp_path: Path
) -> None:
    """Said with the council's own file and line."""
    with pytest.raises(FormError) as error:
        laid_over(text, tmp_path)
    assert any(sentence in each and each.startswith("ours.yaml") for each in error.value.problems)


def test_a_form_that_is_not_there_is_named_with_its_neighbour() -> None:
    """For whoever writes a pathway."""
    with pytest.raises(LookupError, match="Did you mean “triage”"):
        library.current("triag")


def test_the_priorities_are_those_of_the_council() -> None:
    """Their numbers are what a journey keeps."""
    offered = library.current("triage").places["priority"].question.options
    assert [str(band.number) for band in council.current().scale("care-act").bands] == list(offered)


def test_the_form_of_the_how_to_can_be_read(tmp_path: Path) -> None:
    """Whoever copies it begins with something that works."""
    text = (tree.ROOT / "docs" / "how-to" / "add-a-form.md").read_text(encoding="utf-8")
    whole, words = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    form = form_of(whole, tmp_path, "home-visit.yaml")
    assert list(examples.wrong(form)) == []
    (tmp_path / "words.yaml").write_text(words, encoding="utf-8")
    laid = read_yaml(tmp_path / "words.yaml", "words.yaml", Faults())
    assert read(tmp_path / "home-visit.yaml", "home-visit.yaml", KNOWN, laid).places["alone"].question.ask
