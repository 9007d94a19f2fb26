"""The pages of the commissioning room; the door imports this package, and each module publishes its pages."""

from alongside.commissioning.pages import arranged, batches, cards, lines, passes, register, respite, unpaid  # noqa: F401
