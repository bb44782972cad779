"""Calls of nodes and glue: values, failures of every kind, their frames."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from samples.machine import machine

from lambdakube.calls import Call, Runner, budget, replacing, run_choose, run_glue, run_node
from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord, trace_lines
from lambdakube.stack import BUDGET, with_large_stack

Lookup = Callable[..., Any]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return machine(tmp_path_factory.mktemp("machine"))


@pytest.fixture
def fresh(tmp_path: Path) -> Program:
    """The program with nothing loaded: for externals that differ from test to test."""
    return machine(tmp_path)


@pytest.fixture
def lookup() -> Iterator[Callable[[Lookup], None]]:
    """Sets the Python function behind the externals."""

    def given(function: Lookup) -> None:
        module = types.ModuleType("machine_rates")
        module.lookup = module.same = function  # type: ignore[attr-defined]
        sys.modules["machine_rates"] = module

    yield given
    sys.modules.pop("machine_rates", None)


def call() -> Call:
    return Call(lambda n: f"key-{n}")


def run(program: Program, node: str, *arguments: Any) -> Any:
    """Outcome of a node, a failure as `(kind, message, trace lines)`."""
    return told(program, with_large_stack(lambda: run_node(program, f"main-{node.replace('_', '-')}", arguments, call())))


def told(program: Program, outcome: Any) -> Any:
    if type(outcome) is FailureRecord:
        kind = f"External({outcome.exception})" if outcome.kind == "External" else outcome.kind
        return kind, outcome.message, trace_lines(program, outcome.frames)
    return outcome


def test_values(program: Program) -> None:
    assert run(program, "average", [1, 2, 6]) == 3
    assert run(program, "same_line", {"sku": "a", "qty": 1}) == {"sku": "a", "qty": 1, "note": None}
    assert run(program, "outer_try", [4, 6]) == {"type": "Ok", "value": 5}


FAILURES: list[tuple[str, list[Any], str, str, list[str]]] = [
    ("average", [[]], "DivisionByZero", "division by zero", ["main.ratio(main.lk:12)", "main.average(main.lk:20)"]),
    ("float_ratio", [0.0], "DivisionByZero", "division by zero", ["main.float_ratio(main.lk:22)"]),
    ("refuse", ["no\n"], "Failed", "no\n", ["main.refuse(main.lk:30)"]),
    ("odd", [1], "InvalidArgument", "size 0 is below 1", ["main.odd(main.lk:33)"]),
    ("repeat", ["x", 10**30], "DecodeFailure", "times: expected Int, got 1000", ["main.repeat(main.lk:1)"]),
    ("huge", [1], "InvalidArgument", "a number too large", ["main.huge(main.lk:165)"]),
    ("hungry", [1], "WorkerLost", "worker lost (out of memory)", ["main.hungry(main.lk:160)"]),
    ("inverses", [[1, 0]], "DivisionByZero", "division by zero", ["main.inverses(main.lk:100)"]),
    ("lazily", [[1, 0]], "DivisionByZero", "division by zero", ["main.lazily(main.lk:105)"]),
    (
        "with_lambda",
        [[1, 0]],
        "DivisionByZero",
        "division by zero",
        ["main.with_lambda(main.lk:110)", "main.with_lambda(main.lk:110)"],
    ),
    (
        "again",
        [[]],
        "DivisionByZero",
        "division by zero",
        ["main.ratio(main.lk:12)", "main.average(main.lk:20)", "main.tries(main.lk:70)", "main.again(main.lk:82)"],
    ),
    (
        "outside",
        [[]],
        "DivisionByZero",
        "division by zero",
        ["main.ratio(main.lk:12)", "main.average(main.lk:20)", "main.rethrow(main.lk:85)", "main.outside(main.lk:89)"],
    ),
    ("average", [["x"]], "DecodeFailure", 'values[0]: expected Int, got "x"', ["main.average(main.lk:1)"]),
    ("chain", [1001], "DecodeFailure", "value: nested deeper than 1,000 levels", ["main.chain(main.lk:1)"]),
    ("written", [1001], "InvalidArgument", "value: nested deeper than 1,000 levels", ["main.written(main.lk:170)"]),
    ("broken", [1], "Internal", "AttributeError: 'int' object has no attribute 'missing'", ["main.broken(main.lk:150)"]),
    (
        "quietly",
        [1],
        "Internal",
        "AttributeError: 'int' object has no attribute 'missing'",
        ["main.broken(main.lk:150)", "main.quietly(main.lk:155)"],
    ),
]


@pytest.mark.parametrize(("node", "arguments", "kind", "message", "trace"), FAILURES[:4] + FAILURES[5:])
def test_failures(program: Program, node: str, arguments: list[Any], kind: str, message: str, trace: list[str]) -> None:
    assert run(program, node, *arguments) == (kind, message, trace)


def test_a_failure_as_data_ends_at_its_attempt(program: Program) -> None:
    assert run(program, "outer_try", []) == {
        "type": "Error",
        "error": {
            "kind": "DivisionByZero",
            "message": "division by zero",
            "trace": ["main.ratio(main.lk:12)", "main.average(main.lk:20)", "main.tries(main.lk:70)"],
        },
    }


def test_json_functions(program: Program) -> None:
    line = {"sku": "a", "qty": 2, "note": None}
    assert run(program, "read_line", '{"sku": "a", "qty": 2, "more": 1}') == {"type": "Ok", "value": line}
    assert run(program, "read_line", '{"sku": "a", "qty": "x"}') == {"type": "Error", "error": 'qty: expected Int, got "x"'}
    assert run(program, "read_line", "{") == {
        "type": "Error",
        "error": "no JSON at 1:2: the text ends early",
    }
    assert run(program, "read_line", "[" * 9999) == {"type": "Error", "error": "nested deeper than 1,000 levels"}
    assert run(program, "to_line", line) == {"type": "Ok", "value": line}
    assert run(program, "to_line", 5) == {"type": "Error", "error": "value: expected Line, got 5"}
    assert run(program, "from_line", line) == line
    assert run(program, "written", 2) == '{"item":1,"next":{"item":0,"next":null}}'


def test_memory_that_runs_out_while_turning_values(program: Program) -> None:
    def hungry(_: Any) -> Any:
        raise MemoryError

    lost = ("WorkerLost", "worker lost (out of memory)", ["main.same_line(main.lk:1)"])
    for broken in ("decode", "encode"):
        runner = Runner(program, "main-same-line")
        if broken == "decode":
            runner._decoders = [hungry]
        else:
            runner._encode = hungry
        assert told(program, runner.run([{"sku": "a", "qty": 1}], call())) == lost


def test_log_lines_reach_the_engine(program: Program) -> None:
    lines: list[tuple[str, str]] = []
    given = Call(str, log=lambda level, text: lines.append((level, text)))
    assert run_node(program, "main-logs", ["hello"], given) is None
    assert lines == [("info", "hello")]


def test_glue_has_the_frame_of_its_pipeline(program: Program) -> None:
    assert run_glue(program, "main.checkout", 0, [[2, 4]], call()) == 3
    trace = ["main.ratio(main.lk:12)", "main.average(main.lk:20)"]
    for step, own in [(0, "main.checkout(main.lk:200)"), (1, "main.checkout(main.lk:201)")]:
        assert told(program, run_glue(program, "main.checkout", step, [[]], call())) == (
            "DivisionByZero",
            "division by zero",
            [*trace, own],
        )
    assert told(program, run_glue(program, "main.checkout", 0, [["x"]], call())) == (
        "DecodeFailure",
        'values[0]: expected Int, got "x"',
        ["main.checkout(main.lk:199)"],
    )


def test_a_choice_binds_values(program: Program) -> None:
    assert run_choose(program, "main.checkout", 2, ["NoDiscount"], call()) == (0, [])
    percent = {"type": "Percent", "rate": 5}
    assert run_choose(program, "main.checkout", 2, [percent], call()) == (1, [5, percent])
    volume = {"type": "Volume", "start": 1, "off": 2}
    assert told(program, run_choose(program, "main.checkout", 2, [volume], call())) == (
        "Failed",
        "no choice",
        ["main.checkout(main.lk:210)"],
    )


def test_glue_that_raises_again_keeps_one_frame_of_its_pipeline(program: Program) -> None:
    failure = {
        "kind": {"type": "External", "exception": "KeyError"},
        "message": "m",
        "trace": ["main.work(main.lk:5)", "main.checkout(main.lk:218)"],
    }
    assert told(program, run_glue(program, "main.checkout", 3, [failure], call())) == ("External(KeyError)", "m", failure["trace"])
    elsewhere = {**failure, "trace": ["main.work(main.lk:5)"]}
    assert told(program, run_glue(program, "main.checkout", 3, [elsewhere], call())) == (
        "External(KeyError)",
        "m",
        ["main.work(main.lk:5)", "main.checkout(main.lk:220)"],
    )


def test_recursion_works_to_ten_thousand_calls(program: Program) -> None:
    assert run(program, "down", 10_000) == 10_000
    assert run(program, "nested", 10_000) == 10_000


def test_recursion_without_end_overflows(program: Program) -> None:
    kind, message, trace = run(program, "ping", 0)
    assert kind == "StackOverflow"
    words = message.split()
    assert words[:3] + words[4:] == ["stack", "overflow", "after", "calls"]
    assert 10_000 <= int(words[3]) <= BUDGET + 10
    assert sorted(trace[:2]) == ["main.ping(main.lk:50)", "main.pong(main.lk:55)"]
    assert trace[2].startswith("... repeated ")
    assert trace[3:] in ([], ["main.ping(main.lk:50)"])


def test_an_attempt_sees_an_overflow_with_all_calls_counted(program: Program) -> None:
    _, whole, _ = run(program, "ping", 0)
    error = run(program, "deep_try", 0)["error"]
    assert error["kind"] == "StackOverflow"
    assert error["message"] == whole
    assert error["trace"][-1] == "main.deep_try(main.lk:90)"


def test_an_attempt_at_the_end_of_the_stack(program: Program) -> None:
    kind, message, _ = run(program, "ever", 0)
    assert kind == "StackOverflow"
    assert message.startswith("stack overflow after ")


@pytest.mark.parametrize("node", ["ping", "ever", "deep_try", "nested"])
def test_each_call_has_the_same_stack_wherever_the_engine_stands(program: Program, monkeypatch: pytest.MonkeyPatch, node: str) -> None:
    monkeypatch.setattr("lambdakube.stack.BUDGET", 3_000)
    service = f"main-{node.replace('_', '-')}"

    def direct() -> Any:
        return told(program, run_node(program, service, [100_000], call()))

    def at(depth: int) -> Any:
        """Calls from a depth, through Python and through C."""
        if depth == 0:
            return direct()
        return at(depth - 1) if depth % 2 else next(map(at, [depth - 1]))

    def batch() -> list[Any]:
        runner = Runner(program, service)
        outcomes = []
        budget()
        for _ in range(2):
            outcomes.append(told(program, runner.run([100_000], call())))
        return outcomes

    first = with_large_stack(direct)
    assert "overflow" in str(first)
    assert [with_large_stack(partial(at, depth)) for depth in (1, 5, 51, 300)] == [first] * 4
    assert with_large_stack(batch) == [first, first]


def test_externals_get_and_give_python(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    given: list[Any] = []

    def two(currency: str) -> int:
        given.append(currency)
        return 2

    lookup(two)
    assert run(fresh, "convert", "Eur") == 4.0
    assert run(fresh, "rate", "Usd") == 2.0
    assert given == ["Eur", "Usd"]


def test_an_external_that_raises(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    def missing(currency: str) -> float:
        try:
            return {"EUR": 1.0}[currency]
        except KeyError:
            raise LookupError(f"no rate for {currency}") from None if currency == "Usd" else sys.exc_info()[1]

    lookup(missing)
    assert run(fresh, "convert", "Xau") == (
        "External(LookupError)",
        "no rate for Xau",
        ["main.rate(main.lk:38)", "main.convert(main.lk:120)"],
    )
    record = run_node(fresh, "main-rate", ["Xau"], call())
    assert record.frames == [("main.rate", 38)]
    assert record.causes == [{"exception": "KeyError", "message": "'Xau'"}]
    assert record.python.startswith("Traceback (most recent call last):\n  File ")
    assert record.python.endswith("in missing\nLookupError: no rate for Xau")
    assert "lambdakube/" not in record.python
    assert run_node(fresh, "main-rate", ["Usd"], call()).causes == []
    assert run(fresh, "careful", "Usd")["error"]["kind"] == {"type": "External", "exception": "LookupError"}


def test_a_failure_before_the_call_is_no_cause(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    def refuse(currency: str) -> float:
        raise ValueError("no")

    lookup(refuse)
    record = run_node(fresh, "main-fallback", ["Eur"], call())
    assert (record.kind, record.exception, record.causes) == ("External", "ValueError", [])
    assert trace_lines(fresh, record.frames) == ["main.rate(main.lk:38)", "main.fallback(main.lk:136)"]


class Unprintable(Exception):
    def __str__(self) -> str:
        raise RuntimeError


RAISES: list[tuple[BaseException, str, str]] = [
    (SystemExit(3), "External(SystemExit)", "3"),
    (GeneratorExit(), "External(GeneratorExit)", ""),
    (Unprintable(), "External(Unprintable)", "(its __str__ raises RuntimeError)"),
    (ValueError("a\udc80b"), "External(ValueError)", "a\\udc80b"),
    (ZeroDivisionError("of its own"), "External(ZeroDivisionError)", "of its own"),
    (RecursionError("of its own"), "External(RecursionError)", "of its own"),
    (StopIteration(5), "External(StopIteration)", "5"),
    (MemoryError("of its own"), "WorkerLost", "worker lost (out of memory)"),
]


@pytest.mark.parametrize(("error", "kind", "message"), RAISES, ids=[type(each[0]).__name__ for each in RAISES])
def test_exceptions_go_by_their_own_names(
    fresh: Program, lookup: Callable[[Lookup], None], error: BaseException, kind: str, message: str
) -> None:
    def fail(currency: str) -> float:
        raise error

    lookup(fail)
    assert run(fresh, "rate", "Eur") == (kind, message, ["main.rate(main.lk:38)"])


def test_an_overflow_belongs_to_who_makes_it(fresh: Program, lookup: Callable[[Lookup], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lambdakube.stack.BUDGET", 5_000)

    def steps(currency: str, depth: int = 50) -> float:
        return steps(currency, depth - (currency == "Eur")) if depth else 1.0

    lookup(steps)
    assert run(fresh, "rate", "Usd")[0] == "External(RecursionError)"
    kind, message, trace = run(fresh, "sinking", "Eur")
    assert (kind, message[:21]) == ("StackOverflow", "stack overflow after ")
    assert trace[0] == "main.sinking(main.lk:145)"


@pytest.mark.parametrize("limit", [100, 1_000, 10_000_000])
def test_the_stack_stays_that_of_the_call_whatever_limit_an_external_sets(
    fresh: Program, lookup: Callable[[Lookup], None], limit: int
) -> None:
    def setting(currency: str) -> float:
        sys.setrecursionlimit(limit)
        if currency == "Usd":
            raise ValueError("set")
        return 1.0

    def limit_after(currency: str) -> int:
        run_node(fresh, "main-rate", [currency], call())
        return sys.getrecursionlimit()

    lookup(setting)
    for currency in ("Eur", "Usd"):
        assert BUDGET <= with_large_stack(partial(limit_after, currency)) < BUDGET + 1_000


@pytest.mark.skipif(not hasattr(sys, "set_int_max_str_digits"), reason="this Python has no limit")
def test_digits_have_no_limit_whatever_an_external_sets(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    def setting(currency: str) -> float:
        sys.set_int_max_str_digits(640)
        return 1.0

    lookup(setting)
    run(fresh, "rate", "Eur")
    assert sys.get_int_max_str_digits() == 0


def test_ctrl_c_is_passed_on(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    def interrupt(currency: str) -> float:
        raise KeyboardInterrupt

    lookup(interrupt)
    with pytest.raises(KeyboardInterrupt):
        run_node(fresh, "main-rate", ["Eur"], call())


def test_an_interrupt_of_an_externals_own_making_is_an_exception_like_others(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    def interrupt(currency: str) -> float:
        raise KeyboardInterrupt("mine")

    lookup(interrupt)
    assert run(fresh, "rate", "Eur") == ("External(KeyboardInterrupt)", "mine", ["main.rate(main.lk:38)"])


def test_a_message_of_ten_megabytes_is_cheap(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    def fail(currency: str) -> float:
        raise ValueError("x" * 10_000_000)

    lookup(fail)
    record = run_node(fresh, "main-rate", ["Eur"], call())
    assert len(str(record.pack())) < 100_000
    assert record.message.endswith("… (10000000 characters)")


def cyclic(_: Any) -> Any:
    value: list[Any] = []
    value.append(value)
    return value


GIVES: list[tuple[str, Any, Lookup, str]] = [
    ("rate", "Eur", lambda _: "x", 'value: expected Float, got "x"'),
    ("rate", "Eur", lambda _: None, "value: expected Float, got null"),
    ("rate", "Eur", lambda _: print, "value: expected Float, got a value of the Python class builtin_function_or_method"),
    ("through", 1, cyclic, "value[0]: refers to itself"),
    ("through", 1, lambda _: {1, 2}, "value: expected Json, got a value of the Python class set"),
    ("through", 1, lambda _: {"a": {1: 2}}, 'value["a"]: expected Json, got a dict with the key 1, which is no str'),
]


@pytest.mark.parametrize(("node", "argument", "function", "message"), GIVES)
def test_results_have_to_fit(
    fresh: Program, lookup: Callable[[Lookup], None], node: str, argument: Any, function: Lookup, message: str
) -> None:
    lookup(function)
    kind, text, trace = run(fresh, node, argument)
    assert (kind, text) == ("DecodeFailure", message)
    assert trace[0].startswith("main.rate(" if node == "rate" else "main.same_json(")


def test_a_module_that_cannot_be_imported(fresh: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, message, trace = run(fresh, "convert", "Eur")
    assert (kind, message) == ("External(ModuleNotFoundError)", "No module named 'machine_rates'")
    assert trace == ["main.rate(main.lk:38)", "main.convert(main.lk:120)"]
    (tmp_path / "machine_rates.py").write_text("raise SystemExit('stop')")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert run(fresh, "rate", "Eur")[:2] == ("External(SystemExit)", "stop")
    (tmp_path / "machine_rates.py").write_text("other = 1\n" * 2)
    assert run(fresh, "rate", "Eur")[0] == "External(AttributeError)"
    sys.modules.pop("machine_rates", None)


def test_the_first_import_is_marked(fresh: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "machine_rates.py").write_text("def lookup(currency): return 1.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    marks: list[bool] = []
    for _ in range(2):
        assert run_node(fresh, "main-rate", ["Eur"], Call(str, importing=marks.append)) == 1.0
    assert marks == [True, False]
    sys.modules.pop("machine_rates", None)


def test_a_wrong_arity_is_the_calls_failure(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    lookup(lambda: 1.0)
    assert run(fresh, "rate", "Eur")[0] == "External(TypeError)"


def test_idempotency_keys_count_the_effectful_calls(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    keys: list[str] = []

    def keyed(currency: str, *, idempotency_key: str) -> float:
        keys.append(idempotency_key)
        return 1.0

    lookup(keyed)
    for _ in range(2):
        assert run(fresh, "twice", "Eur") == 2.0
    assert keys == ["key-0", "key-1"] * 2


def test_a_test_replaces_externals(fresh: Program, lookup: Callable[[Lookup], None]) -> None:
    lookup(lambda currency: 1.0)
    replacing(fresh, 0)
    assert run(fresh, "convert", "Eur") == 5.0
    assert run(fresh, "rate", "Eur") == 2.5
    assert run(fresh, "convert", "Xau") == ("Failed", "no gold", ["main.fake_rate(main.lk:300)", "main.convert(main.lk:120)"])
    replacing(fresh, -1)
    assert run(fresh, "convert", "Eur") == 2.0


def test_the_same_argument_is_decoded_once(program: Program) -> None:
    runner = Runner(program, "main-same-line")
    line = {"sku": "a", "qty": 1, "note": None}
    budget()
    first, second = runner.run([line], call()), runner.run([line], call())
    assert first == second == line
    other = runner.run([{**line, "qty": 2}], call())
    assert other["qty"] == 2
