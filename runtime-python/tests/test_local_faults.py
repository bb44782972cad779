"""Workers that die, hang or fail cost the call that they are at, and nothing else."""

from __future__ import annotations

import resource
import signal
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from evaluations import locally
from processes import Ended, built, run, start

from lambdakube import calls
from lambdakube.descriptor import Program


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("trouble", tmp_path_factory.mktemp("trouble"))


def outcomes(ended: Ended) -> list[Any]:
    """A list of results: values, and kind and message of failures."""
    return [each["value"] if each["type"] == "Ok" else (each["error"]["kind"], each["error"]["message"]) for each in ended.value]


@pytest.mark.parametrize(
    ("what", "kind", "message"),
    [
        ("exit 3", "WorkerLost", "worker lost (exit 3)"),
        ("exit 0", "WorkerLost", "worker lost (exit 0)"),
        ("kill", "WorkerLost", "worker lost (signal 9)"),
        ("memory", "WorkerLost", "worker lost (out of memory)"),
        ("sysexit 4", "External", "4"),
        ("raise no", "External", "no"),
    ],
)
def test_a_call_that_ends_badly(build: Path, tmp_path: Path, what: str, kind: str, message: str) -> None:
    ended = run(build, "single", {"what": what}, tmp_path)
    assert ended.code == 1
    assert ended.failure == (kind, message, ["main.call(main.lk:7)", "main.single(main.lk:31)"])
    assert ended.record["state"] == "failed"
    assert ended.record["failure"]["message"] == message


def test_others_in_the_batch_live(build: Path, tmp_path: Path) -> None:
    whats = ["1"] * 300 + ["exit 2"] + ["2"] * 300 + ["kill"] + ["3"] * 300
    ended = run(build, "kept", {"whats": whats}, tmp_path)
    lost = [("WorkerLost", "worker lost (exit 2)")], [("WorkerLost", "worker lost (signal 9)")]
    assert outcomes(ended) == [1] * 300 + lost[0] + [2] * 300 + lost[1] + [3] * 300


def test_a_failing_element_keeps_those_before_it(build: Path, tmp_path: Path) -> None:
    whats = ["1"] * 3000 + ["exit 2"] + ["2"] * 3000
    ended = run(build, "each", {"whats": whats}, tmp_path)
    assert ended.failure[2] == ["main.call(main.lk:7)", "main.each(main.lk:35) ~[element 3000 of 6001]"]


def test_timeout_ends_one_try(build: Path, tmp_path: Path) -> None:
    ended = run(build, "timed_kept", {"whats": ["1", "sleep 20", "2"]}, tmp_path)
    assert outcomes(ended) == [1, ("Timeout", "timed out after 300ms"), 2]


def test_retry_after_timeout(build: Path, tmp_path: Path) -> None:
    ended = run(build, "timed_one", {"what": "sleep 20"}, tmp_path)
    assert ended.failure == ("Timeout", "timed out after 300ms", ["main.timed_again(main.lk:16)", "main.timed_one(main.lk:47)"])
    failure = ended.last["failure"]
    assert [(frame["try"], frame["tries"]) for frame in failure["frames"][:1]] == [(3, 3)]
    assert [earlier["frames"][0]["try"] for earlier in failure["suppressed"]] == [1, 2]


@pytest.mark.parametrize("name", ["flaky", "dying"])
def test_retry_until_it_works(build: Path, tmp_path: Path, name: str) -> None:
    assert run(build, "retried", {"what": f"{name} {tmp_path}/count 2"}, tmp_path).value == 3


def test_retries_are_counted(build: Path, tmp_path: Path) -> None:
    ended = run(build, "retried", {"what": f"flaky {tmp_path}/count 9"}, tmp_path)
    assert ended.failure[1] == "call 4"
    assert [earlier["message"] for earlier in ended.last["failure"]["suppressed"]] == ["call 1", "call 2", "call 3"]
    counts = ended.record["counts"]
    assert [(each["total"], each["done"], each["failed"], each["retrying"]) for each in counts] == [(1, 0, 1, 0)]


def test_glue_that_dies_is_a_failure_of_its_pipeline(build: Path, tmp_path: Path) -> None:
    ended = run(build, "glued", {"what": "exit 5"}, tmp_path)
    error = ended.value["error"]
    assert (error["kind"], error["message"], error["trace"]) == ("WorkerLost", "worker lost (exit 5)", ["main.glued(main.lk:61)"])


