"""The pages of the casework room; the door imports this package, and each module publishes its pages."""

from alongside.casework.pages import (  # noqa: F401
    about_waits,
    allocating,
    appointments,
    bulk,
    combining,
    documents,
    family,
    notes,
    notes_one,
    person_page,
    supervision,
    tasks,
    team,
    today,
    trajectory,
)
