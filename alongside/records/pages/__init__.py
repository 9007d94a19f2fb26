"""The pages of the records room."""

from alongside.records.pages import (
    documents,
    duty,
    guarding,
    health,
    looking,
    proving,
    roles,
    signing,
    workers,
)

__all__ = ["documents", "duty", "guarding", "health", "looking", "proving", "roles", "signing", "workers"]
