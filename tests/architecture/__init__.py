"""The house rules as tests. A failing one names the file and line, and the rule's reason is in its docstring."""
