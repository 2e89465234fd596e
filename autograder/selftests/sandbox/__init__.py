"""Tests of the sandbox against real workers."""
