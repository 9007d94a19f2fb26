"""The forms room: versioned questions and their answers.

Owns form definitions (question sets that are files), the forms filled in by them, every answer with who wrote it and
when, and what rules and pathways may ask of the answers. It asks, saves, pre-fills and shows; it knows no pathway.
Main words: form, version, section, question, answer, filled form, part (whose record a section is kept on).
"""
