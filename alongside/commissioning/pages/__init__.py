"""The pages of the commissioning room; the door imports this package, and each module publishes its pages."""

from alongside.commissioning.pages import (  # noqa: F401
    arranged,
    batches,
    breaks,
    cards,
    lines,
    passes,
    register,
    respite,
    unpaid,
)
