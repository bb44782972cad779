"""What a process of the platform is told, by the names that the tools already use (docs/platform.md, "Settings")."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from .limits import Limits
from .otlp_settings import Tracing, tracing_of
from .problem import SettingsProblem


@dataclass(frozen=True)
class NatsAccess:
    """How NATS is to know this process. `creds`, `ca`, `cert` and `key` are paths of files."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    nkey_seed: str = field(default="", repr=False)
    creds: str = ""
    ca: str = ""
    cert: str = ""
    key: str = ""


@dataclass(frozen=True)
class RedisAccess:
    """How Redis is to know this process. `ca`, `cert` and `key` are paths of files."""

    username: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    cert: str = ""
    key: str = ""


@dataclass(frozen=True)
class Settings:
    """Times are seconds: `drain` those that a service takes to finish what it has at hand when it is ended, `build_lost` those after which
    a build counts as lost whose messages nobody asks for, `retire` those after which an older build is removed that nobody needs, `timeout`
    those that a request to `/` may take. `accepts` says whether the build takes new sessions, None where only the newest does. Addresses
    may hold passwords, and are not shown for that."""

    nats_url: str = field(default="nats://127.0.0.1:4222", repr=False)
    redis_url: str = field(default="redis://127.0.0.1:6379", repr=False)
    release: str = "program"
    workers: int = 1
    replicas: int = 1
    drain: float = 25.0
    build_lost: float = 300.0
    retire: float = 3600.0
    accepts: bool | None = None
    nats: NatsAccess = NatsAccess()
    redis: RedisAccess = RedisAccess()
    port: int = 8080
    timeout: float = 180.0
    token: str = field(default="", repr=False)
    tracing: Tracing = field(default_factory=Tracing)
    limits: Limits = field(default_factory=Limits)

    @staticmethod
    def of(environment: Mapping[str, str] = os.environ, program: str = "program") -> Settings:
        """As ConfigMaps and Secrets inject it. SettingsProblem where a value cannot be used."""
        read = _Reader(environment)
        return Settings(
            nats_url=read.text("NATS_URL") or Settings.nats_url,
            redis_url=read.text("REDIS_URL") or Settings.redis_url,
            release=read.release(program),
            workers=int(read.number("LK_WORKERS", Settings.workers, 1, whole=True)),
            replicas=int(read.number("LK_REPLICAS", Settings.replicas, 1, whole=True)),
            drain=read.number("LK_DRAIN", Settings.drain),
            build_lost=read.number("LK_BUILD_LOST", Settings.build_lost),
            retire=read.number("LK_RETIRE", Settings.retire),
            accepts=read.choice("LK_ACCEPTS", {"yes": True, "no": False}),
            nats=NatsAccess(
                user=read.text("NATS_USER"),
                password=read.secret("NATS_PASSWORD"),
                token=read.secret("NATS_TOKEN"),
                nkey_seed=read.secret("NATS_NKEY_SEED"),
                creds=read.file("NATS_CREDS"),
                ca=read.file("NATS_CA"),
                cert=read.file("NATS_CERT"),
                key=read.file("NATS_KEY"),
            ),
            redis=RedisAccess(
                username=read.text("REDIS_USERNAME"),
                password=read.secret("REDIS_PASSWORD"),
                ca=read.file("REDIS_CA"),
                cert=read.file("REDIS_CERT"),
                key=read.file("REDIS_KEY"),
            ),
            port=int(read.number("FUNC_PORT", Settings.port, 1, 65_535, whole=True)),
            timeout=read.number("FUNC_TIMEOUT", Settings.timeout),
            token=read.secret("LK_TOKEN"),
            tracing=tracing_of(environment),
            limits=Limits(**{name: read.whole(f"LK_LIMIT_{name.upper()}", default) for name, default in asdict(Limits()).items()}),
        )


class _Reader:
    """Variables of the environment; an empty one counts as not set."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str) -> str:
        return self._environment.get(name, "").strip()

    def number(self, name: str, default: float, least: float = 0, most: float = 1e9, *, whole: bool = False) -> float:
        text = self.text(name)
        if not text:
            return default
        try:
            value = float(int(text) if whole else float(text))
        except ValueError:
            value = -1
        if not least <= value <= most:
            kind = "a whole number" if whole else "a number"
            bounds = f"of {least:g} or more" if most == 1e9 else f"from {least:g} to {most:g}"
            raise SettingsProblem(f"{name} is {text[:40]!r}", f"it has to be {kind} {bounds}")
        return value

    def release(self, program: str) -> str:
        """A text that can be part of a subject, of a stream's name and of a bucket's."""
        name = self.text("LK_RELEASE") or program
        if not re.fullmatch("[A-Za-z0-9_-]{1,64}", name):
            raise SettingsProblem(f"LK_RELEASE is {name[:80]!r}", "a release's name has at most 64 letters, digits, `-` and `_`")
        return name

    def whole(self, name: str, default: int) -> int:
        return int(self.number(name, default, 1, whole=True))

    def choice(self, name: str, meant: Mapping[str, bool]) -> bool | None:
        """What a word means; None where there is none."""
        text = self.text(name)
        if text and text not in meant:
            raise SettingsProblem(f"{name} is {text[:40]!r}", f"it has to be {' or '.join(meant)}")
        return meant.get(text)

    def secret(self, name: str) -> str:
        """The text of a variable, or of the file that `<name>_FILE` names, as a Secret is mounted."""
        path = self.text(f"{name}_FILE")
        if not path or self.text(name):
            return self.text(name)
        try:
            with open(path, encoding="utf-8") as file:
                return file.read().strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise SettingsProblem(f"{name}_FILE names {path}, which cannot be read: {reason}", "see the mount of its Secret") from None

    def file(self, name: str) -> str:
        """The path of a file that can be read."""
        path = self.text(name)
        if path:
            try:
                open(path, "rb").close()
            except OSError as error:
                raise SettingsProblem(
                    f"{name} names {path}, which cannot be read: {error.strerror}", "see the mount of its Secret"
                ) from None
        return path
