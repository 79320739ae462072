"""Requests, typed records and decisions."""
