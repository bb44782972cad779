"""The standard library's Python, as the emitter copies it into generated files."""
