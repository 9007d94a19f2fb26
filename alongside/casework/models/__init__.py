"""The tables of the casework room."""

from alongside.casework.models.appointments import Appointment
from alongside.casework.models.bulk import BulkItem, BulkOperation
from alongside.casework.models.combining import Combination
from alongside.casework.models.documents import Paper
from alongside.casework.models.notes import Draft, Note, Wording
from alongside.casework.models.supervision import Discussed, Supervision
from alongside.casework.models.tasks import Task

__all__ = [
    "Appointment",
    "BulkItem",
    "BulkOperation",
    "Combination",
    "Discussed",
    "Draft",
    "Note",
    "Paper",
    "Supervision",
    "Task",
    "Wording",
]
