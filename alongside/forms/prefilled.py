"""Which facts of a person's record a form can show, each with the page where it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from alongside.people.rules.attributes import ATTRIBUTES

BLOCKS: Mapping[str, str] = {
    "communication-needs": "people.needs",
    "people-around": "people.circle",
    "addresses": "people.places",
    "ways-to-reach": "people.places",
}
"""What is told in several statements: shown in words, confirmed as it stands, corrected on its own page."""

FACTS: Mapping[str, str] = {**dict.fromkeys(ATTRIBUTES, "people.change_fact"), **BLOCKS}
"""Every fact a question of the kind “fact” may name, and the page that changes it."""
