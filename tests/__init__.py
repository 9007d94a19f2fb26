"""Browser stories, house rules and the named cast; tests of one room live in the room."""
