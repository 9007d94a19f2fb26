"""What is asked before, during and after a list is brought in."""
