"""The pages of the pathways room; the door imports this package, and each module publishes its pages."""

from alongside.pathways.pages import (  # noqa: F401
    beginning,
    concern,
    contact,
    duties,
    helping,
    journey,
    journey_corrections,
    journey_deeds,
    list_figures,
    list_people,
    list_views,
    lists,
    moving,
    promises,
    work,
)
