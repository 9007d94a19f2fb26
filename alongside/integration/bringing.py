"""What the worker does about lists: it brings in, batch by batch, what somebody confirmed on a page.

Nothing is lost with a worker that dies: the run knows how far it is, and whichever worker looks next goes on there.
"""

from __future__ import annotations

import logging

from django.db import OperationalError

from alongside.integration import library
from alongside.integration.actions import importing, uploads
from alongside.integration.actions.uploads import Claimed
from alongside.integration.queries import runs
from alongside.integration.queries.reading import List
from alongside.integration.rules.sheet import Broken
from alongside.records import actors, clock
from alongside.web.errors import Forbidden, Refused

log = logging.getLogger(__name__)

AGAIN = "Send the same file again under your own name: it goes on where it was."


def bring_due() -> None:
    """Bring in what was asked for, the oldest first, until nothing is left or every list that is left is stopped."""
    while (claimed := uploads.claim(clock.now())) is not None:
        _bring(claimed)


def _bring(claimed: Claimed) -> None:
    try:
        why = _brought(claimed)
    except OperationalError:
        raise  # the database does not answer: nothing is wrong with the list, and it is tried again
    except Exception as problem:  # whatever it is, other lists come in
        log.exception("the list of import run %s stopped", claimed.run_id)
        why = (
            f"The next rows could not be brought in, for a reason nobody foresaw ({type(problem).__name__}); the "
            "worker’s log says more. None of them came in. Try once more; if it stops again at the same row, take the "
            "list back and tell whoever runs Alongside."
        )
    if why:
        uploads.stop(claimed.upload_id, why)
    else:
        uploads.let_go(claimed.upload_id)


def _brought(claimed: Claimed) -> str:
    """Bring it in as whoever asked for it; answers why not, as a sentence with its mend."""
    by = actors.of(claimed.worker_id)
    if by is None:
        return f"Whoever asked for it does not work here any more. {AGAIN}"
    try:
        mapping = library.load(claimed.mapping)
        what = List(uploads.stream(claimed.upload_id), claimed.file_name, mapping, claimed.as_at)
        importing.go_on(claimed.run_id, what, by=by)
    except Forbidden:
        return f"{by.name} may not bring lists in any more. {AGAIN}"
    except (Refused, Broken, library.MappingError) as wrong:
        # Taken back on purpose, there is nothing to mend.
        return "" if runs.row(claimed.run_id).taken_back_at is not None else str(wrong)
    return ""
