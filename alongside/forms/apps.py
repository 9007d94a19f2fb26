"""Where Django learns of the forms room."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """The forms room. Its facts and checks register themselves when it is ready."""

    name = "alongside.forms"
    label = "forms"

    def ready(self) -> None:
        """Let the room register what lower rooms ask for."""
        from alongside.forms import registered  # noqa: F401
