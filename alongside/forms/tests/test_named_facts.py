"""Facts of several answers, where the examples of the files do not reach (R-017, R-022, R-026, G-04, G-06)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.forms import asking, library
from alongside.forms.definition.shapes import Example
from alongside.forms.examples import answers_of
from alongside.forms.rules import found
from alongside.forms.rules.eligibility import LIMBS, OUTCOMES
from alongside.forms.workings import workings
from alongside.records.facts import facts


def said(name: str, form: str = "needs-assessment", **answers: Any) -> bool | None:
    """What a fact says of these answers."""
    definition = library.current(form)
    given_ = {key.replace("_", "-"): each for key, each in answers.items()}
    return asking.asker(answers_of(definition, Example(says="x", answers=given_)))(name)


def test_every_fact_of_a_form_is_said_to_be_of_one_that_is_there() -> None:
    """A fact of a form that nobody ships is never asked."""
    about = {fact.about.removeprefix("form ") for fact in facts.values() if fact.about.startswith("form ")}
    assert about <= set(library.known())
    assert {"eligibility decided with reasons", "priority set with a reason"} <= facts.keys()


@pytest.mark.parametrize("form", library.known())
def test_every_fact_can_be_asked_of_an_empty_form(form: str) -> None:
    """It is false or not known, and never fails."""
    definition = library.current(form)
    ask = asking.asker(answers_of(definition, Example(says="x")))
    assert all(ask(name) is not True for name in asking.sentences(definition))


def test_every_working_can_be_read_of_an_empty_form() -> None:
    """It stands beside a question from the first moment."""
    beside = {
        (place.question.beside, key)
        for key in library.known()
        for place in library.current(key).places.values()
        if place.question.beside
    }
    assert {name for name, _form in beside} == workings.keys(), "each stands beside some question"
    for name, form in beside:
        empty = answers_of(library.current(form), Example(says="x"))
        assert all(sentence.endswith(".") for sentence in workings[name](empty)), name


limbs = st.just(["fine"]) | st.lists(st.sampled_from(list(LIMBS)), min_size=1, unique=True)


@given(
    st.fixed_dictionaries(dict.fromkeys(OUTCOMES, limbs)),
    st.dictionaries(st.sampled_from(OUTCOMES), st.sampled_from(["yes", "no"])),
    st.sampled_from(["yes", "no"]),
    st.sampled_from(["willing", "some", "unable", "unwilling"]),
)
def test_what_the_carer_does_never_changes_eligibility(
    difficulty: dict[str, list[str]], met: dict[str, str], carer: str, willing: str
) -> None:
    """Carer-blind: the same outcomes are decided alike whatever is said of a carer."""
    form = library.current("needs-assessment")
    bare = {"difficulty": difficulty, "from-impairment": "yes", "significant-impact": "yes"}
    around = {"met-by-carer": met, "unpaid-carer": carer, "carer-willing": willing}
    decisions = [
        found.eligible(answers_of(form, Example(says="x", answers=each))) for each in (bare, bare | around)
    ]
    assert decisions[0] == decisions[1]


def test_no_unpaid_carer_is_owed_no_offer() -> None:
    """Asked and there is none; not asked is not known."""
    assert said("unpaid carer offered an assessment", unpaid_carer="no") is True
    assert said("unpaid carer offered an assessment", unpaid_carer="yes") is None
    assert said("unpaid carer offered an assessment", unpaid_carer="yes", carer_offered="yes") is True
    assert said("unpaid carer asked about") is False


def test_no_risk_needs_no_plan() -> None:
    """And a risk with half a plan still does."""
    assert said("risk without contingency") is False
    half: dict[str, Any] = {"risk": ["Falls"], "contingency_who": "Kofi", "contingency_when": "At once"}
    assert said("risk without contingency", **half) is True
    assert said("risk without contingency", **half, mitigation=["Pendant"]) is False


def test_unsafe_and_only_half_a_plan() -> None:
    """What is arranged, and who does it from when, are both needed."""
    assert said("safe to wait or interim plan made", "triage", safe_to_wait="yes") is True
    assert (
        said("safe to wait or interim plan made", "triage", safe_to_wait="no", interim=["respite"]) is False
    )
