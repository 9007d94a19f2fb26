"""What can be done to what is known of a person, and to organisations: a module for each part of the record."""
