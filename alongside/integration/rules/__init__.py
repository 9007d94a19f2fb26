"""Reading a list and deciding what becomes of each row. Pure: no database, no clock."""
