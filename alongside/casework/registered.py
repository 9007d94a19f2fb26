"""What the casework room registers in the rooms below it."""
