"""Where Django learns of the people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room. Its checks, facts and banner register themselves when it is ready."""

    name = "alongside.people"
    label = "people"

    def ready(self) -> None:
        """Let the room register what lower rooms ask for."""
        from alongside.people import registered  # noqa: F401
