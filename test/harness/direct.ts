import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Failure } from "../../src/trace";

export interface Run {
  /** `main.checkout` */
  readonly pipeline: string;
  /** JSON text. */
  readonly input: string;
}

/** What a run gives; `refused` is why the input does not fit. */
export type Outcome =
  | { readonly value: string }
  | { readonly failure: Failure }
  | { readonly refused: string };

export interface TestOutcome {
  readonly index: number;
  readonly passed: boolean;
  readonly message?: string;
  readonly failure?: Failure;
}

type Answer = readonly unknown[] | { readonly fault: string };

const root = resolve(__dirname, "../..");

/** One Python process with the runtime in it, which evaluates one build after the other (`direct.py`). */
export class DirectEvaluation {
  private running: ChildProcessWithoutNullStreams | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), "lk-cases-"));
  private readonly waiting: ((answer: Answer) => void)[] = [];
  private builds = 0;
  private complaints = "";

  constructor(private readonly python = process.env.LK_PYTHON ?? "python3") {}

  /** Started by the first question: where no test runs, nobody ends it. */
  private get child(): ChildProcessWithoutNullStreams {
    this.running ??= this.start();
    return this.running;
  }

  private start(): ChildProcessWithoutNullStreams {
    const child = spawn(this.python, [
      "-I",
      "-S",
      join(__dirname, "direct.py"),
      join(root, "runtime-python"),
    ]);
    child.stderr.on("data", (text: Buffer) => {
      this.complaints = (this.complaints + text.toString()).slice(-4_000);
    });
    createInterface({ input: child.stdout }).on("line", (line) =>
      this.waiting.shift()?.(JSON.parse(line) as Answer),
    );
    child.on("exit", () => {
      for (const each of this.waiting.splice(0)) each({ fault: `Python ended:\n${this.complaints}` });
    });
    return child;
  }

  /** Outcomes of runs of a build, in their order. Rejects for a fault of the runtime itself. */
  async runs(files: ReadonlyMap<string, string>, runs: readonly Run[]): Promise<readonly Outcome[]> {
    return (await this.ask(files, { runs, tests: false })) as readonly Outcome[];
  }

  /** Outcomes of a build's tests, in their order. Rejects for a fault of the runtime itself. */
  async tests(files: ReadonlyMap<string, string>): Promise<readonly TestOutcome[]> {
    return (await this.ask(files, { runs: [], tests: true })) as readonly TestOutcome[];
  }

  async end(): Promise<void> {
    const child = this.running;
    child?.stdin.end();
    if (child?.exitCode === null) await new Promise((done) => child.once("exit", done));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ask(files: ReadonlyMap<string, string>, request: object): Promise<readonly unknown[]> {
    const folder = join(this.folder, String(this.builds++));
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const answer = await new Promise<Answer>((done) => {
      this.waiting.push(done);
      this.child.stdin.write(`${JSON.stringify({ folder, ...request })}\n`);
    });
    rmSync(folder, { recursive: true, force: true });
    if ("fault" in answer) throw new Error(answer.fault);
    return answer;
  }
}
