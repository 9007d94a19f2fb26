"""What can be done with forms, each a function that other rooms call inside an act of their own."""

from alongside.forms.actions.answering import fill_rest, save_answer, save_answers, settle
from alongside.forms.actions.contributing import add_contribution, withdraw_contribution
from alongside.forms.actions.facts import correct_fact
from alongside.forms.actions.filling import begin, complete, discard, name_part, reopen

__all__ = [
    "add_contribution",
    "begin",
    "complete",
    "correct_fact",
    "discard",
    "fill_rest",
    "name_part",
    "reopen",
    "save_answer",
    "save_answers",
    "settle",
    "withdraw_contribution",
]
