"""The messages room, as Django knows it."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The messages room; it registers its consequences, jobs and checks when Django is ready."""

    name = "alongside.messages"
    label = "messages"

    def ready(self) -> None:
        """Register what the rooms below call."""
        from alongside.messages import registered  # noqa: F401
