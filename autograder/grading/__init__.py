"""From a student's folder to points: read, run in the sandbox, judge, score, diagnose."""
