"""Self-tests of reading what students hand in."""
