"""What of this room a holder owns: journeys with all that is owed along them, and promises of persons."""

from __future__ import annotations

from alongside.messages.outcomes import told
from alongside.pathways import checks_lost
from alongside.pathways.actions import course, passing_on
from alongside.pathways.queries import owning
from alongside.records import owners

owners.register(
    owners.Kind(
        "journey",
        "journeys",
        owning.journeys,
        owning.journeys_of,
        passing_on.pass_journeys,
        lambda key: checks_lost.at(owning.journey(key), ""),
    )
)
owners.register(
    owners.Kind("promise", "promises", owning.promises, owning.promises_of, passing_on.pass_promises)
)
owners.followers.append(passing_on.tell_people)
course.given.append(passing_on.tell_of_change)
told(passing_on.hear)
