import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** What became of a build's runs; `fault` where the generated code or the runtime is wrong. */
export interface RunOutcome {
  readonly outcome: "fine" | "endless" | "memory" | "fault";
  readonly detail: string;
}

/** The process that runs builds, `python.py`. */
export class Runner {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting: ((line: string) => void)[] = [];

  constructor(root: string, python: string) {
    const script = join(root, "test/fuzz/python.py");
    this.child = spawn(python, ["-I", "-S", script, join(root, "runtime-python")]);
    this.child.stderr.resume();
    createInterface({ input: this.child.stdout }).on("line", (line) => this.waiting.shift()?.(line));
  }

  /** Runs the tests of a build and pipelines with inputs. */
  run(folder: string, runs: readonly (readonly [string, string])[]): Promise<RunOutcome> {
    return new Promise((done) => {
      this.waiting.push((line) => done(JSON.parse(line) as RunOutcome));
      this.child.stdin.write(`${JSON.stringify({ folder, runs })}\n`);
    });
  }

  end(): void {
    this.child.stdin.end();
  }
}

/** Writes a build into a folder, in place of what is there. */
export function store(folder: string, build: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of build) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
