"""The pages of the records room."""

from alongside.records.pages import duty, guarding, health, looking, roles, signing, workers

__all__ = ["duty", "guarding", "health", "looking", "roles", "signing", "workers"]
