import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type { WriteStream } from "node:tty";
import { disk, reasonOf } from "./disk.js";
import { Exit } from "./exit.js";
import type { Host, Output } from "./host.js";
import { main } from "./main.js";
import { printError } from "./report.js";

/** Runs the command of this process. The exit code is set, never forced, so that what was written still leaves. */
export async function run(): Promise<void> {
  const cwd = currentFolder();
  const code = cwd === undefined ? Exit.usage : await main(process.argv.slice(2), processHost(cwd));
  // Output that was lost has its own exit code already.
  process.exitCode ??= code;
}

/** Undefined where it was removed since it was changed to, which is said then. */
function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    printError(
      output(process.stderr, () => {}),
      "the current folder is gone",
      "change to one that exists",
    );
    return undefined;
  }
}

function processHost(cwd: string): Host {
  const err = output(process.stderr, () => {});
  // `bin/lk` or `dist/start.js`.
  const home = resolve(dirname(process.argv[1] ?? "."), "..");
  return {
    cwd,
    env: process.env,
    home,
    files: disk,
    out: output(process.stdout, (reason) =>
      printError(err, `standard output cannot be written: ${reason}`, undefined),
    ),
    err,
    stdin: readAll,
    // A file of its own beside the bundle: with the libraries of NATS and Redis in it every command would start later.
    client: async () => createRequire(resolve(home, "dist/lk.js"))("./client.js"),
    telemetry: async () => createRequire(resolve(home, "dist/lk.js"))("./telemetry.js"),
    // Loaded by the command that asks for it.
    world: async () => (await import("../watch/node.js")).processWorld(),
  };
}

/** `onLoss` is told once why a text could not be written, such as a full disk; a reader that has gone is no loss. */
function output(stream: WriteStream, onLoss: (reason: string) => void): Output {
  let closed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && !closed) {
      process.exitCode = Exit.outside;
      onLoss(reasonOf(error));
    }
    closed = true;
  });
  return {
    write: (text) => {
      if (!closed) stream.write(text);
    },
    get terminal() {
      return stream.isTTY === true;
    },
    get colour() {
      return wantsColour(stream, process.env);
    },
    get columns() {
      // A terminal of unknown size says 0.
      return stream.columns || 80;
    },
  };
}

/**
 * `NO_COLOR` (no-color.org: anything but the empty text) wins over `FORCE_COLOR` (`0` and `false` are off, all else is on, the depths `1` to `3`
 * alike: the eight colours of a report are in each), which wins over what the stream is.
 */
function wantsColour(stream: WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  const force = env.FORCE_COLOR;
  if (force) return force !== "0" && force !== "false";
  return stream.isTTY === true && env.TERM !== "dumb";
}

async function readAll(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
