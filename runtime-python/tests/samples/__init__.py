"""Builds for tests: Python as the emitter writes it, and descriptors for it."""
