"""A course with a released assignment, new for each test."""

from pathlib import Path

import pytest

from autograder.demo.sample_class import SECTION
from autograder.selftests.course.conftest import NbgraderCourse


@pytest.fixture
def course(tmp_path: Path) -> NbgraderCourse:
    course = NbgraderCourse(tmp_path)
    course.nbgrader("generate_assignment", SECTION)
    course.nbgrader("release_assignment", SECTION)
    return course
