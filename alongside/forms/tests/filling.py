"""Small builders for tests of this room: a form of one's own, filled in by somebody who may."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alongside.forms import actions, library
from alongside.forms.definition import FormDefinition, FormError, read
from alongside.forms.definition.reading import Known
from alongside.forms.models import Answer
from alongside.records.actors import Actor

TRIAL = """
form: trial
title: Trial form
about: person
version note: Made for tests.
sections:
  - key: first
    title: First things
    questions:
      - {key: day, ask: What would a good day look like?, kind: words}
      - {key: alone, ask: Does she live alone?, kind: yes-no}
      - {key: since, ask: Since when?, kind: date, when: lives alone}
      - key: help
        ask: Who helps?
        kind: choices
        options: {family: Family, friends: Friends, nobody: Nobody}
        alone: [nobody]
      - {key: visits, ask: How many visits a week?, kind: number}
      - {key: cost, ask: What does it cost?, kind: money}
      - {key: safe, ask: Is she safe tonight?, kind: yes-no, required: yes, safety: she may not wait, unknowns: []}
  - key: daily
    title: Day by day
    questions:
      - key: day-to-day
        ask: What can she manage?
        kind: outcomes
        options: {eating: Eating, washing: Washing}
        questions:
          - key: manages
            ask: Can she?
            kind: choices
            options: {fine: No difficulty, pain: In pain}
            alone: [fine]
            required: yes
            law: Care Act 2014 s13
          - {key: how, ask: How do you know?, kind: words}
      - key: risks
        ask: Risks
        kind: group
        questions:
          - {key: danger, ask: What could happen?, kind: line}
          - {key: touches, ask: What does it touch?, kind: tags, of: day-to-day}
  - key: carer
    title: For the carer alone
    belongs to: unpaid carer
    questions:
      - {key: coping, ask: How are you coping?, kind: words}
      - {key: carer-safe, ask: Are you safe?, kind: yes-no, required: yes, safety: somebody may be harmed}
facts:
  - {name: lives alone, question: alone, is: [yes], says: She lives alone.}
  - {name: is helped, question: help, is: [family, friends], says: Somebody helps her.}
examples:
  - says: Alone and unhelped.
    answers: {alone: yes, help: [nobody]}
    facts: {lives alone: yes, is helped: no}
"""

KNOWN = Known(
    lists={"sex", "language"},
    facts={"has an unpaid carer"},
    attributes={"sex", "employment"},
    workings={"eligibility"},
    taken={"has an unpaid carer", "has died"},
)


def form_of(text: str, folder: Path, name: str = "trial.yaml") -> FormDefinition:
    """The form that this text is."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path, name, KNOWN)


def problems(text: str, folder: Path, name: str = "trial.yaml") -> list[str]:
    """What is wrong with the form that this text is; [] when nothing is."""
    try:
        form_of(text, folder, name)
    except FormError as error:
        return error.problems
    return []


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FormDefinition:
    """The trial form, in a library that holds nothing else."""
    monkeypatch.setattr(library, "DEFINITIONS", tmp_path)
    monkeypatch.setattr(library, "_kept", {})
    (tmp_path / "trial.yaml").write_text(TRIAL, encoding="utf-8")
    return library.current("trial")


def rows(filled_id: int) -> dict[str, Any]:
    """What the tables hold of a form: each answer's value by question and place."""
    found = Answer.objects.for_system("test").filter(filled_id=filled_id).order_by("question", "place")
    return {f"{row.question}.{row.place}": row.value for row in found}


def save(filled_id: int, by: Actor, **answers: Any) -> dict[str, Any]:
    """Save answers outside rows, one act; what became of each."""
    sent = [{"question": key.replace("_", "-"), "value": value} for key, value in answers.items()]
    return dict(actions.save_answers(filled_id, by=by, sent=sent))
