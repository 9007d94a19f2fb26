"""What can be done about messages.

from alongside.messages import actions

actions.write(person_id, by=by, template="copy-of-assessment", cause="journey:12/sign off/copy", …)
"""

from alongside.messages.actions.ending import cancel, decline, issue_by_hand, mark_returned, mark_unsafe
from alongside.messages.actions.printing import mark_posted, mark_printed
from alongside.messages.actions.releasing import ask_again, give, release
from alongside.messages.actions.writing import write, write_again

__all__ = [
    "ask_again",
    "cancel",
    "decline",
    "give",
    "issue_by_hand",
    "mark_posted",
    "mark_printed",
    "mark_returned",
    "mark_unsafe",
    "release",
    "write",
    "write_again",
]
