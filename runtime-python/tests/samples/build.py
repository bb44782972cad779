"""Makes a build folder from Python sources whose lines say which `.lk` line they come from: `… # main.ratio:12`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lambdakube.descriptor import Program

PRELUDE = (Path(__file__).parent / "prelude.txt").read_text(encoding="utf-8")


def lines_of(source: str) -> dict[str, Any]:
    """`frames` and `lines` of a source, by its comments."""
    frames: list[str] = []
    lines: list[list[int]] = []
    for number, text in enumerate(source.splitlines(), 1):
        code, mark, comment = text.rpartition("  # ")
        declaration, colon, line = comment.rpartition(":")
        if not (mark and code and colon and line.isdigit()):
            continue
        if declaration not in frames:
            frames.append(declaration)
        lines.append([number, frames.index(declaration), int(line)])
    return {"frames": frames, "lines": lines}


def build(folder: Path, descriptor: Mapping[str, Any], files: Mapping[str, str]) -> Program:
    """Writes the files (each with the prelude in front) and the descriptor, whose entries get their tables of lines."""
    data = json.loads(json.dumps({"descriptor": 1, "name": "sample", "types": TYPES, "modules": MODULES, **descriptor}))
    for path, text in files.items():
        source = PRELUDE + "\n\n" + text
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source, encoding="utf-8")
        entries = [each for each in data.get("services", {}).values() if each["file"] == path]
        if path in data.get("testFiles", {}):
            entries.append(data["testFiles"][path])
        for entry in entries:
            entry.update(lines_of(source))
    (folder / "descriptor.yaml").write_text(json.dumps(data), encoding="utf-8")
    return Program.load(str(folder))


def node(name: str, parameters: Mapping[str, str], result: str, *, file: str = "functions/main.py", **more: Any) -> dict[str, Any]:
    """The entry of a node whose function has its name."""
    return {
        "kind": "node", "function": f"main.{name}", "file": file, "handler": name, "line": 1,
        "parameters": [{"name": each, "type": type} for each, type in parameters.items()], "result": result, **more,
    }  # fmt: skip


def record(name: str, **fields: str) -> dict[str, Any]:
    return {"form": "record", "constructors": [_constructor(name, fields)]}


def variants(**constructors: Mapping[str, str]) -> dict[str, Any]:
    return {"form": "sum", "constructors": [_constructor(name, fields) for name, fields in constructors.items()]}


def _constructor(name: str, fields: Mapping[str, str]) -> dict[str, Any]:
    return {"name": name, "python": name, "fields": [{"name": each, "python": each, "type": type} for each, type in fields.items()]}


MODULES = {"main": {"file": "src/main.lk"}, "shop/stats": {"file": "src/shop/stats.lk"}}

KINDS = ("Failed", "DivisionByZero", "StackOverflow", "InvalidArgument", "DecodeFailure", "Timeout", "WorkerLost")

TYPES = {
    "main.Line": record("Line", sku="String", qty="Int", note="Option(String)"),
    "main.Order": record("Order", id="String", lines="List(main.Line)", extra="Json"),
    "main.Discount": variants(NoDiscount={}, Percent={"rate": "Int"}, Volume={"start": "Int", "off": "Int"}),
    "main.Currency": variants(Eur={}, Usd={}, Xau={}),
    "main.Tree": variants(Leaf={}, Branch={"left": "main.Tree", "value": "Int", "right": "main.Tree"}),
    "main.Chain": record("Chain", item="Int", next="Option(main.Chain)"),
    "main.Money": record("Money", amount="Float", currency="main.Currency"),
    "Failure": record("Failure", kind="failure.Kind", message="String", trace="List(String)"),
    "failure.Kind": {
        "form": "sum",
        "constructors": [
            *({"name": kind, "python": f"{kind}Kind", "fields": []} for kind in KINDS),
            {
                "name": "External",
                "python": "ExternalKind",
                "fields": [{"name": "exception", "python": "exception", "type": "String"}],
            },
        ],
    },
}
