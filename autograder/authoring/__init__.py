"""The author check: what must hold before a section is given to students, as rules in rooms.

`lesson` looks at the section's file, `checks` at the text of its checks, `leaks` at what students are given, `measure`
at what running the checks shows. `author_check` has the rules in their order.
"""
