"""Where Django learns of the integration room."""

from django.apps import AppConfig


class IntegrationConfig(AppConfig):
    """The integration room. What it tells the rooms below registers itself when it is ready."""

    name = "alongside.integration"
    label = "integration"

    def ready(self) -> None:
        """Register what the rooms below call."""
        from alongside.integration import registered  # noqa: F401
