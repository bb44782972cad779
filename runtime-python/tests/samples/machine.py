"""A program of nodes, glue and a test that fail in every way, as the emitter would write it."""

from __future__ import annotations

from pathlib import Path

from lambdakube.descriptor import Program

from .build import build, node

MAIN = """
def rate(currency):
    raise NotImplementedError


def pure_rate(currency):
    raise NotImplementedError


def same_json(value):
    raise NotImplementedError


def ratio(a, b):
    return a // b  # main.ratio:12


def average(values):
    return ratio(sum(values), len(values))  # main.average:20


def float_ratio(a):
    return 1.0 / a  # main.float_ratio:22


def refuse(text):
    raise Failed(text)  # main.refuse:30


def argument(text):
    raise InvalidArgument(text)


def odd(n):
    return argument("size 0 is below 1") + n  # main.odd:33


def repeat(text, times):
    return text * times  # main.repeat:35


def down(n):
    if n == 0:  # main.down:40
        return 0  # main.down:41
    return 1 + down(n - 1)  # main.down:42


def ping(n):
    return pong(n + 1)  # main.ping:50


def pong(n):
    return ping(n + 1)  # main.pong:55


def nested(n):
    if n == 0:  # main.nested:60
        return 0  # main.nested:61
    def each(x):
        return 1 + nested(x)  # main.nested:62
    return list_map([n - 1], each)[0]  # main.nested:63


def tries(values):
    try:
        return Ok(average(values))  # main.tries:70
    except Exception as error:
        return Error(failure_of(error))


def outer_try(values):
    return tries(values)  # main.outer_try:75


def again(values):
    result = tries(values)  # main.again:80
    if isinstance(result, Error):
        raise Raised(result.error)  # main.again:82
    return result.value


def rethrow(values):
    try:
        return average(values)  # main.rethrow:85
    except Exception as error:
        failure = failure_of(error)
    raise Raised(failure)  # main.rethrow:87


def outside(values):
    return rethrow(values)  # main.outside:89


def deep_try(n):
    try:
        return Ok(ping(n))  # main.deep_try:90
    except Exception as error:
        return Error(failure_of(error))


def ever(n):
    try:
        return ever(n + 1)  # main.ever:95
    except Exception as error:
        raise Raised(failure_of(error))  # main.ever:96


def inverses(values):
    return [1 // value for value in values]  # main.inverses:100


def lazily(values):
    return sum(1 // value for value in values)  # main.lazily:105


def with_lambda(values):
    return list_map(values, lambda x: 1 // x)  # main.with_lambda:110


def convert(currency):
    return rate(currency) * 2.0  # main.convert:120


def careful(currency):
    try:
        return Ok(rate(currency))  # main.careful:125
    except Exception as error:
        return Error(failure_of(error))


def twice(currency):
    return rate(currency) + rate(currency)  # main.twice:130


def fallback(currency):
    try:
        return ratio(1, 0) * 1.0  # main.fallback:135
    except Exception:
        return rate(currency)  # main.fallback:136


def sinking(currency):
    return rate(currency) + sinking(currency)  # main.sinking:145


def through(value):
    return same_json(value)  # main.through:140


def broken(n):
    return n.missing  # main.broken:150


def quietly(n):
    try:
        return broken(n)  # main.quietly:155
    except Exception as error:
        failure_of(error)
        return 0


def hungry(n):
    raise MemoryError  # main.hungry:160


def huge(n):
    return "x" * 10**20  # main.huge:165


def chain(n):
    made = None
    for item in range(n):
        made = Chain(item, None if made is None else Some(made))
    return made


def written(n):
    return json_encode(chain(n), "main.Chain")  # main.written:170


def read_line(text):
    return json_decode(text, "main.Line")


def to_line(value):
    return json_to(value, "main.Line")


def from_line(line):
    return json_from(line, "main.Line")


def logs(text):
    log_info(text)
    return ()


def same_line(line):
    return line


def checkout_sum(values):
    return average(values)  # main.checkout:200


def helper_sum(values):
    return average(values)


def checkout_choice(discount):
    match discount:
        case Percent(rate):
            return (1, (rate, discount))
        case NoDiscount():
            return (0, ())
        case _:
            raise Failed("no choice")  # main.checkout:210


def checkout_raise(failure):
    raise Raised(failure)  # main.checkout:220
"""

TEST = """
def fake_rate(currency):
    if isinstance(currency, Xau):
        raise Failed("no gold")  # main.fake_rate:300
    return 2.5


def wrong_chain(currency):
    return 1.0
"""

