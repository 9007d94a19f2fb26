"""What the people room registers in the rooms below it."""

from alongside.people import checks_organisations  # noqa: F401 access by agreements
from alongside.people.actions import (  # noqa: F401
    bereavement,  # what follows from a death
    following,  # merged records share who may see them
)
