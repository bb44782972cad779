"""All services of a build in one process, with workers shared by them: what is compared with peers that run in one process."""

import asyncio
import signal
import sys

import uvloop

from lambdakube.descriptor import Program
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings


async def main() -> None:
    program = Program.load(sys.argv[1])
    service = Service(Settings.of(program=program.name), program, sys.argv[2:] or list(program.data["services"]))
    await service.start()
    print("ready", flush=True)
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    await over.wait()
    await service.stop()


uvloop.install()
asyncio.run(main())
