"""Runners of a compiled plan; the interpreter is their definition."""
