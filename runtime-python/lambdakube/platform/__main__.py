"""The entry point of a container: one service of a build, named by `MOD_NAME`, or with the argument `keeper` the keeper of a release."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress

from ..descriptor import DescriptorError
from ..uncached import importable
from .folder import externals, load_build
from .log import Gathered, Log
from .problem import SettingsProblem
from .run import run_keeper, run_service
from .settings import Settings


async def serve(log: Log, output: Gathered) -> None:
    """Runs the service until it is told to end."""
    output.start()
    name = os.environ.get("MOD_NAME", "")
    if not name:
        raise SettingsProblem("MOD_NAME is not set", "it names the service that is to run")
    program = load_build(name)
    if name not in program.data["services"]:
        raise SettingsProblem(f"MOD_NAME is {name[:80]!r}, which is no service of the build in {program.folder}", "see its descriptor.yaml")
    handler, given = program.service(name).handler, os.environ.get("FUNC_HANDLER", "")
    if handler and given not in ("", handler):
        raise SettingsProblem(
            f"FUNC_HANDLER is {given[:80]!r}, but the function of {name} is {handler!r}", "leave it out, or name that one"
        )
    importable(externals(program))
    await run_service(Settings.of(program=program.name), program, name, log)


async def keep(log: Log, output: Gathered) -> None:
    """Runs the keeper until it is told to end."""
    output.start()
    await run_keeper(Settings.of(), log)


def main() -> int:
    """Runs the service or the keeper, on uvloop where that is there; gives the exit code: 0 where it was told to end, else 3."""
    with suppress(ImportError):
        import uvloop

        uvloop.install()
    keeping = sys.argv[1:] == ["keeper"]
    log = Log("keeper" if keeping else os.environ.get("MOD_NAME", ""), Gathered.original())
    output = Gathered(log)
    try:
        asyncio.run((keep if keeping else serve)(log, output))
    except KeyboardInterrupt:
        return 130
    except SettingsProblem as problem:
        log.error(problem.message, hint=problem.hint)
        return 3
    except DescriptorError as error:
        log.error(str(error), hint="LK_BUILD names the build folder")
        return 3
    except Exception as error:
        log.error(f"the runtime failed: {type(error).__name__}: {error}", detail=_detail(error))
        return 3
    finally:
        output.stop()
    return 0


def _detail(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(error))


if __name__ == "__main__":
    sys.exit(main())
