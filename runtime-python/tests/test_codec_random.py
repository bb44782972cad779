"""The codec over random types and data: what goes in comes out, and what does not fit is a `Mismatch`, never another exception."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from samples.random_data import RandomData, random_type

from lambdakube.descriptor import Program
from lambdakube.json_text import read, write
from lambdakube.wire import INPUT, LENIENT, MESSAGE, Codec, Mismatch, types_of

SEEDS = range(400)


def text(value: Any) -> str:
    """JSON text: `==` holds `1` and `1.0` for equal."""
    return json.dumps(value)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_goes_in_comes_out(program: Program, codec: Codec, seed: int) -> None:
    chance = random.Random(seed)
    type = random_type(chance)
    types = types_of(program)
    plain = Codec(program)
    for _ in range(5):
        made = RandomData(types, chance).of(types.parse(type))
        wire = plain.encoder(type)(plain.decoder(type)(made))
        about = f"seed {seed}, {type}: {text(wire)}"
        assert text(plain.encoder(type)(plain.decoder(type)(wire))) == text(wire), about
        for source in (MESSAGE, INPUT, LENIENT):
            assert text(codec.encoder(type)(codec.decoder(type, source)(made))) == text(wire), about
        value = codec.decoder(type)(wire)
        python = codec.to_python(type)(value)
        assert text(codec.encoder(type)(codec.from_python(type)(python))) == text(wire), about
        assert text(read(write(wire))) == text(wire), about


def damaged(chance: random.Random, wire: Any) -> Any:
    """The data with one part replaced by something else."""
    if isinstance(wire, list) and wire and chance.random() < 0.8:
        at = chance.randrange(len(wire))
        return [*wire[:at], damaged(chance, wire[at]), *wire[at + 1 :]]
    if isinstance(wire, dict) and wire and chance.random() < 0.8:
        key = chance.choice(list(wire))
        change = chance.randrange(4)
        if change == 0:
            return {name: item for name, item in wire.items() if name != key}
        if change == 1:
            return {**wire, "x": 1}
        return {**wire, key: damaged(chance, wire[key])}
    return chance.choice(
        [None, True, 0, -1.5, 10**400, float("inf"), "", "x", "\ud800", [], [0], {}, {"type": "Some"}, {"type": 1}, {"a": 1}]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_data_fits_or_is_a_mismatch(program: Program, codec: Codec, seed: int) -> None:
    chance = random.Random(seed)
    type = random_type(chance)
    types = types_of(program)
    for _ in range(10):
        wire = damaged(chance, RandomData(types, chance).of(types.parse(type)))
        outcomes = []
        for decode in (codec.decoder(type), Codec(program).decoder(type), codec.decoder(type, LENIENT)):
            try:
                decode(wire)
                outcomes.append("")
            except Mismatch as mismatch:
                outcomes.append(mismatch.text("root"))
                assert outcomes[-1].startswith("root"), f"seed {seed}, {type}: {wire!r}"
        assert outcomes[0] == outcomes[1], f"seed {seed}, {type}: {wire!r}"
        assert outcomes[0] or not outcomes[2], f"seed {seed}, {type}: {wire!r}"


@pytest.mark.parametrize("seed", SEEDS)
def test_any_python_object_fits_or_is_a_mismatch(codec: Codec, seed: int) -> None:
    chance = random.Random(seed)

    def thing(depth: int) -> Any:
        kind = chance.randrange(9 if depth else 5)
        if kind < 5:
            leaf = [None, True, 3, 2.5, "None", b"x", object, print, {1}, range(3), 1j, float("nan"), "\udcff", thing, type]
            return chance.choice(leaf)
        items = [thing(depth - 1) for _ in range(chance.randint(0, 3))]
        if kind == 5:
            return tuple(items)
        if kind == 6:
            return {chance.choice(["type", "value", "sku", 1, (1, "a"), None]): item for item in items}
        items += [items] if chance.random() < 0.1 else []
        return items

    for _ in range(20):
        type_text, given = random_type(chance), thing(3)
        try:
            value = codec.from_python(type_text)(given)
        except Mismatch:
            continue
        codec.encoder(type_text)(value)
