"""Where Django learns of the pathways room."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """The pathways room. Its facts, checks and hooks register themselves when it is ready."""

    name = "alongside.pathways"
    label = "pathways"

    def ready(self) -> None:
        """Let the room register what lower rooms ask for."""
        from alongside.pathways import registered  # noqa: F401
