"""Who may do what to a form; seeing one at all is a grant on the record it is kept on, not a permission."""

from typing import Any

from alongside.forms import subjects
from alongside.forms.models import OPEN, FilledForm
from alongside.records.access import holding, signed_in
from alongside.records.actors import Actor

__all__ = ["fill", "see"]

see = signed_in
_change = holding("change people")
# Those whose work is written in forms of its own, and who change nothing else of anybody.
FILLING = ("finance officer", "panel chair", "funding panel member")


def fill(actor: Actor, thing: Any = None) -> bool:
    """Write in the forms that they can see: an action loads its form as the actor may see it, and another's draft is
    not theirs."""
    if isinstance(thing, FilledForm) and thing.state == OPEN:
        return fill(actor) and subjects.may_read_draft(thing.subject, thing.form, actor)
    return _change(actor) or any(actor.plays(duty) for duty in FILLING)
