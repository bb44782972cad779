import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The checkout. Its `dist/` has to be built: `npm test` does, `npm run build` by hand. */
export const ROOT = resolve(__dirname, "../..");

export interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
}

/** A folder of its own, with a blank and an emoji in its path, for tests that run the whole command over real files. */
export class Workspace {
  readonly root = mkdtempSync(join(tmpdir(), "lk test 🚀 "));
  readonly state = join(this.root, "state");

  /** Writes files: path → text or bytes. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), content);
    }
  }

  /** Copies an example of the project here. */
  example(name: string): void {
    cpSync(join(ROOT, "examples", name), join(this.root, name), { recursive: true });
  }

  path(...parts: readonly string[]): string {
    return join(this.root, ...parts);
  }

  /** Runs `lk` here, with a state directory of its own. */
  lk(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return this.run(join(ROOT, "bin", "lk"), args, options);
  }

  run(
    command: string,
    args: readonly string[],
    { cwd = ".", env = {}, input = "" }: RunOptions = {},
  ): Promise<Result> {
    const { NODE_OPTIONS: _, FORCE_COLOR: __, VIRTUAL_ENV: ___, LK_PYTHON: ____, ...rest } = process.env;
    const child = spawn(command, args, {
      cwd: join(this.root, cwd),
      env: { ...rest, LK_STATE_DIR: this.state, ...env },
      stdio: "pipe",
    });
    // A command that reads nothing may be gone before all is written.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    const [out, err] = [collect(child.stdout), collect(child.stderr)];
    return new Promise((done, failed) => {
      child.once("error", failed);
      child.once("close", (code) => done({ code, out: out(), err: err() }));
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const parts: Buffer[] = [];
  stream.on("data", (part: Buffer) => parts.push(part));
  return () => Buffer.concat(parts).toString();
}
