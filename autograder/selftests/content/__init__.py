"""Self-tests of the course itself: its figures, its references, its checks."""
