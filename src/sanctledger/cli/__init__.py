"""The command line: one command a question."""
