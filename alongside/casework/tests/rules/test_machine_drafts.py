"""Bands of suicide risk that a machine wrote are found; words that need no band are let be."""

from __future__ import annotations

import pytest

from alongside.casework.rules.machine_drafts import band_of_suicide_risk


@pytest.mark.parametrize(
    "text",
    [
        "Overall he is at high risk of suicide.",
        "Suicide risk: medium.",
        "Risk of self-harm is currently low",
        "MODERATE risk of self harm.",
        "There is a low suicide risk.",
        "He presents an elevated level of risk for suicidal behaviour.",
    ],
)
def test_a_band_is_found(text: str) -> None:
    """Practice 0.2 (NICE NG225 1.6): in whatever order a tool puts the words."""
    assert band_of_suicide_risk(f"She came at ten. {text} She left at eleven.")


@pytest.mark.parametrize(
    "text",
    [
        "She said that she thinks of suicide when it is dark, and that Kofi helps.",
        "High risk of falls. She does not think of suicide.",
        "The risk of flooding is low.",
        "We made a safety plan together after her self-harm in May.",
    ],
)
def test_plain_words_are_let_be(text: str) -> None:
    """What somebody said and what helps is what belongs in a note."""
    assert band_of_suicide_risk(text) == ""
