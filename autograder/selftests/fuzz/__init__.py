"""Damaged frames and notebooks by the ten thousand: whatever arrives, the grader reads it or refuses it."""
