"""Where Django learns of the commissioning room."""

from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    """The commissioning room. What it tells the rooms below registers itself when it is ready."""

    name = "alongside.commissioning"
    label = "commissioning"

    def ready(self) -> None:
        """Let the room register what lower rooms ask for."""
        from alongside.commissioning import registered  # noqa: F401
