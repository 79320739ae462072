"""Decisions as people and programs read them."""
