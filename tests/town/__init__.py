"""The town: the named cast that tests and the demo share. A test says `town.alice`, a demo signs in as Priya.

`cast` says who they are, `build` puts them into a database through the same actions that pages use.
Nobody here is real; NHS numbers and telephone numbers come from ranges kept for tests and drama.
"""
