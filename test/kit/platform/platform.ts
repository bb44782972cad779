import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Given } from "../oracle";

const root = resolve(__dirname, "../../..");
const tools = join(root, ".venv/bin");

/** Redis comes from the system. CI has it, and asks for it by LK_REQUIRE. */
export const hasPlatform =
  (process.env.LK_REQUIRE ?? "").split(",").includes("redis") ||
  (existsSync(join(tools, "nats-server")) && spawnSync("redis-server", ["--version"]).status === 0);

/** A build with inputs, and how its services are set. */
export interface PlatformRequest {
  readonly folder: string;
  /** Key in the descriptor's `pipelines`. */
  readonly pipeline: string;
  /** Their sessions run at the same time. */
  readonly inputs: readonly string[];
  /** Folders of Python that externals are in. */
  readonly externals: readonly string[];
  readonly workers: number;
  /** Whether most messages and lists are stored, as if they were too large for their places. */
  readonly small: boolean;
}

/** A NATS, a Redis, and a Python process that runs the services of one build after the other over them. */
export class PlatformOracle {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting: ((line: string) => void)[] = [];
  private complaints = "";

  constructor() {
    const script = join(__dirname, "serve_programs.py");
    this.child = spawn(join(tools, "python"), ["-I", script, join(root, "runtime-python")]);
    this.child.stderr.on("data", (text: Buffer) => {
      this.complaints = (this.complaints + text.toString()).slice(-4_000);
    });
    createInterface({ input: this.child.stdout }).on("line", (line) => this.waiting.shift()?.(line));
    this.child.on("exit", () => {
      for (const each of this.waiting.splice(0))
        each(JSON.stringify({ ended: `the services ended:\n${this.complaints}` }));
    });
  }

  /** An outcome for each input. */
  async evaluate(request: PlatformRequest): Promise<readonly Given[]> {
    const answer = await new Promise<string>((done) => {
      this.waiting.push(done);
      this.child.stdin.write(`${JSON.stringify(request)}\n`);
    });
    const outcomes = JSON.parse(answer) as readonly Given[] | { ended: string };
    if (!("ended" in outcomes)) return outcomes;
    return request.inputs.map(() => ({ fault: outcomes.ended }));
  }

  async end(): Promise<void> {
    this.child.stdin.end();
    if (this.child.exitCode === null) await new Promise((done) => this.child.once("exit", done));
  }
}
