"""The people room: who a person is, how to reach them, who matters to them, and how they are found.

Owns identity (names, dates, NHS number, addresses), relationships, communication needs, alerts,
matching and merging, organisations and memberships. Knows no pathway, form or letter.
"""
