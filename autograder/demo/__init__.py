"""A built-in class of sample submissions, to show and to test the graders with."""
