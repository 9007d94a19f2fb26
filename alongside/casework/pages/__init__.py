"""The pages of the casework room; the door imports this package, and each module publishes its pages."""
