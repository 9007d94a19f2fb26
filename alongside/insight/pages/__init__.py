"""The pages of the insight room; the door imports this package, and each module publishes its pages."""

from alongside.insight.pages import plan  # noqa: F401
