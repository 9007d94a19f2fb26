"""The pages of the people room; the door imports this package, and each module publishes its pages."""

from alongside.people.pages import (  # noqa: F401
    adding,
    agreements,
    doors,
    finding,
    home,
    life,
    looks,
    merging,
    mine,
    organisations,
    sharing,
)
