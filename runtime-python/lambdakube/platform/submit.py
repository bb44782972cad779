"""`python -m lambdakube submit`: starts a session from within the image, for CronJobs and tests of a release, where there is no Node.

What it says and how it ends is what `lk submit` says and does (docs/command-line.md).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import secrets
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any, Final, NoReturn

from ..descriptor import DescriptorError, Program
from ..stack_text import escape_text, stack_trace
from ..wire import InputError
from .bucket import Bucket
from .builds import NoBuild
from .client import KeyTaken, PlatformClient, session_of_key
from .connect import connect_nats, connect_redis
from .folder import load_build
from .jetstream import Publisher, ensure_stream
from .limits import LimitPassed
from .pipe import Pipe
from .pipeline_names import NoPipeline, pipeline_of
from .problem import OUTSIDE, SettingsProblem, problem_of
from .settings import Settings
from .targets import wire_values
from .times import now, seconds

DONE, FAILED, USAGE, AWAY, INTERRUPTED = 0, 1, 2, 3, 130
GRACE: Final = 30.0
"""Seconds after a deadline in which the keeper says that a session has passed it."""

LONGEST: Final = 365 * 86_400.0
LONGEST_KEY: Final = 1024

_VALUE: Final = re.compile(r"[\s\[\"\d-]|(null|true|false)$")

OBJECT: Final = "the input is one JSON object, with a value for each parameter's name"


class Ended(Exception):
    """The command is over, for a reason that is told; `hint` says what to do."""

    def __init__(self, code: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Ended(USAGE, message, "`python -m lambdakube submit --help` says what there is")


def main(arguments: Sequence[str]) -> int:
    """Does it; gives the exit code."""
    try:
        return asyncio.run(_submit(_options(arguments)))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Ended as ended:
        _say(f"error: {ended}", ended.hint)
        return ended.code
    except SettingsProblem as problem:
        _say(f"error: {problem.message}", problem.hint)
        return AWAY


def _say(text: str, hint: str = "") -> None:
    lines = [text, *(f"  {line}" for line in hint.split("\n") if hint)]
    print("\n".join(map(escape_text, lines)), file=sys.stderr, flush=True)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _Parser("python -m lambdakube submit", description="start a session on the platform", allow_abbrev=False)
    parser.add_argument("pipeline", metavar="PIPELINE", nargs="?", default="", help="default: `main`, or the only one")
    parser.add_argument("--input", help="a JSON object with a value for each parameter: a file, `-` for standard input, or the text itself")
    parser.add_argument("--wait", action="store_true", help="wait for the end: the value, or the stack trace of the failure")
    parser.add_argument("--timeout", default="24h", metavar="TIME", help="how long the session may take, such as `120s` (24h)")
    parser.add_argument("--id", default="", metavar="KEY", help="submitting twice with the same key is one session")
    parser.add_argument("--build", default="", metavar="DIGEST", help="the build that is to take it, by its first digits")
    parser.add_argument("--release", default="", metavar="NAME", help="default: LK_RELEASE, else the name of the program here")
    options = parser.parse_args(arguments)
    if len(options.id.encode()) > LONGEST_KEY:
        raise Ended(USAGE, f"the key is longer than {LONGEST_KEY} bytes", "`--id` takes a short name for the session")
    options.seconds = _duration(options.timeout)
    return options


def _duration(text: str) -> float:
    try:
        time = seconds(text) if text.strip()[-1:].isalpha() else 0.0
    except ValueError:
        time = 0.0
    if time <= 0:
        raise Ended(USAGE, f"`--timeout` is no length of time: `{text}`", "such as `500ms`, `120s`, `5m`, `1h` or `2d`")
    if time > LONGEST:
        raise Ended(USAGE, f"`--timeout` is longer than 365 days: `{text}`")
    return time


def _read_input(option: str | None) -> str:
    if option is None:
        return "{}"
    if option.lstrip().startswith("{"):
        return option
    if not option.strip():
        raise Ended(USAGE, "the input is empty", OBJECT)
    name = "standard input" if option == "-" else f"`{option}`"
    try:
        data = sys.stdin.buffer.read() if option == "-" else _file(option)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Ended(USAGE, f"the input in {name} is no UTF-8 text", "save it as UTF-8") from None


def _file(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        # What looks like a value was meant as one.
        raise Ended(USAGE, f"there is no input file `{path}`", OBJECT if _VALUE.match(path) else "") from None
    except IsADirectoryError:
        raise Ended(USAGE, f"the input `{path}` is a folder", "name a file in it") from None
    except OSError as error:
        raise Ended(AWAY, f"the input `{path}` cannot be read: {error.strerror}") from None


def _settings(release: str) -> Settings:
    """The release is the one named, else that of the environment, else that of the build in this image."""
    named = release or os.environ.get("LK_RELEASE", "").strip()
    if named:
        return replace(Settings.of(), release=named)
    try:
        return Settings.of(program=load_build().name)
    except DescriptorError:
        raise Ended(USAGE, "it is not said which release is meant", "name it by `--release`, or by LK_RELEASE") from None


async def _submit(options: argparse.Namespace) -> int:
    text = _read_input(options.input)
    settings = _settings(options.release)
    try:
        async with _platform(settings) as (bucket, connections):
            return await _started(settings, options, text, bucket, connections)
    except OUTSIDE as error:
        problem = problem_of(settings.nats_url, settings.redis_url, error)
        raise Ended(AWAY, problem.message, problem.hint) from None


Connections = tuple[Any, Pipe, Publisher]


@asynccontextmanager
async def _platform(settings: Settings) -> AsyncIterator[tuple[Bucket, Connections]]:
    async with AsyncExitStack() as closing:
        client = await connect_nats(settings)
        closing.push_async_callback(client.close)
        pipe = Pipe(await connect_redis(settings))
        await pipe.start()
        closing.push_async_callback(pipe.stop)
        publisher = Publisher(client)
        await publisher.start()
        closing.push_async_callback(publisher.stop)
        js = client.jetstream()
        await ensure_stream(js, settings.release, settings.replicas)
        yield await Bucket.of(js, settings.release, settings.replicas), (client, pipe, publisher)


async def _started(settings: Settings, options: argparse.Namespace, text: str, bucket: Bucket, connections: Connections) -> int:
    session = session_of_key(settings.release, options.id) if options.id else secrets.token_hex(16)
    earlier = await bucket.session(session) if options.id else None
    try:
        build = await bucket.builds.choose(options.build or (earlier or {}).get("build", ""))
        pipeline = pipeline_of(build.descriptor, options.pipeline)
        program = Program(build.descriptor, "")
        client = PlatformClient.sharing(settings, program, *connections, bucket)
        deadline = int(options.seconds * 1000)
        await client.submit(session, pipeline, wire_values(program, pipeline, text), deadline, fresh=not options.id)
    except InputError as error:
        raise Ended(USAGE, error.message, _input_hint(error, options)) from None
    except KeyTaken as error:
        raise Ended(USAGE, str(error), "give another key by `--id`, or start it as it was") from None
    except NoPipeline as error:
        raise Ended(USAGE, str(error), error.hint) from None
    except NoBuild as error:
        raise Ended(USAGE if options.build else AWAY, str(error), error.hint) from None
    except LimitPassed as error:
        raise Ended(USAGE, str(error), "docs/limits.md has what is taken, and how to change it") from None
    print(f"session {session}", file=sys.stderr, flush=True)
    return await _waited(client, session, (earlier or {}).get("deadline", now() + deadline)) if options.wait else DONE


def _input_hint(error: InputError, options: argparse.Namespace) -> str:
    if options.input is None and error.path:
        return f"""give it by `--input`: a JSON file, or the text itself, such as '{{"{error.path}": …}}'"""
    return f"did you mean `{error.suggestion}`?" if error.suggestion else ""


async def _waited(client: PlatformClient, session: str, deadline: int) -> int:
    try:
        end = await asyncio.wait_for(client.wait(session), (deadline - now()) / 1000 + GRACE)
    except asyncio.TimeoutError:
        hint = "see whether the services of the release run, and its keeper"
        raise Ended(AWAY, f"session {session} is past its deadline, and nothing has ended it", hint) from None
    if end.failed:
        sys.stderr.write(stack_trace(f"session-{session}", json.loads(end.raw)))
        return FAILED
    sys.stdout.buffer.write(end.raw + b"\n")
    sys.stdout.buffer.flush()
    return DONE
