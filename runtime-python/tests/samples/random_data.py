"""Random types, and random wire data of a type."""

from __future__ import annotations

import random
from base64 import b64encode
from typing import Any

from lambdakube.type_text import Type, Types

NAMED = ["main.Line", "main.Order", "main.Discount", "main.Currency", "main.Tree", "main.Chain", "main.Money", "failure.Kind"]
LEAVES = ["Int", "Float", "String", "Bool", "Bytes", "Json", "()", "time.Time"]
STRINGS = ["", "a", "type", "None", "Some", "ä😀", '"\\\n', "NaN", "1", "2026-11-24T22:53:37Z", "constructor"]


def random_type(chance: random.Random, depth: int = 3) -> str:
    kind = chance.randrange(9) if depth else chance.randrange(2)
    if kind == 0:
        return chance.choice(LEAVES)
    if kind == 1:
        return chance.choice(NAMED)
    items = [random_type(chance, depth - 1) for _ in range(chance.randint(2, 3))]
    if kind == 2:
        return f"({', '.join(items)})"
    if kind in (3, 4):
        return f"List({items[0]})"
    if kind in (5, 6):
        return f"Option({items[0]})"
    if kind == 7:
        return f"Result({items[0]}, {items[1]})"
    key = chance.choice(["String", "Int", "main.Currency", "(Int, String)", "Bool", "Bytes"])
    return f"Dict({key}, {items[0]})"


class RandomData:
    """Makes wire data of a program's types. Recursive data ends at a depth."""

    def __init__(self, types: Types, chance: random.Random) -> None:
        self._types = types
        self._chance = chance

    def of(self, type: Type, depth: int = 5) -> Any:
        chance = self._chance
        size = chance.randint(0, 3) if depth > 0 else 0
        if type.kind in ("Int", "Float", "String", "Bool", "Bytes", "Unit", "Json", "Time"):
            return self._leaf(type.kind, depth)
        if type.kind == "List":
            return [self.of(type.items[0], depth - 1) for _ in range(size)]
        if type.kind == "Tuple":
            return [self.of(item, depth - 1) for item in type.items]
        if type.kind == "Dict":
            return self._dict(type, size, depth)
        if type.kind == "Option" and self._types.is_plain_option(type):
            return None if depth <= 0 or chance.random() < 0.4 else self.of(type.items[0], depth - 1)
        constructors = self._types.constructors(type)
        constructor = chance.choice(constructors if depth > 0 else [each for each in constructors if not each.fields] or constructors)
        fields = {name: self.of(field, depth - 1) for name, _, field in constructor.fields}
        if type.kind == "Data" and self._types.is_record(type):
            return fields
        return {"type": constructor.name, **fields} if fields else constructor.name

    def _leaf(self, kind: str, depth: int) -> Any:
        chance = self._chance
        if kind == "Int":
            number = chance.choice([0, -1, 7, 2**53 - 1, 2**53, -(2**53), 10**30])
            return number if abs(number) < 2**53 else str(number)
        if kind == "Float":
            return chance.choice([0.0, -0.0, 1.5, -1e300, 5e-324, "NaN", "Infinity", "-Infinity"])
        if kind == "String":
            return chance.choice(STRINGS)
        if kind == "Bool":
            return chance.random() < 0.5
        if kind == "Bytes":
            return b64encode(chance.randbytes(chance.randint(0, 4))).decode()
        if kind == "Unit":
            return None
        if kind == "Time":
            return f"{chance.choice(['0001-01-01', '2026-11-24', '9999-12-31'])}T23:59:59{chance.choice(['', '.000001', '.500000'])}Z"
        return self._json(depth)

    def _json(self, depth: int) -> Any:
        chance = self._chance
        kind = chance.randrange(7) if depth > 0 else chance.randrange(5)
        if kind == 5:
            return [self._json(depth - 1) for _ in range(chance.randint(0, 3))]
        if kind == 6:
            return {key: self._json(depth - 1) for key in chance.sample(STRINGS, chance.randint(0, 3))}
        return [None, True, chance.choice([1, -1, 10**30]), chance.choice([1.0, -0.5]), chance.choice(STRINGS)][kind]

    def _dict(self, type: Type, size: int, depth: int) -> Any:
        """Pairs in any order, with keys that come twice: not in the normal form yet."""
        key, item = type.items
        pairs = [[self.of(key, 1), self.of(item, depth - 1)] for _ in range(size)]
        return dict(pairs) if self._types.has_object_keys(key) else pairs
