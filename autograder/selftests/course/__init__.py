"""Tests of the nbgrader course, with nbgrader itself."""
