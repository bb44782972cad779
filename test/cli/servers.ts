import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort, NATS } from "../client/servers.js";
import { ROOT, type Workspace } from "./command.js";

export { described, freePort } from "../client/servers.js";

const python = join(ROOT, ".venv/bin/python");

/** A NATS and a Redis of a test's own, and what else it starts; all of it ends with `stop`. */
export class Servers {
  /** Names the servers to whatever is run. */
  env: Record<string, string> = {};
  private readonly children: ChildProcess[] = [];
  private readonly work: Workspace;

  constructor(work: Workspace) {
    this.work = work;
  }

  async start(): Promise<void> {
    const { work } = this;
    const [broker, store] = [await freePort(), await freePort()];
    this.env = {
      NATS_URL: `nats://127.0.0.1:${broker}`,
      REDIS_URL: `redis://127.0.0.1:${store}`,
      LK_PYTHON: python,
      LK_STATE_DIR: work.state,
    };
    for (const name of ["nats", "redis"]) mkdirSync(work.path(name));
    const listens = ["-a", "127.0.0.1", "-p", `${broker}`];
    await this.run(NATS, ["-js", "-sd", work.path("nats"), ...listens], "Server is ready");
    const stores = ["--port", `${store}`, "--dir", work.path("redis"), "--save", ""];
    await this.run("redis-server", stores, "Ready to accept");
  }

  /** `lk serve`; resolves with what it has said when all services take messages. */
  serve(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Started> {
    return this.run(join(ROOT, "bin/lk"), ["serve", ...args], "ready: ", env);
  }

  /** Runs something until the tests are done; resolves when its output has `sign`. */
  private async run(
    command: string,
    args: readonly string[],
    sign: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Started> {
    const all = { ...process.env, ...this.env, ...env };
    const child = spawn(command, args, { cwd: this.work.root, env: all, stdio: "pipe" });
    this.children.push(child);
    const started = { child, text: "" };
    await new Promise<void>((ready, failed) => {
      const heard = (part: Buffer) => {
        started.text += part;
        if (started.text.includes(sign)) ready();
      };
      child.stdout.on("data", heard);
      child.stderr.on("data", heard);
      child.once("exit", (code) => failed(new Error(`${command} ended with ${code}: ${started.text}`)));
    });
    return started;
  }

  /** Ends something that was run, and waits for that. */
  async end({ child }: Started): Promise<void> {
    child.removeAllListeners("exit");
    child.kill("SIGTERM");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }

  async stop(): Promise<void> {
    for (const child of this.children.reverse()) await this.end({ child, text: "" });
  }
}

/** What was run, with all that it has said so far. */
export interface Started {
  readonly child: ChildProcess;
  text: string;
}
