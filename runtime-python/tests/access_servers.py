"""Servers that want to know who asks: users, tokens, nkeys, credentials files, certificates."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nkeys  # type: ignore[import-untyped]
from platform_servers import free_port

Limits = Mapping[str, Any]


@contextmanager
def listening(command: Sequence[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server from the moment that it listens on a port."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert process.poll() is None, (process.stderr.read().decode() if process.stderr else "") + " ".join(command)
                time.sleep(0.01)
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


@contextmanager
def nats_with(folder: Path, config: str = "", *, jetstream: bool = True) -> Iterator[int]:
    """A NATS server with a configuration; gives its port."""
    program = shutil.which("nats-server") or str(Path(sys.executable).parent / "nats-server")
    port = free_port()
    file = folder / f"nats-{port}.conf"
    stream = f'jetstream {{ store_dir: "{folder / str(port)}" }}\n' if jetstream else ""
    file.write_text(f'listen: "127.0.0.1:{port}"\n{stream}{config}\n')
    with listening([program, "-c", str(file)], port):
        yield port


@contextmanager
def redis_with(folder: Path, *arguments: str, tls: bool = False) -> Iterator[int]:
    """A Redis server with arguments; gives its port."""
    port = free_port()
    program = shutil.which("redis-server")
    assert program, "redis-server is needed: apt-get install redis-server"
    ports = ["--port", "0", "--tls-port", str(port)] if tls else ["--port", str(port)]
    with listening([program, *ports, "--bind", "127.0.0.1", "--dir", str(folder), "--save", "", *arguments], port):
        yield port


class Certificates:
    """An authority, and what it has signed: a server at 127.0.0.1, and a client. PEM files."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self.ca = str(folder / "ca.pem")
        self._run(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test CA"
        )
        self.server = self._signed("server", "subjectAltName=IP:127.0.0.1,DNS:localhost")
        self.client = self._signed("client", "extendedKeyUsage=clientAuth")

    def _signed(self, name: str, extension: str) -> tuple[str, str]:
        (self._folder / f"{name}.ext").write_text(extension)
        self._run("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        self._run(
            "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", f"{name}.pem",
            "-days", "2", "-extfile", f"{name}.ext",
        )  # fmt: skip
        return str(self._folder / f"{name}.pem"), str(self._folder / f"{name}.key")

    def _run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, capture_output=True)


class Identity:
    """A key pair of NATS: `kind` is O(perator), A(ccount) or U(ser)."""

    def __init__(self, kind: str) -> None:
        prefix = {"O": nkeys.PREFIX_BYTE_OPERATOR, "A": nkeys.PREFIX_BYTE_ACCOUNT, "U": nkeys.PREFIX_BYTE_USER}[kind]
        self.seed: str = nkeys.encode_seed(os.urandom(32), prefix).decode()
        self._pair = nkeys.from_seed(bytearray(self.seed.encode()))
        self.public: str = self._pair.public_key.decode()

    def signed(self, name: str, subject: Identity, claims: Limits) -> str:
        """A token that says something of somebody."""
        body = {"iat": int(time.time()), "iss": self.public, "name": name, "sub": subject.public, "nats": {"version": 2, **claims}}
        body["jti"] = hashlib.sha256(json.dumps(body).encode()).hexdigest()
        signed = ".".join(_base64(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ed25519-nkey"}, body))
        return f"{signed}.{_base64(self._pair.sign(signed.encode()))}"


def credentials(folder: Path) -> tuple[str, str]:
    """The configuration of a server with an operator, and the path of a user's credentials file."""
    operator, system, account, user = Identity("O"), Identity("A"), Identity("A"), Identity("U")
    unlimited = dict.fromkeys(
        ("subs", "data", "payload", "imports", "exports", "conn", "leaf", "mem_storage", "disk_storage", "streams"), -1
    )
    claims = {"type": "account", "limits": {**unlimited, "consumer": -1, "wildcards": True}}
    system_limits = {name: value for name, value in unlimited.items() if name not in ("mem_storage", "disk_storage", "streams")}
    tokens = {
        account.public: operator.signed("tests", account, claims),
        system.public: operator.signed("system", system, {"type": "account", "limits": {**system_limits, "wildcards": True}}),
    }
    preload = "\n".join(f"{name}: {token}" for name, token in tokens.items())
    word = operator.signed("operator", operator, {"type": "operator", "system_account": system.public})
    config = f"operator: {word}\nsystem_account: {system.public}\nresolver: MEMORY\nresolver_preload {{\n{preload}\n}}"
    token = account.signed("user", user, {"type": "user", "subs": -1, "data": -1, "payload": -1, "pub": {}, "sub": {}})
    path = folder / "user.creds"
    path.write_text(
        f"-----BEGIN NATS USER JWT-----\n{token}\n------END NATS USER JWT------\n\n"
        f"-----BEGIN USER NKEY SEED-----\n{user.seed}\n------END USER NKEY SEED------\n"
    )
    return config, str(path)


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
