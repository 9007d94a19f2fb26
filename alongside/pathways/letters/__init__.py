"""Letters of journeys: what they say, when they are written, what becomes of them."""
