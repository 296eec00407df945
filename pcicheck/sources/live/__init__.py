"""Snapshots: what a cloud answered, one native document a line, with who asked, when, and what was refused."""
