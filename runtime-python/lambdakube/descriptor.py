"""A build's descriptor (docs/descriptor.md), read into small objects.

Everything is made when it is first asked for: a program of thousands of declarations starts as fast as a small one. The steps of the
pipelines, as the engine walks them, are the business of `plan`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

JsonObject = Mapping[str, Any]

VERSION: Final = 1


class DescriptorError(Exception):
    """The build folder has no descriptor that this runtime can read; the message says why."""


class Parameter:
    """A parameter of a node, pipeline or external: its name and the text of its type."""

    __slots__ = ("name", "type")

    def __init__(self, name: str, type: str) -> None:
        self.name = name
        self.type = type


class Service:
    """A node, or a pipeline's packer.

    `timeout` and `backoff` are milliseconds, 0 where there is none; `retries` are the tries after the first.
    """

    __slots__ = (
        "backoff", "concurrency", "environment", "file", "function", "handler", "kind", "line", "name", "parameters", "result", "retries",
        "timeout",
    )  # fmt: skip

    def __init__(self, name: str, data: JsonObject) -> None:
        retry = data.get("retry", {})
        self.name = name
        self.kind: str = data["kind"]
        self.function: str = data["function"]
        self.file: str = data["file"]
        self.handler: str = data.get("handler", "")
        self.line: int = data.get("line", 0)
        self.parameters = parameters(data)
        self.result: str = data["result"]
        self.retries: int = retry.get("max", 0)
        self.backoff: int = retry.get("backoff", 0)
        self.timeout: int = data.get("timeout", 0)
        self.concurrency: int = data.get("concurrency", 0)
        self.environment: Sequence[str] = data.get("environment", ())


class External:
    """A Python function of the project. `python` is its dotted name, `bound` its name in the generated files."""

    __slots__ = ("bound", "environment", "line", "name", "parameters", "pure", "python", "result")

    def __init__(self, name: str, data: JsonObject) -> None:
        self.name = name
        self.python: str = data["python"]
        self.bound: str = data["bound"]
        self.pure: bool = data.get("pure", False)
        self.environment: Sequence[str] = data.get("environment", ())
        self.line: int = data.get("line", 0)
        self.parameters = parameters(data)
        self.result: str = data["result"]


class Test:
    """A `test` block: the pipeline that it is, and which externals (keys) it replaces by which functions of its file."""

    __slots__ = ("compares", "file", "index", "line", "module", "name", "pipeline", "replace")
    __test__ = False

    def __init__(self, index: int, data: JsonObject) -> None:
        self.index = index
        self.name: str = data["name"]
        self.module: str = data["module"]
        self.line: int = data["line"]
        self.pipeline: str = data["pipeline"]
        self.compares: bool = data.get("compares", False)
        self.file: str = data["file"]
        self.replace: dict[str, str] = {each["external"]: each["function"] for each in data.get("replace", ())}


class File:
    """What a generated file has: the names of its externals, and its table of lines.

    `lines` maps a Python line to `(declaration, .lk line)`; a line that is missing belongs to no frame.
    """

    __slots__ = ("_data", "_lines", "externals", "path")

    def __init__(self, path: str, data: JsonObject) -> None:
        self.path = path
        self.externals: Sequence[str] = data.get("externals", ())
        self._data = data
        self._lines: dict[int, tuple[str, int]] | None = None

    @property
    def lines(self) -> dict[int, tuple[str, int]]:
        if self._lines is None:
            frames = self._data.get("frames", ())
            self._lines = {python: (frames[frame], line) for python, frame, line in self._data.get("lines", ())}
        return self._lines


class Program:
    """A build: its folder and its descriptor. `types` has the entries of all records and sums by the text of the type."""

    def __init__(self, data: JsonObject, folder: str) -> None:
        version = data.get("descriptor")
        if version != VERSION:
            raise DescriptorError(f"the descriptor has version {version!r}, this runtime reads {VERSION}: build the program again")
        self.data = data
        self.folder = folder
        self.flat = ""
        """A folder that has the generated files beside each other, as Kubeless mounts them; empty where they are in the build folder."""
        self.name: str = data.get("name", "")
        self.version: str = data.get("version", "")
        self.digest: str = data.get("digest", "")
        self.main: str | None = data.get("main")
        self.types: Mapping[str, JsonObject] = data.get("types", {})
        self.pipelines: Mapping[str, JsonObject] = data.get("pipelines", {})
        self.loaded: dict[str, Any] = {}
        """Generated files that are loaded, by path: the business of `modules`."""
        self.by_filename: dict[str, File] = {}
        """The same by the names that tracebacks know."""
        self.exceptions: dict[type, str] = {}
        """The exceptions that loaded files define, by class: `Failed`, `InvalidArgument`, `Raised`."""
        self.parsed: Any = None
        """Its types, parsed: the business of `wire`."""
        self.runners: dict[object, Any] = {}
        """What runs its nodes and glue: the business of `calls`."""
        self.replaced: dict[str, Any] = {}
        """What stands for externals in the test that runs, by the external's name."""
        self.current: Any = None
        """The `calls.Call` that runs."""
        self._services: dict[str, Service] = {}
        self._externals: dict[str, External] = {}
        self._files: dict[str, File] = {}
        self._tests: list[Test] | None = None
        self._entries: dict[str, JsonObject] | None = None

    def place(self, path: str) -> str:
        """Where a file of the build stands."""
        return f"{self.flat}/{path.rpartition('/')[2]}" if self.flat else f"{self.folder}/{path}"

    @staticmethod
    def load(folder: str) -> Program:
        """Reads `descriptor.yaml` of a build folder; `DescriptorError` where that cannot be."""
        path = f"{folder}/descriptor.yaml"
        try:
            with open(path, encoding="utf-8") as file:
                data = json.load(file)
        except (OSError, ValueError) as error:
            raise DescriptorError(f"{path} cannot be read: {error}") from error
        if not isinstance(data, dict):
            raise DescriptorError(f"{path} is no descriptor")
        return Program(data, folder)

    def service(self, name: str) -> Service:
        """The service of that name; `KeyError` where there is none."""
        service = self._services.get(name)
        if service is None:
            service = self._services[name] = Service(name, self.data["services"][name])
        return service

    def external(self, name: str) -> External:
        """The external of that qualified name (`main.rate`); `KeyError` where there is none."""
        external = self._externals.get(name)
        if external is None:
            external = self._externals[name] = External(name, self.data["externals"][name])
        return external

    @property
    def tests(self) -> Sequence[Test]:
        if self._tests is None:
            self._tests = [Test(index, test) for index, test in enumerate(self.data.get("tests", ()))]
        return self._tests

    def file(self, path: str) -> File:
        """What is known of a generated file (`functions/main-rate.py`, `tests/main.py`)."""
        file = self._files.get(path)
        if file is None:
            if self._entries is None:
                self._entries = {service["file"]: service for service in self.data.get("services", {}).values()}
                self._entries.update(self.data.get("testFiles", {}))
            file = self._files[path] = File(path, self._entries.get(path, {}))
        return file

    def pipeline_file(self, pipeline: str) -> str:
        """The generated file with the glue of a pipeline."""
        data = self.pipelines[pipeline]
        return str(data["file"] if "file" in data else self.service(data["service"]).file)

    def source(self, declaration: str) -> str:
        """The `.lk` file in which a declaration (`shop/stats.ratio`) stands; empty where that is not known."""
        module = self.data.get("modules", {}).get(module_of(declaration))
        return str(module["file"]) if module else ""


def parameters(data: JsonObject) -> list[Parameter]:
    return [Parameter(each["name"], each["type"]) for each in data.get("parameters", ())]


def module_of(declaration: str) -> str:
    """The module path in a declaration's name: `shop/stats` of `shop/stats.ratio` and of `shop/stats#test1`."""
    return declaration.rpartition(".")[0] or declaration.partition("#")[0]
