"""Runs a Python program with the address of a Jaeger of its own, for spans, as its last argument.

The program runs as where OpenTelemetry is not installed: clients of NATS and Redis load it where it is, and then every call sets its span.
"""

import subprocess
import sys

from jaeger_server import jaeger_server

RUN = "import runpy, sys; sys.modules['opentelemetry'] = None; runpy.run_path(sys.argv[1], run_name='__main__')"

with jaeger_server() as jaeger:
    sys.exit(subprocess.run([sys.executable, "-c", RUN, sys.argv[1], f"{jaeger.otlp}/v1/traces"]).returncode)
