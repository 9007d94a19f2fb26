"""Facts about a filled form: those it declares of its own answers, those registered for it, those of its person."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from alongside.forms.definition import FormDefinition
from alongside.forms.queries import filled as queries
from alongside.forms.rules import conditions
from alongside.forms.rules.answers import Answers
from alongside.forms.rules.conditions import Ask
from alongside.people import named_facts as people
from alongside.people.queries.merging import root_of
from alongside.records.facts import facts
from alongside.web.errors import Refused


def sentences(form: FormDefinition) -> Mapping[str, str]:
    """Every fact that can be asked of a filled form of this kind, by name, with what it says."""
    about = f"form {form.form}"
    registered = {name: fact.sentence for name, fact in facts.items() if fact.about == about}
    return registered | {name: each.says for name, each in form.named.items()}


def ask_of(filled: queries.Filled | int, name: str) -> bool | None:
    """Whether a fact holds of a filled form; None where it is not known. Refuses a name that the form does not know."""
    found = queries.filled(filled) if isinstance(filled, int) else filled
    if found is None:
        return None
    return asker(queries.answers(found.id), found.person_id)(name)


def asker(answers: Answers, person_id: int = 0) -> Ask:
    """What answers questions by name about these answers; each is worked out once."""
    said: dict[str, bool | None] = {}

    def ask(name: str) -> bool | None:
        if name not in said:
            said[name] = _ask(answers, person_id, name)
        return said[name]

    return ask


def _ask(answers: Answers, person_id: int, name: str) -> bool | None:
    form = answers.form
    if name in form.named:
        return conditions.holds(form.named[name], answers)
    fact = facts.get(name)
    if fact is not None and fact.about == f"form {form.form}":
        return fact.holds(answers)
    if fact is not None and fact.about == "person":
        return fact.holds(people.known(root_of(person_id))) if person_id else None
    near = get_close_matches(name, sentences(form), n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    raise Refused(f"The form “{form.form}” has no fact “{name}”.{hint}")
