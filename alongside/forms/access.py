"""Who may do what to a form; seeing one at all is a grant on the record it is kept on, not a permission."""

from alongside.records.access import holding, signed_in

__all__ = ["fill", "see"]

# An action loads its form as the actor may see it, so this is asked only of one that is visible to them.
fill = holding("change people")
see = signed_in
