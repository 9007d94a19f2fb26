"""What a role may be allowed to do, each in a sentence that an information-governance lead can approve.

Roles themselves are council configuration (councils/*/roles.yaml); this list is what they may choose from.
"""

from collections.abc import Mapping

PERMISSIONS: Mapping[str, str] = {
    "find people": "Search, and see a found person's name, date of birth and part of the postcode.",
    "open records": "Open an ordinary record after giving a reason, which is logged.",
    "add people": "Add a person after looking for likely matches.",
    "change people": "Write to a record that is open to them.",
    "merge people": "Join two records of one person, and take that back.",
    "restrict people": "Restrict a record, choose who is named on it, and lift the restriction.",
    "see restricted": "See the list of restricted records and the matches made blind against them.",
    "break glass": "Open a restricted record in an emergency, for a few hours, with a reason that is always reviewed.",
    "review access": "Review every breaking of the glass and look into who has read which record.",
    "see who looked": "Prepare for a person the list of who has looked at their record.",
    "record death and moves": "Record that a person has died, moved away or come back, and take a wrong report back.",
    "keep sharing decisions": "Record what a person agrees to have shared with whom, or a lawful override.",
    "plan capacity": "Ask what seeing more or fewer people a week would make of a list, from counts without names.",
    "keep organisations": "Keep organisations, memberships and agreements.",
    "keep workers": "Keep workers, their posts, absences and leaving.",
    "cover out of hours": "Begin an emergency duty shift and, until it ends, open ordinary records on its strength.",
    "bring lists in": "Bring in the waiting list of another system, and see what became of each of its rows.",
    "see system health": "See whether the audit chain, the grants and the triggers are whole.",
    "see components": "See the gallery of page components.",
}
