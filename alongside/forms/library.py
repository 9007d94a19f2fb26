"""The forms there are: as they read now, and as they read when one was begun."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from alongside import council
from alongside.council import Council
from alongside.council.faults import did_you_mean, listed
from alongside.forms.definition import FormDefinition, Question, read
from alongside.forms.definition.reading import Known
from alongside.forms.definition.shapes import YES_NO
from alongside.forms.models import FormVersion
from alongside.forms.prefilled import FACTS
from alongside.forms.rules.answers import OptionsOf
from alongside.forms.rules.values import Options
from alongside.forms.workings import workings
from alongside.people.queries.words import choices
from alongside.people.rules.attributes import ATTRIBUTES, PRACTICES
from alongside.records.facts import facts

DEFINITIONS = Path(__file__).parent / "definitions"


def known() -> Collection[str]:
    """The keys of all forms."""
    return sorted(path.name.removesuffix(".yaml") for path in DEFINITIONS.glob("*.yaml"))


def current(key: str) -> FormDefinition:
    """The form as it reads today in this council. Raises LookupError for no such form, FormError for a wrong one."""
    here = council.current()
    kept = _kept.get(key)
    if kept is None or kept[0] is not here:
        kept = _kept[key] = (here, _read(key, here))
    return kept[1]


# Each form as it reads in the council asked for last.
_kept: dict[str, tuple[Council, FormDefinition]] = {}


def _read(key: str, here: Council) -> FormDefinition:
    path = DEFINITIONS / f"{key}.yaml"
    if not path.exists():
        hint = did_you_mean(key, known(), f"There are {listed(known())}.")
        raise LookupError(f"There is no form “{key}”. {hint}")
    words = here.overlay("forms", key)
    return read(path, f"alongside/forms/definitions/{path.name}", may_speak_of(key, here), words)


def may_speak_of(key: str, here: Council) -> Known:
    """What the form with this key may name."""
    about = {name for name, fact in facts.items() if fact.about in ("person", f"form {key}")}
    return Known(
        lists=set(here.lists), facts=about, attributes=set(FACTS), workings=set(workings), taken=set(facts)
    )


@lru_cache(maxsize=500)
def of_hash(digest: str) -> FormDefinition:
    """The form as it was kept under this hash when it was first filled in. Raises FormVersion.DoesNotExist."""
    return kept(digest)


def kept(digest: str) -> FormDefinition:
    """The same, read anew from the database."""
    text = FormVersion.objects.values_list("text", flat=True).get(hash=digest)
    return FormDefinition.model_validate(json.loads(text), by_alias=True, by_name=False)


def options_of(form: FormDefinition) -> OptionsOf:
    """Every code that may be kept as an answer to a question, with its words."""

    def options(question: Question) -> Options:
        if question.kind == "yes-no":
            return YES_NO
        if question.kind == "tags":
            return form.places[question.of].question.options
        if question.kind == "fact" and question.fact in ATTRIBUTES:
            return _of_list(ATTRIBUTES[question.fact].codes)
        return _of_list(question.codes) if question.codes else question.options

    return options


def offered(form: FormDefinition, question: Question, chosen: Collection[str]) -> Options:
    """What a page offers: what may be chosen today, and what was chosen already."""
    every = options_of(form)(question)
    key = ATTRIBUTES[question.fact].codes if question.fact in ATTRIBUTES else question.codes
    if not key:
        return every
    today = {code for code, _words in choices(key)} | set(chosen)
    return {code: words for code, words in every.items() if code in today}


def _of_list(key: str) -> Options:
    """Every code of the council's list: one that is retired is not offered, and still has its words."""
    if key == PRACTICES:
        return dict(choices(PRACTICES))
    return {entry.code: entry.label for entry in council.current().lists.get(key).entries}
