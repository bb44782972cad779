"""The store in Redis: on a server alone, and on a node of a cluster that holds nothing but the slots of the sessions."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from evaluations import directly
from graphs import GraphCalls, Graphs
from over_platform import over_platform
from platform_servers import cluster_node, nats_server, redis_server
from redis_sync import RedisStore
from store_cases import ANOTHER, S, StoreCases
from test_redis_random import Random

from lambdakube.platform.scripts import mark
from lambdakube.platform.settings import Settings
from lambdakube.store import Store


def begun(client: redis.Redis) -> Store:
    """A store without anything, in which both sessions have begun."""
    client.flushall()
    store = RedisStore(client)
    for session in (S, ANOTHER):
        store.begin(session, time.time_ns() // 1_000_000 + 60_000)
    return store


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client:
        yield client


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    with cluster_node(tmp_path_factory.mktemp("node"), [mark(S), mark(ANOTHER)]) as client:
        yield client


class TestRedisStore(StoreCases):
    @pytest.fixture
    def made(self, server: redis.Redis) -> Store:
        return begun(server)


class TestNodeOfACluster(StoreCases):
    """Every key outside the slots of the two sessions is on another node: a script that touches one fails."""

    @pytest.fixture
    def made(self, node: redis.Redis) -> Store:
        return begun(node)

    def test_a_key_of_another_node_is_refused(self, node: redis.Redis) -> None:
        """The node is what the other cases take it for."""
        with pytest.raises(redis.exceptions.ResponseError, match=r"non local key|not served|MOVED"):
            node.eval("return redis.call('GET', 'lk:{elsewhere}:mark')", 1, mark(S))


def test_all_keys_of_a_script_have_the_tag_of_its_session(tmp_path: Path) -> None:
    """Whatever random operations do: what the server sees of each script is looked at."""
    with redis_server(tmp_path) as client, client.monitor() as monitor:  # type: ignore[no-untyped-call]
        commands = monitor.listen()
        seen: set[str] = set()
        for seed in range(20):
            run = Random(seed, client)
            for _ in range(60):
                run.step()
        client.echo("over")
        for command in commands:
            text = command["command"]
            if text.startswith("ECHO over"):
                break
            if command["client_type"] == "lua":
                keys = re.findall(r"lk:[^ \"]*", text)
                assert keys, text
                assert all(key.startswith("lk:{s}:") for key in keys), text
                seen.update(key.removeprefix("lk:{s}:").partition(":")[0] for key in keys)
    assert seen >= {"mark", "group", "slots", "bits", "value", "owned", "keys", "end"}


def test_programs_over_a_cluster_of_one_node(tmp_path: Path) -> None:
    """Commands of several keys beside the scripts are refused by a cluster, also by one that has every slot."""
    for name in ("redis", "nats"):
        (tmp_path / name).mkdir()
    with cluster_node(tmp_path / "redis") as client, nats_server(tmp_path / "nats") as url:
        port = client.connection_pool.connection_kwargs["port"]
        settings = Settings(nats_url=url, redis_url=f"redis://127.0.0.1:{port}", release="tests", drain=0)
        for seed in range(8):
            program = Graphs(seed, failing=(seed % 4) / 5).program()
            program.digest = f"{seed:08x}" + "0" * 56
            arguments = [seed % 7, seed % 11]
            expected = directly(program, GraphCalls(), "main.p", arguments)
            assert asyncio.run(over_platform(settings, program, GraphCalls(), "main.p", arguments, 2)) == [expected] * 2, f"seed {seed}"
