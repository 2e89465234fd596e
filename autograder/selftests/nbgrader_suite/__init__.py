"""nbgrader's own tests of autograding, run with our executor in the place of its own: `make test-nbgrader`."""
