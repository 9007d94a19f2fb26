"""The pages of the forms room; the door imports this package, and each module publishes its pages."""

from alongside.forms.pages import contributing, filling, finishing, listing  # noqa: F401