INTS = {"values": "List(Int)"}
NODES = {
    "average": node("average", INTS, "Int"),
    "float_ratio": node("float_ratio", {"a": "Float"}, "Float"),
    "refuse": node("refuse", {"text": "String"}, "Int"),
    "odd": node("odd", {"n": "Int"}, "Int"),
    "repeat": node("repeat", {"text": "String", "times": "Int"}, "String"),
    "down": node("down", {"n": "Int"}, "Int"),
    "ping": node("ping", {"n": "Int"}, "Int"),
    "nested": node("nested", {"n": "Int"}, "Int"),
    "outer_try": node("outer_try", INTS, "Result(Int, Failure)"),
    "again": node("again", INTS, "Int"),
    "outside": node("outside", INTS, "Int"),
    "deep_try": node("deep_try", {"n": "Int"}, "Result(Int, Failure)"),
    "ever": node("ever", {"n": "Int"}, "Int"),
    "inverses": node("inverses", INTS, "List(Int)"),
    "lazily": node("lazily", INTS, "Int"),
    "with_lambda": node("with_lambda", INTS, "List(Int)"),
    "convert": node("convert", {"currency": "main.Currency"}, "Float"),
    "careful": node("careful", {"currency": "main.Currency"}, "Result(Float, Failure)"),
    "twice": node("twice", {"currency": "main.Currency"}, "Float"),
    "fallback": node("fallback", {"currency": "main.Currency"}, "Float"),
    "rate": node("rate", {"currency": "main.Currency"}, "Float"),
    "sinking": node("sinking", {"currency": "main.Currency"}, "Float"),
    "through": node("through", {"value": "Json"}, "Json"),
    "broken": node("broken", {"n": "Int"}, "Int"),
    "quietly": node("quietly", {"n": "Int"}, "Int"),
    "hungry": node("hungry", {"n": "Int"}, "Int"),
    "huge": node("huge", {"n": "Int"}, "String"),
    "chain": node("chain", {"n": "Int"}, "main.Chain"),
    "written": node("written", {"n": "Int"}, "String"),
    "read_line": node("read_line", {"text": "String"}, "Result(main.Line, String)"),
    "to_line": node("to_line", {"value": "Json"}, "Result(main.Line, String)"),
    "from_line": node("from_line", {"line": "main.Line"}, "Json"),
    "logs": node("logs", {"text": "String"}, "()"),
    "same_line": node("same_line", {"line": "main.Line"}, "main.Line"),
}

EXTERNALS = ["main.rate", "main.pure_rate", "main.same_json"]


def machine(folder: Path) -> Program:
    """Builds the program; its externals stand in the module `machine_rates`, which a test provides."""
    currency = [{"name": "currency", "type": "main.Currency"}]
    services = {f"main-{name.replace('_', '-')}": {**entry, "externals": EXTERNALS} for name, entry in NODES.items()}
    services["main-checkout"] = {**node("checkout", {}, "Int"), "kind": "pipeline", "externals": EXTERNALS}
    steps = [
        {"step": "glue", "function": "checkout_sum", "inputs": [0], "line": 199},
        {"step": "glue", "function": "helper_sum", "inputs": [0], "line": 201},
        {
            "step": "choose",
            "function": "checkout_choice",
            "inputs": [1],
            "line": 209,
            "branches": [{"body": "main.checkout#1", "binds": 0, "captures": []}, {"body": "main.checkout#2", "binds": 2, "captures": []}],
        },
        {"step": "glue", "function": "checkout_raise", "inputs": [2], "line": 219},
    ]
    slots = ["List(Int)", "main.Discount", "Failure", "Int", "Int", "Int", "Int"]
    names = ["values", "discount", "failure", "a", "b", "c", "d"]
    whole = {"service": "main-checkout", "declaration": "main.checkout", "frame": "own"}
    branch = {**whole, "frame": "branch", "steps": [], "result": 0}
    return build(
        folder,
        {
            "services": services,
            "pipelines": {
                "main.checkout": {**whole, "parameters": 3, "names": names, "slots": slots, "steps": steps, "result": 6},
                "main.checkout#1": {**branch, "parameters": 0, "names": ["a"], "slots": ["Int"]},
                "main.checkout#2": {**branch, "parameters": 2, "names": ["rate", "all"], "slots": ["Int", "main.Discount"]},
            },
            "externals": {
                "main.rate": {
                    "python": "machine_rates.lookup",
                    "bound": "rate",
                    "pure": False,
                    "line": 38,
                    "parameters": currency,
                    "result": "Float",
                },
                "main.pure_rate": {
                    "python": "machine_rates.lookup",
                    "bound": "pure_rate",
                    "pure": True,
                    "line": 39,
                    "parameters": currency,
                    "result": "Float",
                },
                "main.same_json": {
                    "python": "machine_rates.same",
                    "bound": "same_json",
                    "pure": False,
                    "line": 45,
                    "parameters": [{"name": "value", "type": "Json"}],
                    "result": "Json",
                },
            },
            "tests": [
                {
                    "name": "replaces",
                    "module": "main",
                    "line": 1,
                    "pipeline": "main#test1",
                    "file": "tests/main.py",
                    "replace": [{"external": "main.rate", "function": "fake_rate"}],
                }
            ],
            "testFiles": {"tests/main.py": {"externals": []}},
        },
        {"functions/main.py": MAIN, "tests/main.py": TEST},
    )
