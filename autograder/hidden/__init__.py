"""Hidden pytest suites, one module per section. They never leave the instructor's side."""
