"""What can be done in the records room: to access (`access`), to workers (`workers`), on emergency duty (`duty`)."""
