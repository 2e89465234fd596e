"""Self-tests of the little world: its language, its truth, its model, its data."""
