import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Outcome } from "./evaluate/evaluate";

const kit = resolve(__dirname);
const root = resolve(kit, "../..");

/** A fault is one of the runtime itself, with its traceback. */
export type Given = Outcome | { readonly fault: string };

export interface Outcomes {
  readonly direct: Given;
  /** By messages, values as JSON and as `marshal` has them. */
  readonly embedded?: Given;
  readonly marshal?: Given;
  readonly chaos?: Readonly<Record<string, Given>>;
  /** Over NATS and Redis, where that was asked of `platform/`. */
  readonly platform?: Given;
}

/** One Python process that evaluates builds, one after the other. */
export class Oracle {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly folder = mkdtempSync(join(tmpdir(), "lk-oracle-"));
  private readonly waiting: ((line: string) => void)[] = [];
  private builds = 0;
  private complaints = "";

  /** @param externals the folder of the Python that programs call */
  constructor(externals = join(kit, "python"), python = process.env.LK_PYTHON ?? "python3") {
    const runtime = join(root, "runtime-python");
    this.child = spawn(python, ["-I", "-S", join(kit, "oracle.py"), runtime, externals]);
    this.child.stderr.on("data", (text: Buffer) => {
      this.complaints = (this.complaints + text.toString()).slice(-4_000);
    });
    createInterface({ input: this.child.stdout }).on("line", (line) => this.waiting.shift()?.(line));
    this.child.on("exit", () => {
      for (const each of this.waiting.splice(0))
        each(JSON.stringify({ direct: { fault: `the oracle ended:\n${this.complaints}` } }));
    });
  }

  /** Writes a build's files to disk; gives its folder. */
  store(files: ReadonlyMap<string, string>): string {
    const folder = join(this.folder, String(this.builds++));
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  evaluate(folder: string, pipeline: string, input: string, seeds: readonly number[]): Promise<Outcomes> {
    return this.ask({ folder, pipeline, input, seeds });
  }

  /** Direct evaluation alone. */
  async direct(folder: string, pipeline: string, input: string): Promise<Given> {
    return (await this.ask({ folder, pipeline, input })).direct;
  }

  private ask(request: object): Promise<Outcomes> {
    return new Promise((done) => {
      this.waiting.push((line) => done(JSON.parse(line) as Outcomes));
      this.child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  forget(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
  }

  async end(): Promise<void> {
    this.child.stdin.end();
    if (this.child.exitCode === null) await new Promise((done) => this.child.once("exit", done));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
