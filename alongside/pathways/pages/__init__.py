"""The pages of the pathways room; the door imports this package, and each module publishes its pages."""
