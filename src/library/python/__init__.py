"""The part of LambdaKube's standard library that is bound to Python, as the emitter copies it into generated files."""
