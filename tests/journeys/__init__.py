"""Stories through a real browser and a real server, one for each promise to a user."""
