"""Small programs for developers and installers: standard library only, run as `python3 -m scripts.<name>`."""
