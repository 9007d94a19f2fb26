"""Work under way, put through everything that may happen to it: random stories, faults, kills, and two at once."""
