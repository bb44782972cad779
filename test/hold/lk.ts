import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");
const command = join(root, "bin/lk");

export interface Done {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of files with a state directory of its own; `remove` when the test is over. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), "lk-hold-"));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  lk(...args: readonly string[]): Promise<Done> {
    return run(
      command,
      args,
      { ...process.env, LK_STATE_DIR: join(this.folder, ".state"), NO_COLOR: "1" },
      this.folder,
    );
  }

  /** Runs `main.lk`, or what `args` names first, with an input; gives the parsed value and fails with what was said where there is none. */
  async value(input: unknown, ...args: readonly string[]): Promise<unknown> {
    const done = await this.lk(
      "run",
      ...(args.length > 0 ? args : ["main.lk"]),
      "--input",
      this.input(input),
    );
    if (done.status !== 0)
      throw new Error(`lk run ended with ${done.status}\n${done.stderr.slice(0, 8_000)}`);
    return JSON.parse(done.stdout);
  }

  /** An input in a file, since a command line has its limits. */
  input(value: unknown): string {
    return this.write("input.json", JSON.stringify(value));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Writes files, lets `use` work with them, and removes them. */
export async function within<T>(
  files: Readonly<Record<string, string>>,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const place = new Place(files);
  try {
    return await use(place);
  } finally {
    place.remove();
  }
}

export function run(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd: string = root,
): Promise<Done> {
  return new Promise((done, failed) => {
    const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const texts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on("data", (part: Buffer) => texts.stdout.push(part));
    child.stderr.on("data", (part: Buffer) => texts.stderr.push(part));
    child.on("error", failed);
    child.on("close", (status) =>
      done({
        status,
        stdout: Buffer.concat(texts.stdout).toString(),
        stderr: Buffer.concat(texts.stderr).toString(),
      }),
    );
  });
}

/** `python3` with a script; for what Node cannot see, such as the memory of children. */
export function python(script: string, ...args: readonly string[]): Promise<Done> {
  return run(process.env.LK_PYTHON ?? "python3", ["-c", script, ...args]);
}
