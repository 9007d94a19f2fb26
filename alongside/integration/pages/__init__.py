"""The pages of the integration room; the door imports this package, and each module publishes its pages."""

from alongside.integration.pages import deciding, runs, uploading  # noqa: F401