def test_glue_has_a_time_of_its_own(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lambdakube.notes.GLUE_LIMIT", 200)
    monkeypatch.syspath_prepend(str(build / "python"))
    ended = locally(Program.load(str(build)), calls, "main.glued", ["sleep 60"])
    error = ended["error"]
    assert (error["kind"], error["message"], error["trace"]) == ("Timeout", "timed out after 200ms", ["main.glued(main.lk:61)"])


def test_an_early_element_that_fails_late_wins(build: Path, tmp_path: Path) -> None:
    begun = time.monotonic()
    ended = run(build, "each", {"whats": ["late 0.3", "raise early", "sleep 30"]}, tmp_path)
    assert ended.failure == ("External", "late", ["main.call(main.lk:7)", "main.each(main.lk:35) ~[element 0 of 3]"])
    assert time.monotonic() - begun < 20


def test_siblings_of_a_failed_element_stop(build: Path, tmp_path: Path) -> None:
    count = tmp_path / "count"
    whats = ["sleep 0.2", f"touch {count}", "raise no", f"touch {count}", f"touch {count}"]
    assert run(build, "ones", {"whats": whats}, tmp_path).failure[1] == "no"
    assert count.read_text() == "x"


def test_a_session_goes_on_past_a_cancelled_sibling(build: Path, tmp_path: Path) -> None:
    begun = time.monotonic()
    assert run(build, "siblings", {"whats": ["raise no", "sleep 30"]}, tmp_path).value == 7
    assert time.monotonic() - begun < 20


def test_cancelled_siblings_do_not_hold_the_pool(build: Path, tmp_path: Path) -> None:
    ended = run(build, "siblings", {"whats": ["late 0.2", "sleep 60", "sleep 60"]}, tmp_path, workers=2)
    assert ended.value == 7


def test_concurrency(build: Path, tmp_path: Path) -> None:
    begun = time.monotonic()
    run(build, "ones", {"whats": ["sleep 0.2"] * 4}, tmp_path)
    assert time.monotonic() - begun >= 0.8


def test_the_pool_grows_for_calls_that_wait(build: Path, tmp_path: Path) -> None:
    begun = time.monotonic()
    assert run(build, "each", {"whats": ["sleep 2"] * 8}, tmp_path).value == [1] * 8
    assert time.monotonic() - begun < 12


def test_what_externals_print_is_no_value(build: Path, tmp_path: Path) -> None:
    ended = run(build, "single", {"what": "41"}, tmp_path)
    assert ended.value == 41
    assert "printed by 41" in ended.talk


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_cancels_chaos(build: Path, tmp_path: Path, number: int) -> None:
    running = start(build, "single", {"what": f"touch_and_wait {tmp_path}/begun"}, tmp_path, chaos=1)
    _until((tmp_path / "begun").exists)
    running.process.send_signal(number)
    ended = running.end()
    assert (ended.code, ended.last["reason"]) == (130, "cancelled")
    assert ended.record["state"] == "cancelled"


def test_chaos_ends_with_its_command(build: Path, tmp_path: Path) -> None:
    running = start(build, "single", {"what": f"touch_and_wait {tmp_path}/begun"}, tmp_path, chaos=1)
    _until((tmp_path / "begun").exists)
    running.stop_reading()
    assert running.process.wait(20) == 130
    assert '"state": "cancelled"' in (running.folder / "session.json").read_text()


@pytest.mark.parametrize("pipeline", ["each", "kept"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_cancels_what_an_attempt_does_not_see(build: Path, tmp_path: Path, number: int, pipeline: str) -> None:
    running = start(build, pipeline, {"whats": ["sleep 60"] * 3}, tmp_path, progress=True)
    events = running.events()
    next(events)
    children = _children(running.process.pid)
    running.process.send_signal(number)
    last = list(events)[-1]
    assert running.process.wait(20) == 130
    assert (last["event"], last["reason"], last["failure"]["kind"]) == ("failure", "cancelled", "SessionCancelled")
    assert '"state": "cancelled"' in (running.folder / "session.json").read_text()
    assert children
    assert not any(map(_lives, children))


def test_workers_end_with_a_killed_main_process(build: Path, tmp_path: Path) -> None:
    running = start(build, "each", {"whats": ["sleep 60"] * 3}, tmp_path, progress=True)
    events = running.events()
    next(events)
    children = _children(running.process.pid)
    running.process.kill()
    running.process.wait(20)
    assert children
    for child in children:
        _until(lambda child=child: not _lives(child))


def test_the_run_ends_with_its_command(build: Path, tmp_path: Path) -> None:
    running = start(build, "each", {"whats": ["sleep 60"] * 3}, tmp_path)
    _until((running.folder / "session.json").exists)
    running.stop_reading()
    assert running.process.wait(20) == 130
    assert '"state": "cancelled"' in (running.folder / "session.json").read_text()


@pytest.mark.parametrize(("pipeline", "arguments"), [("single", {"what": "sleep 60"}), ("kept", {"whats": ["sleep 60"]})])
def test_the_deadline_says_what_was_waited_for(build: Path, tmp_path: Path, pipeline: str, arguments: Any) -> None:
    """An attempt (`kept`) does not see it."""
    ended = run(build, pipeline, arguments, tmp_path, deadline=700)
    assert ended.code == 1
    assert ended.last["reason"] == "deadline"
    assert ended.failure[:2] == ("SessionDeadline", "the session did not end within 700ms; it was waiting for main.call (1 call)")


def test_files_are_private(build: Path, tmp_path: Path) -> None:
    folder = run(build, "single", {"what": "1"}, tmp_path).folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_a_state_folder_that_cannot_be_made(build: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = run(build, "single", {"what": "1"}, tmp_path / "file")
    assert (ended.code, ended.last["event"], ended.last["code"]) == (3, "error", "state")
    assert "Traceback" not in ended.talk


def test_a_full_disk(build: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: writing beyond it fails like on a full one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, before[1]))
    try:
        running = start(build, "each", {"whats": ["1"] * 500}, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    ended = running.end()
    assert (ended.code, ended.last["event"], ended.last["code"]) == (3, "error", "state")
    assert "Traceback" not in ended.talk


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def _until(holds: Any) -> None:
    """Waits for something that another process brings about; 20 s at most."""
    limit = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < limit
        time.sleep(0.01)
