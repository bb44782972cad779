import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { reasonOf } from "../disk.js";
import { Exit, outside } from "../exit.js";
import type { Host } from "../host.js";
import type { Event, Request } from "./protocol.js";
import { notStarted, type PythonChoice, tooOld } from "./python.js";

/** The Python process of a run. It is started early, warms up, and waits for its request. */
export class Runtime {
  private readonly choice: PythonChoice;
  private readonly child: ChildProcess;
  private readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  private fault: Error | undefined;
  private interrupted = 0;
  private readonly interrupt = () => this.onInterrupt();
  /** All that was printed has been handed on. */
  private readonly quiet: Promise<void>;

  /**
   * @param said gets what the process and its workers print, where something is drawn that it must not run into; without it they print to standard error themselves
   */
  constructor(host: Host, choice: PythonChoice, said?: (text: string) => void) {
    this.choice = choice;
    const main = `${host.home}/runtime-python/lambdakube/__main__.py`;
    this.child = spawn(choice.command, ["-I", "-S", main], {
      cwd: host.cwd,
      env: host.env as NodeJS.ProcessEnv,
      // What the program prints is talk: only events are read.
      stdio: ["pipe", 2, said ? "pipe" : 2, "pipe"],
      // In a process group of its own Ctrl-C comes to it once, by `interrupt`, and its workers can be ended with it.
      detached: true,
    });
    this.ended = new Promise((resolve) => {
      this.child.once("error", (error) => {
        this.fault = error;
        resolve({ code: null, signal: null });
      });
      // Not "close": a process that an external left running keeps standard error open.
      this.child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    this.quiet = said ? hear(this.child, said) : Promise.resolve();
    // A process that is gone already says so by its exit code.
    this.child.stdin?.on("error", () => {});
    for (const signal of SIGNALS) process.on(signal, this.interrupt);
  }

  /** Ends the command where the process could not be started. */
  async started(): Promise<void> {
    if (this.child.pid !== undefined) return;
    await this.ended;
    throw notStarted(this.choice, reasonOf(this.fault));
  }

  /**
   * Sends the request and hands on every event; gives the exit code when the process has ended. An exit code counts only after all results, since an external that runs
   * in this process can end it with any.
   * @param results how many results there are to be: one of a run, one a test
   * @param open what is not over yet, for the error of a process that ended too early
   */
  async talk(
    request: Request,
    results: number,
    open: () => string,
    onEvent: (event: Event) => void,
  ): Promise<number> {
    let [events, left] = [0, results];
    this.child.stdin?.end(`${JSON.stringify(request)}\n`);
    const read = lines(this.child.stdio[3] as Readable, (line) => {
      const event = JSON.parse(line) as Event;
      events++;
      if (event.event === "error") left = 0;
      else if (event.event !== "progress") left--;
      onEvent(event);
    });
    const { code, signal } = await this.ended;
    this.release();
    await read;
    await this.quiet;
    if (this.interrupted > 0) return Exit.interrupted;
    if (code !== null && left <= 0) return code;
    const reason = events === 0 ? tooOld(this.choice) : undefined;
    throw (
      reason ??
      outside(
        `Python ended ${signal ? `by ${signal}` : `with exit code ${code}`} before ${open()} was over`,
        alone(request)
          ? "see whether an external ends its process: tests, `--chaos` and `--import` run externals in one process"
          : "see whether the memory of the machine is used up",
      )
    );
  }

  /** Ends the process if it still lives: the program has errors, or the command failed. */
  async dismiss(): Promise<void> {
    this.release();
    if (this.child.exitCode === null && this.child.signalCode === null) this.killAll();
    await this.ended;
  }

  private onInterrupt(): void {
    this.interrupted++;
    // A second Ctrl-C does not wait.
    if (this.interrupted === 1) this.child.kill("SIGINT");
    else this.killAll();
  }

  /** The process and its workers. */
  private killAll(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // It ended in the meantime.
    }
  }

  private release(): void {
    for (const signal of SIGNALS) process.off(signal, this.interrupt);
  }
}

/** Whether externals run in the one process that is talked to, without workers. */
function alone(request: Request): boolean {
  return request.command !== "run" || request.chaos !== null;
}

/** How long what was printed at the very end may take to come, where others still hold the pipe. */
const LAST_WORDS = 100;

/** Hands on what a process prints; resolves when it has ended and all was read. */
function hear(child: ChildProcess, said: (text: string) => void): Promise<void> {
  const stream = child.stderr as Readable;
  stream.setEncoding("utf8");
  stream.on("data", said);
  stream.on("error", () => {});
  return new Promise((resolve) => {
    stream.once("close", resolve);
    child.once("exit", () => setTimeout(() => stream.destroy(), LAST_WORDS).unref());
  });
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Hands on each line of a stream; resolves at its end. */
function lines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let parts: string[] = [];
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      const [first, ...rest] = text.split("\n");
      parts.push(first!);
      for (const next of rest) {
        onLine(parts.join(""));
        parts = [next];
      }
    });
    stream.once("close", resolve);
    stream.once("error", () => resolve());
  });
}
