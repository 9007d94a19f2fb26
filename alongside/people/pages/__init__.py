"""The pages of the people room; the door imports this package, and each module publishes its pages."""

from alongside.people.pages import (  # noqa: F401
    adding,
    agreements,
    alerts,
    circle,
    doors,
    facts,
    finding,
    identity,
    life,
    looks,
    merging,
    mine,
    needs,
    organisations,
    person,
    places,
    sharing,
)
