"""Small programs for whoever develops or installs Alongside: standard library only, run as `python3 -m scripts.<name>`."""
