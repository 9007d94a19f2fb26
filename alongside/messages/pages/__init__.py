"""The pages of the messages room."""

from alongside.messages.pages import letters, queue

__all__ = ["letters", "queue"]
