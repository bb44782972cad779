import { spawnSync } from "node:child_process";
import { similar } from "../../text/index.js";
import { reasonOf } from "../disk.js";
import { outside, usage } from "../exit.js";
import type { Host } from "../host.js";
import { notStarted, type PythonChoice, tooOld } from "../runtime/python.js";

/** The process that ends sessions which no service can end; one a release. */
export const KEEPER = "keeper";

/** What `lk serve` reads of a descriptor. */
export interface ServedDescriptor {
  readonly name: string;
  readonly services: Readonly<Record<string, { readonly environment?: readonly string[] }>>;
}

/** A process that is to run. */
export interface Planned {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What all processes share. */
export interface Surroundings {
  readonly build: string;
  readonly release: string;
  readonly nats: string;
  readonly redis: string;
}

/** The services that are wanted: those that are named, else all, and with them the keeper. */
export function chooseServices({ services }: ServedDescriptor, named: readonly string[]): string[] {
  const all = [...Object.keys(services), KEEPER];
  for (const name of named) {
    if (all.includes(name)) continue;
    const near = similar(name, all);
    throw usage(
      `the build has no service \`${name}\``,
      near === undefined ? `it has ${all.slice(0, 8).join(", ")}` : `did you mean \`${near}\`?`,
    );
  }
  return named.length > 0 ? [...new Set(named)] : all;
}

/** Ends the command where an external needs an environment variable that is not set. */
export function checkEnvironment(host: Host, { services }: ServedDescriptor, names: readonly string[]): void {
  const needed = new Set(names.flatMap((name) => services[name]?.environment ?? []));
  const missing = [...needed].filter((variable) => host.env[variable] === undefined);
  if (missing.length > 0)
    throw outside(
      `environment variable${missing.length > 1 ? "s" : ""} not set: ${missing.join(", ")}`,
      `set ${missing.map((variable) => `\`${variable}\``).join(", ")} before`,
    );
}

/**
 * As `python -m lambdakube.platform`, but with the runtime in the place of the current folder, whose files could have the names of packages. An
 * environment variable would do it too, and every Python that an external starts would inherit it.
 */
const ENTRY =
  "import runpy, sys; sys.path[0] = sys.argv.pop(1); runpy.run_module('lambdakube.platform', run_name='__main__', alter_sys=True)";

/** The process of a service, or the keeper's. */
export function planned(
  host: Host,
  python: PythonChoice,
  name: string,
  port: number | undefined,
  around: Surroundings,
): Planned {
  const runtime = `${host.home}/runtime-python`;
  return {
    name,
    command: python.command,
    args: ["-c", ENTRY, runtime, ...(name === KEEPER ? [KEEPER] : [])],
    env: {
      ...host.env,
      LK_BUILD: around.build,
      LK_RELEASE: around.release,
      MOD_NAME: name,
      FUNC_PORT: port?.toString(),
      NATS_URL: around.nats,
      REDIS_URL: around.redis,
      // Lines come as they are printed.
      PYTHONUNBUFFERED: "1",
    },
  };
}

/** The packages without which a service cannot run, by the names under which they are imported. */
const PACKAGES: Readonly<Record<string, string>> = {
  nats: "nats-py",
  redis: "redis",
  msgspec: "msgspec",
  h11: "h11",
};

const LOOK = `import importlib.util, sys; print(*(name for name in sys.argv[1:] if importlib.util.find_spec(name) is None))`;

/** Ends the command where a Python cannot run services. */
export function checkPython(python: PythonChoice): void {
  const asked = spawnSync(python.command, ["-c", LOOK, ...Object.keys(PACKAGES)], {
    encoding: "utf8",
    timeout: 30_000,
  });
  if (asked.error) throw notStarted(python, reasonOf(asked.error));
  const old = tooOld(python);
  if (old) throw old;
  const missing = asked.stdout.trim().split(" ").filter(Boolean);
  if (asked.status !== 0) throw notStarted(python, asked.stderr.trim().split("\n").at(-1) ?? "it fails");
  if (missing.length > 0)
    throw outside(
      `\`${python.command}\` lacks what services need: ${missing.map((name) => PACKAGES[name]).join(", ")}`,
      `\`${python.command} -m pip install nats-py 'redis[hiredis]' msgspec h11 uvloop\` installs it; LK_PYTHON names another Python`,
    );
}
