"""The pages of batches: sending, the council's and the agency's."""

from alongside.commissioning.pages.batches import beside, deciding, ours, papers, sending  # noqa: F401
