import type { Command } from "commander";
import { absolute, join } from "../../project/index.js";
import { buildProgram } from "../built.js";
import { Exit, usage } from "../exit.js";
import type { Host } from "../host.js";
import { releaseOption } from "../platform/options.js";
import { speaking } from "../platform/reach.js";
import { find, projectRoot, reading } from "../program.js";
import { counted, printDiagnostics } from "../report.js";
import { choosePython, type PythonChoice } from "../runtime/python.js";
import { Log } from "../serve/log.js";
import {
  checkEnvironment,
  checkPython,
  chooseServices,
  KEEPER,
  type Planned,
  planned,
  type ServedDescriptor,
} from "../serve/plan.js";
import { freePorts } from "../serve/ports.js";
import { Supervisor } from "../serve/supervisor.js";
import { withBuild } from "../write.js";

interface ServeOptions {
  readonly service?: readonly string[];
  readonly release?: string;
}

/** `lk serve [PATH|BUILD]`: the services of a program as processes of this machine. */
export function serve(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("serve")
    .description(
      "run all services of a program on this machine, over the NATS and Redis that NATS_URL and REDIS_URL name",
    )
    .argument(
      "[PATH]",
      "a project's folder, a .lk file, or a folder that `lk build` made; default: the project around the current folder",
    )
    .option(
      "--service <NAME>",
      "only this service (or `keeper`); may be given several times",
      (name: string, names: readonly string[] = []) => [...names, name],
    )
    .addOption(releaseOption())
    .action(async (path: string | undefined, options: ServeOptions) => {
      finish(await serveProgram(host, path, options));
    });
}

async function serveProgram(host: Host, path: string | undefined, options: ServeOptions): Promise<number> {
  const folder = path === undefined ? undefined : buildFolder(host, path);
  if (folder !== undefined) {
    const text = Buffer.from(
      reading(host, () => host.files.read(join(folder, "descriptor.yaml"))),
    ).toString();
    return supervise(host, choosePython(host, host.cwd), folder, text, options);
  }
  const place = find(host, path);
  const { files, diagnostics } = buildProgram(host, place, { tests: false });
  printDiagnostics(host, diagnostics);
  if (!files) return Exit.failed;
  const python = choosePython(host, projectRoot(place));
  return withBuild(files, (made) =>
    supervise(host, python, made, files.get("descriptor.yaml") as string, options),
  );
}

/** The folder of a PATH that `lk build` made. */
function buildFolder(host: Host, path: string): string | undefined {
  const folder = absolute(host.cwd, path);
  return host.files.kind(join(folder, "descriptor.yaml")) === "file" ? folder : undefined;
}

async function supervise(
  host: Host,
  python: PythonChoice,
  build: string,
  text: string,
  options: ServeOptions,
): Promise<number> {
  const descriptor = readDescriptor(build, text);
  const names = chooseServices(descriptor, options.service ?? []);
  checkEnvironment(host, descriptor, names);
  checkPython(python);
  const { nats, redis, release } = await reach(
    host,
    options.release || host.env.LK_RELEASE || descriptor.name,
  );
  const ports = await freePorts(names.length);
  return run(
    host,
    names.map((name, at) => planned(host, python, name, ports[at], { build, release, nats, redis })),
  );
}

function readDescriptor(folder: string, text: string): ServedDescriptor {
  try {
    const descriptor = JSON.parse(text) as ServedDescriptor;
    if (typeof descriptor.name === "string" && typeof descriptor.services === "object") return descriptor;
  } catch {
    // Said below.
  }
  throw usage(`\`${folder}\` is no folder that \`lk build\` made: its descriptor cannot be read`);
}

/** Ends the command at once where a service could only wait for NATS or Redis. */
function reach(host: Host, release: string) {
  return speaking(host, async (client) => {
    const settings = client.settings(host.env);
    const platform = await client.Platform.connect(settings, release);
    await platform.checkWrites();
    await platform.close();
    return { nats: settings.nats.url, redis: settings.redis.url, release };
  });
}

/** Milliseconds that a service has beyond its drain (docs/platform.md, "Settings"). */
const BEYOND_DRAIN = 5_000;

/** Runs the processes until the command is told to end; gives its exit code. */
async function run(host: Host, processes: readonly Planned[]): Promise<number> {
  const world = await host.world();
  const log = new Log(
    host.err,
    processes.map(({ name }) => name),
  );
  const services = processes.filter(({ name }) => name !== KEEPER).length;
  const supervisor = new Supervisor(processes, {
    after: world.after,
    now: () => world.now().getTime(),
    line: (name, text) => log.line(name, text),
    ready: () => host.err.write(`ready: ${counted(services, "service")}\n`),
  });
  let release = () => {};
  const code = await new Promise<number>((resolve) => {
    let told = false;
    release = world.onEnd((given) => {
      // A second Ctrl-C does not wait.
      if (told) supervisor.kill();
      told = true;
      resolve(given);
    });
    supervisor.start();
  });
  const drain = Number(host.env.LK_DRAIN || 25) * 1_000;
  await supervisor.stop((Number.isFinite(drain) ? drain : 0) + BEYOND_DRAIN);
  release();
  return code;
}
