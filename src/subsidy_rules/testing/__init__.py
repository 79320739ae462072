"""Worked cases and what else checks the law."""
