"""Two builds of a release side by side, over a real NATS and a real Redis."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from marked import Release, build, during, settings
from nats.js.errors import NotFoundError

from lambdakube.platform.builds import Builds, NoBuild
from lambdakube.platform.settings import Settings

__all__ = ["settings"]


def test_each_session_is_worked_on_by_the_build_that_it_began_with(settings: Settings, tmp_path: Path) -> None:
    async def work(release: Release, stack: AsyncExitStack) -> None:
        old = await stack.enter_async_context(release.running(1))
        first = await release.start(old, 10)
        await release.began(10)
        new = await stack.enter_async_context(release.running(2))
        others = {argument: await release.start(new if argument % 2 else old, argument) for argument in range(20, 40)}
        for argument in (10, *others):
            release.go(argument)
        assert json.loads((await old.wait(first)).raw) == [10, "00000001"]
        for argument, session in others.items():
            expected = [argument, "00000002" if argument % 2 else "00000001"]
            assert json.loads((await new.wait(session)).raw) == expected
        assert {path.name for path in tmp_path.glob("began-*")} == {
            f"began-{argument}-0000000{2 if argument % 2 else 1}" for argument in (10, *others)
        }

    during(settings, tmp_path, work)


def test_a_message_of_another_build_is_not_worked_on(settings: Settings, tmp_path: Path) -> None:
    async def work(release: Release, stack: AsyncExitStack) -> None:
        client = await stack.enter_async_context(release.running(1))
        session = await release.start(client, 1)
        await release.began(1)
        dead = await release.js.pull_subscribe("lk.tests.dead", "dead")
        message = {
            "v": 1, "session": session, "build": build(2).digest, "id": "i", "kind": "advance", "step": "main.p",
            "path": [{"k": "call", "s": "main.p", "t": 1, "d": 1}], "values": {"0": 77},
        }  # fmt: skip
        await release.js.publish("lk.tests.00000001.main-p", json.dumps(message).encode())
        (letter,) = await dead.fetch(1, timeout=60)
        assert json.loads(letter.data)["reason"] == "a message of the build 00000002; this service is of the build 00000001"
        assert json.loads((await client.wait(session)).raw)["kind"] == "PoisonMessage"
        release.go(2)
        assert json.loads((await client.wait(await release.start(client, 2))).raw) == [2, "00000001"], "the service goes on"
        assert not list(tmp_path.glob("began-77-*"))

    during(settings, tmp_path, work)


def test_only_the_newest_build_takes_sessions_unless_another_is_named(settings: Settings, tmp_path: Path) -> None:
    settings = replace(settings, retire=3600)

    async def work(release: Release, stack: AsyncExitStack) -> None:
        with pytest.raises(NoBuild, match="the release `tests` has no build"):
            await release.builds.choose()
        await stack.enter_async_context(release.running(0x11111111))
        await stack.enter_async_context(release.running(0x22222222))
        assert (await release.builds.choose()).digest[:8] == "22222222"
        assert (await release.builds.choose("111111")).digest[:8] == "11111111"
        for digest, message in (("33333333", "has no build 33333333"), ("11111", "`11111` is too short for a build's digest")):
            with pytest.raises(NoBuild, match=message):
                await release.builds.choose(digest)
        await stack.enter_async_context(release.keeper())

        async def closed() -> bool:
            found = await release.builds.find(build(0x11111111).digest)
            return found is not None and not found.accepts

        await release.until(closed)
        assert (await release.builds.choose()).accepts
        assert (await release.builds.choose("111111")).digest[:8] == "11111111"

    during(settings, tmp_path, work)


def test_what_a_deployment_says_of_a_build_counts(settings: Settings, tmp_path: Path) -> None:
    async def work(release: Release, stack: AsyncExitStack) -> None:
        async def newest() -> str:
            return (await release.builds.choose()).digest[:8]

        await stack.enter_async_context(release.running(1, accepts=True))
        await stack.enter_async_context(release.running(2, accepts=True))
        assert await newest() == "00000002"
        # Back to the first one.
        await stack.enter_async_context(release.running(2, accepts=False))
        assert await newest() == "00000001"
        await stack.enter_async_context(release.running(2, accepts=True))
        assert await newest() == "00000002"

    during(settings, tmp_path, work)


def test_an_old_build_is_removed_when_nobody_needs_it(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0)
    monkeypatch.setattr("lambdakube.platform.old_builds.LOOK", 0)

    async def work(release: Release, stack: AsyncExitStack) -> None:
        async with release.running(1) as old:
            session = await release.start(old, 1)
            await release.began(1)
            await stack.enter_async_context(release.running(2))
            await stack.enter_async_context(release.keeper())

            async def closed() -> bool:
                found = await release.builds.find(build(1).digest)
                return found is not None and not found.accepts

            # It has looked, and lets the build be while a session of it is open.
            await release.until(closed)
            release.go(1)
            assert json.loads((await old.wait(session)).raw) == [1, "00000001"]

        async def gone() -> bool:
            return await release.builds.find(build(1).digest) is None

        await release.until(gone)

        async def no_consumers() -> bool:
            return [each.name for each in await release.js.consumers_info("LK_tests")] == ["00000002-main-n", "00000002-main-p"]

        await release.until(no_consumers)
        with pytest.raises(NotFoundError):
            await release.js.consumer_info("LK_tests", "00000001-main-n")
        assert [each.digest[:8] for each in await release.builds.all()] == ["00000002"]

    during(settings, tmp_path, work)


def test_a_build_whose_services_are_there_stays(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0)
    monkeypatch.setattr("lambdakube.platform.old_builds.LOOK", 0)
    looks = 0

    async def work(release: Release, stack: AsyncExitStack) -> None:
        nonlocal looks
        seen = Builds.seen

        async def counted(self: Builds, digest: str) -> dict[str, int]:
            nonlocal looks
            looks += 1
            return await seen(self, digest)

        monkeypatch.setattr(Builds, "seen", counted)
        await stack.enter_async_context(release.running(1))
        await stack.enter_async_context(release.running(2))
        await stack.enter_async_context(release.keeper(retire=3600))
        await release.until(lambda: looks > 3)
        assert [each.digest[:8] for each in await release.builds.all()] == ["00000002", "00000001"]

    during(settings, tmp_path, work)


def test_a_session_whose_build_is_gone_says_so(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0)

    async def work(release: Release, stack: AsyncExitStack) -> None:
        async with release.running(1) as old:
            session = await release.start(old, 1)
            await release.began(1)
            new = await stack.enter_async_context(release.running(2))
        await stack.enter_async_context(release.keeper(build_lost=0))
        failure = json.loads((await new.wait(session)).raw)
        assert (failure["kind"], failure["message"]) == ("BuildLost", "the services of its build 00000001 are gone")
        release.go(2)
        assert json.loads((await new.wait(await release.start(new, 2))).raw) == [2, "00000002"]

    during(settings, tmp_path, work)


def test_a_build_whose_workers_are_all_busy_is_not_lost(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0)
    asked = 0

    async def work(release: Release, stack: AsyncExitStack) -> None:
        seen = Builds.seen

        async def counted(self: Builds, digest: str) -> dict[str, int]:
            nonlocal asked
            asked += 1
            # As if every service had just said that it is there.
            return {service: at + 3_600_000 for service, at in (await seen(self, digest)).items()}

        monkeypatch.setattr(Builds, "seen", counted)
        client = await stack.enter_async_context(release.running(1))
        sessions = [await release.start(client, argument) for argument in range(1, 9)]
        await release.began(1)
        await stack.enter_async_context(release.keeper(build_lost=0, retire=3600))
        await release.until(lambda: asked > 3)
        for argument in range(1, 9):
            release.go(argument)
        assert [json.loads((await client.wait(session)).raw) for session in sessions] == [[each, "00000001"] for each in range(1, 9)]

    during(settings, tmp_path, work)
