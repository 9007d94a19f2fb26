"""Pure decisions about people: facts in, answers with reasons out. No Django, no database, no clock."""
