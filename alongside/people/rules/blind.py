"""When a search means a restricted person clearly enough for the restricted-records officer to be told.

Too few facts would let anybody fish for who is restricted; asking for too many would send an endangered person's
contact astray, and a second record of them would be made.
"""

from alongside.people.rules.search import GOOD
from alongside.people.rules.search_query import Query

TWO_FACTS = 2


def facts(query: Query) -> int:
    """How many things were said that together tell one person from others. A number alone tells enough."""
    if query.nhs_number or query.reference:
        return TWO_FACTS
    return min(len(query.words), 2) + (query.year is not None) + bool(query.day) + query.whole_postcode


def means(query: Query, score: float) -> bool:
    """Whether a restricted record that scores so (0 to 1) may be the one asked for."""
    return score >= GOOD and facts(query) >= TWO_FACTS
