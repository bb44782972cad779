"""Types as the descriptor writes them, parsed (docs/descriptor.md, "Types"), and what the codec asks about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_LEAVES: Final = {
    "Int": "Int", "Float": "Float", "String": "String", "Bool": "Bool", "Bytes": "Bytes", "Json": "Json", "time.Time": "Time",
}  # fmt: skip
_BUILT_IN: Final = frozenset({"List", "Dict", "Option", "Result"})


class Type:
    """A type. `kind` is `Int Float String Bool Bytes Json Time Unit Tuple List Dict Option Result`, or `Data` for a record or sum.

    `text` is the descriptor's text, the key of a record or sum in its `types`; `items` are the arguments.
    """

    __slots__ = ("items", "kind", "text")

    def __init__(self, kind: str, text: str, items: Sequence[Type] = ()) -> None:
        self.kind = kind
        self.text = text
        self.items = tuple(items)

    def __repr__(self) -> str:
        return f"Type({self.text})"


class Constructor:
    """A record, or a constructor of a sum: its name, its Python name, and its fields as `(name, python name, type)`."""

    __slots__ = ("fields", "name", "python")

    def __init__(self, name: str, python: str, fields: Sequence[tuple[str, str, Type]]) -> None:
        self.name = name
        self.python = python
        self.fields = fields


class Types:
    """The types of a program: `entries` are the descriptor's `types`. What is asked once is kept."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self._entries = entries
        self._parsed: dict[str, Type] = {}
        self._constructors: dict[str, list[Constructor]] = {}
        self._deep: dict[str, bool] = {}

    def parse(self, text: str) -> Type:
        """The type of a text; `ValueError` where it is none."""
        found = self._parsed.get(text)
        if found is None:
            found, end = _parse(text, 0)
            if end != len(text):
                raise ValueError(f"no type: {text}")
            self._parsed[text] = found
        return found

    def constructors(self, type: Type) -> list[Constructor]:
        """The constructors of a record, sum, `Option` or `Result`, as declared."""
        found = self._constructors.get(type.text)
        if found is None:
            if type.kind == "Option":
                found = [Constructor("None", "", ()), Constructor("Some", "Some", [("value", "value", type.items[0])])]
            elif type.kind == "Result":
                ok, error = type.items
                found = [Constructor("Ok", "Ok", [("value", "value", ok)]), Constructor("Error", "Error", [("error", "error", error)])]
            else:
                found = [
                    Constructor(each["name"], each["python"], [(f["name"], f["python"], self.parse(f["type"])) for f in each["fields"]])
                    for each in self._entries[type.text]["constructors"]
                ]
            self._constructors[type.text] = found
        return found

    def is_record(self, type: Type) -> bool:
        """Whether a `Data` type is a record, whose JSON has no `type`."""
        return bool(self._entries[type.text]["form"] == "record")

    def is_plain_option(self, type: Type) -> bool:
        """Whether the `Option` is `null` or the value: where the value itself is never `null`."""
        return type.items[0].kind not in ("Option", "Unit", "Json")

    def has_object_keys(self, key: Type) -> bool:
        """Whether a `Dict` of these keys is an object in JSON: a String, or a sum without any fields."""
        if key.kind == "Data":
            return not self.is_record(key) and not any(each.fields for each in self.constructors(key))
        return key.kind == "String"

    def has_python_keys(self, key: Type) -> bool:
        """Whether a `Dict` of these keys is a `dict` for an external, else a list of pairs."""
        if key.kind == "Tuple":
            return all(self.has_python_keys(item) for item in key.items)
        return key.kind in ("Int", "Float", "Bool", "Bytes", "Time") or self.has_object_keys(key)

    def is_deep(self, type: Type) -> bool:
        """Whether its data can nest without a bound: where it reaches `Json`, or a type that contains itself."""
        found = self._deep.get(type.text)
        if found is None:
            found = self._deep[type.text] = self._nests(type, set(), set())
        return found

    def _nests(self, type: Type, around: set[str], done: set[str]) -> bool:
        if type.kind == "Json" or type.text in around:
            return True
        if type.text in done:
            return False
        if type.kind == "Data":
            around.add(type.text)
        found = any(self._nests(part, around, done) for part in self._parts(type))
        around.discard(type.text)
        done.add(type.text)
        return found

    def _parts(self, type: Type) -> Iterator[Type]:
        yield from type.items
        if type.kind == "Data":
            for constructor in self.constructors(type):
                for _, _, field in constructor.fields:
                    yield field


def shown_type(text: str) -> str:
    """A type in a message: as the program's text writes it, without the modules of the program's own types."""
    if "." not in text:
        return text
    shown = ""
    word = ""
    for char in text + ")":
        if char in "(), ":
            shown += (word if word.startswith(("time.", "failure.")) else word.rpartition(".")[2]) + char
            word = ""
        else:
            word += char
    return shown[:-1]


def _parse(text: str, start: int) -> tuple[Type, int]:
    if text[start : start + 1] == "(":
        items, end = _arguments(text, start)
        if not items:
            return Type("Unit", "()"), end
        return Type("Tuple", text[start:end], items), end
    end = start
    while end < len(text) and text[end] not in "(), ":
        end += 1
    name = text[start:end]
    if not name:
        raise ValueError(f"no type at {start}: {text}")
    if name in _LEAVES:
        return Type(_LEAVES[name], name), end
    if text[end : end + 1] != "(":
        return Type("Data", name), end
    items, after = _arguments(text, end)
    return Type(name if name in _BUILT_IN else "Data", text[start:after], items), after


def _arguments(text: str, start: int) -> tuple[list[Type], int]:
    """The types in parentheses that open at `start`, and the place after them."""
    items: list[Type] = []
    at = start + 1
    while text[at : at + 1] != ")":
        item, at = _parse(text, at)
        items.append(item)
        if text[at : at + 2] == ", ":
            at += 2
        elif text[at : at + 1] != ")":
            raise ValueError(f"no type at {at}: {text}")
    return items, at + 1
