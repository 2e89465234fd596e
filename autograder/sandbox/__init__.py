"""Runs students' code out of reach of the tests, the references and the scores.

Two sides share this package. The trusted side (`launcher`, `process`, `session`, `student`) lives in the grader. The
untrusted side (`zygote`, `worker`, `confinement`, `preload`, `plotting`) runs in processes of its own, started by exec
and confined before they read a line of a student's code. Both speak `wire`, a data-only protocol that knows nothing of
either.

    with Zygote() as zygote, Student(zygote, [Cell("answer.py", source)]) as student:
        student.load()
        student.function("entropy")([0.5, 0.5])

This file imports nothing, so that the untrusted side never loads the trusted modules.
"""
