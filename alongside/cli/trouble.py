"""What a command says when it cannot go on."""


class Trouble(Exception):
    """A command cannot do what it was asked. The message says what happened and what to do, in plain words."""
