"""The pages of the records room."""

from alongside.records.pages import duty, guarding, health, signing, workers

__all__ = ["duty", "guarding", "health", "signing", "workers"]
