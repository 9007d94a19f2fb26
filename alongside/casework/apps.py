"""Where Django learns of the casework room."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The casework room. What it tells the rooms below registers itself when it is ready."""

    name = "alongside.casework"
    label = "casework"

    def ready(self) -> None:
        """Let the room register what lower rooms ask for."""
        from alongside.casework import registered  # noqa: F401
