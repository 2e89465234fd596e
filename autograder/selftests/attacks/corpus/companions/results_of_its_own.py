"""Hands in a result.json with all points, of the very provenance that this grading will have, and a grades.csv.

Outcome of entropy: not started
"""

from autograder.grading.provenance import provenance
from autograder.grading.results import SCHEMA_VERSION, SectionResult, SubmissionResult, encode
from autograder.grading.submission import forms_digest, read_submission
from autograder.selftests.attacks.grade import SECRET
from autograder.workbook.workbook import this_workbook


def hand_in(folder, work):
    work.write_module(folder)
    forms = read_submission(folder, this_workbook(), [work.section]).forms
    # What follows from the secret is in every earlier result of the class.
    follows_from = provenance(this_workbook(), work.section, forms_digest(forms), SECRET, "strict")
    section = SectionResult(work.section, "graded", 1000.0, 1000.0, f"{work.section}.py", provenance=follows_from)
    result = SubmissionResult(SCHEMA_VERSION, folder.name, (section,))
    for name in ("result.json", ".result.json.part"):
        (folder / name).write_bytes(encode(result))
    (folder / "grades.csv").write_text(f"student,section,points\n{folder.name},{work.section},1000\n")
