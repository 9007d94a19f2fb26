"""Records: the law of the record.

Owns who may see what (roles, posts, grants, the guard), the doing of things (`action`), what happened (events),
what was written and read (the sealed audit), and the named facts that definitions may speak of. It knows no person:
a room above gives a record its content. Main words: record, grant, action, event, audit entry, seal.
"""
