"""The words that definitions may use: what the other rooms and the council know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from alongside.council import Council
from alongside.forms import library as form_library
from alongside.messages import library as letters
from alongside.pathways import happenings
from alongside.records.facts import facts

# A fact about these can be asked of every journey; one about a form only where the pathway fills it in.
OF_ANY_JOURNEY = ("journey", "person")


@dataclass(frozen=True)
class Known:
    """What there is: `facts` with what each speaks of, `forms` with the keys of their questions,
    `teamed` the kinds of which this council has a team."""

    pathways: Collection[str]
    duties: Collection[str]
    kinds: Collection[str]
    teamed: frozenset[str]
    facts: Mapping[str, Collection[str]]
    forms: Mapping[str, Collection[str]]
    happenings: Collection[str]
    letters: Collection[str]


def known(here: Council, pathways: Collection[str]) -> Known:
    """What definitions may speak of in this council, where there are these pathways."""
    forms = {key: form_library.current(key) for key in form_library.known()}
    about = {name: {fact.about} for name, fact in facts.items()}
    for key, form in forms.items():
        for name in form.named:
            about.setdefault(name, set()).add(f"form {key}")
    return Known(
        pathways=pathways,
        duties={duty.key for duty in here.duties},
        kinds={entry.code for entry in here.lists.get("team-kind").entries},
        teamed=frozenset(team.kind for team in here.teams),
        facts=about,
        forms={key: set(form.places) for key, form in forms.items()},
        happenings={*happenings.known(), *(happenings.of_pathway(key, key).name for key in pathways)},
        letters=set(letters.known()),
    )
