"""The pages of the people room; the door imports this package, and each module publishes its pages."""
