"""The worker's other hand: it proves every night, and when asked, that nobody is lost, while the jobs go on."""

from __future__ import annotations

import logging

from django.db import DatabaseError, close_old_connections, connection

from alongside.records.actions import proving
from alongside.records.jobs import LONG_REST, REST, Stop

log = logging.getLogger(__name__)


def prove_forever(stop: Stop) -> None:
    """Do what is due until told to stop; what is cut short is begun anew by whichever worker comes next."""
    while not stop.is_set():
        stop.wait(_round())
    connection.close()


def _round() -> float:
    close_old_connections()
    try:
        proving.prove_due()
    except DatabaseError:
        log.exception("the database does not answer; trying again")
        return LONG_REST
    return REST
