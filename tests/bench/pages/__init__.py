"""What a page costs beside a floor: raw SQL and Jinja2 producing the same bytes, in one run."""
