"""Facts of the person's record, met in a form: said to be right still, or put right on the record itself."""

from __future__ import annotations

from datetime import datetime

from alongside.forms import access
from alongside.forms.actions.answering import State, save_answer
from alongside.forms.definition.shapes import Question
from alongside.forms.models import FilledForm
from alongside.forms.queries import filled as queries
from alongside.people.actions.traits import set_trait
from alongside.people.queries.merging import root_of
from alongside.people.rules.attributes import ATTRIBUTES
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("forms.correct fact", on=FilledForm, may=access.fill)
def correct_fact(
    filled: FilledForm, *, by: Actor, at: datetime, question: str, code: str, told_by: str = ""
) -> State:
    """State a fact anew on the person's record, and keep it as the answer."""
    asked = _fact(filled, question)
    if asked.fact not in ATTRIBUTES:
        raise Refused("This is put right on its own page.", question)
    if not code:
        raise Refused(f"Say what is right for “{asked.ask}”.", question)
    set_trait(root_of(filled.person_id), by=by, attribute=asked.fact, code=code, told_by=told_by)
    kept: State = save_answer(filled.pk, by=by, question=question, value=code)
    return kept


def _fact(filled: FilledForm, question: str) -> Question:
    found = queries.filled(filled.pk)
    place = found.definition.places.get(question) if found else None
    if place is None or place.question.kind != "fact":
        raise Refused("This is no fact of the person's record.", question)
    return place.question
