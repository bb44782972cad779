"""Faults while sessions run, and the check of what was seen: see README.md."""
