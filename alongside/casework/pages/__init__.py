"""The pages of the casework room; the door imports this package, and each module publishes its pages."""

from alongside.casework.pages import (  # noqa: F401
    appointments,
    documents,
    notes,
    notes_one,
    supervision,
    tasks,
)
