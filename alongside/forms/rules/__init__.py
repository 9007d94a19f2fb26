"""Pure rules of the forms room: what is an answer, and what the law makes of answers."""
