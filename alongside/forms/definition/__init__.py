"""What a form is made of, read strictly from its file: shapes, the checks that hold its parts to each other, and the
council's own wording laid over it. Without Django, so that a definition can be checked anywhere."""

from alongside.forms.definition.reading import FormError, read
from alongside.forms.definition.shapes import FormDefinition, Question, Section

__all__ = ["FormDefinition", "FormError", "Question", "Section", "read"]
