"""Classes to be graded: right ones, and mixed ones as a course has them. No two submissions are equal."""

import random
from functools import cache

from autograder.demo.sample_class import alternatives_that_stand_alone, mistakes_that_stand_alone, renamed, solved
from autograder.workbook.model import Section

WRONG, NOT_STARTED = 0.15, 0.1
"""Shares of a mixed class's exercises; the others are right."""

Answers = dict[str, str]


def reference(section: Section, student: int) -> Answers:
    """The references, whoever hands them in."""
    return solved(section)


def right(section: Section, student: int) -> Answers:
    """Each exercise as the reference has it, or in another right way."""
    chance = random.Random(f"{section.name} {student}")
    return {name: _right(section, name, chance) for name in section.exercises}


def mixed(section: Section, student: int) -> Answers:
    """Some exercises with a known mistake, some left out, the others right."""
    chance = random.Random(f"{section.name} {student}")
    answers = {}
    for name in section.exercises:
        draw = chance.random()
        if draw < WRONG:
            answers[name] = chance.choice(_mistakes(section, name) or [section.exercises[name].source])
        elif draw < 1 - NOT_STARTED:
            answers[name] = _right(section, name, chance)
    return answers


def _right(section: Section, exercise: str, chance: random.Random) -> str:
    return chance.choice([section.exercises[exercise].source, *_alternatives(section, exercise)])


@cache
def _alternatives(section: Section, exercise: str) -> list[str]:
    return [renamed(function, exercise) for function in alternatives_that_stand_alone(section, exercise)]


@cache
def _mistakes(section: Section, exercise: str) -> list[str]:
    return [renamed(function, exercise) for function in mistakes_that_stand_alone(section, exercise)]
