import { type ChildProcess, spawn } from "node:child_process";
import { eachLine } from "./log.js";
import type { Planned } from "./plan.js";

/** What a supervisor needs of the world, and whom it tells. */
export interface Surroundings {
  /** Does something later; gives what takes it back. */
  after(milliseconds: number, work: () => void): () => void;
  now(): number;
  /** A line that a process printed, or one about it. */
  line(name: string, text: string): void;
  /** Every process takes messages, for the first time. */
  ready(): void;
}

/** Pauses before a process that died is started again: the first, and the longest. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** A process that lived so long starts with the first pause again. */
const SETTLED = 60_000;

/** What a process prints once it takes messages. */
const READY = "ready";

/** The same in a line of its log, a JSON object. */
const READY_LINE = '"message":"ready"';

/** Processes that are to run: each that dies is started again after a pause that grows. */
export class Supervisor {
  private readonly around: Surroundings;
  private readonly workers: readonly Supervised[];
  private waiting: number;

  constructor(planned: readonly Planned[], around: Surroundings) {
    this.around = around;
    this.waiting = planned.length;
    this.workers = planned.map((each) => new Supervised(each, around, () => this.oneReady()));
  }

  start(): void {
    for (const worker of this.workers) worker.start();
  }

  /**
   * Ends all; done when the last has ended.
   * @param grace milliseconds after which what still runs is killed
   */
  async stop(grace: number): Promise<void> {
    const takeBack = this.around.after(grace, () => this.kill());
    await Promise.all(this.workers.map((worker) => worker.stop()));
    takeBack();
  }

  /** Ends all at once. */
  kill(): void {
    for (const worker of this.workers) worker.kill();
  }

  private oneReady(): void {
    this.waiting--;
    if (this.waiting === 0) this.around.ready();
  }
}

class Supervised {
  private readonly planned: Planned;
  private readonly around: Surroundings;
  private readonly onReady: () => void;
  private child: ChildProcess | undefined;
  private wasReady = false;
  private stopping = false;
  private pause = FIRST_PAUSE;
  private takeBack: (() => void) | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(planned: Planned, around: Surroundings, onReady: () => void) {
    this.planned = planned;
    this.around = around;
    this.onReady = onReady;
  }

  start(): void {
    const { command, args, env, name } = this.planned;
    const started = this.around.now();
    const child = spawn(command, args, {
      env: env as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
      // In a process group of its own Ctrl-C comes to it once, from here, and its workers can be ended with it.
      detached: true,
    });
    this.child = child;
    eachLine(child.stdout, (line) => this.around.line(name, line));
    eachLine(child.stderr, (line) => {
      if (line === READY || line.includes(READY_LINE)) this.isReady();
      else this.around.line(name, line);
    });
    this.ended = new Promise((resolve) => {
      const over = (how: string) => {
        this.killGroup();
        this.child = undefined;
        resolve();
        if (!this.stopping) this.again(how, this.around.now() - started);
      };
      child.once("error", (error) => over(`cannot be started: ${error.message}`));
      child.once("exit", (code, signal) =>
        over(signal ? `was ended by ${signal}` : `ended with exit code ${code}`),
      );
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.takeBack?.();
    this.child?.kill("SIGTERM");
    await this.ended;
  }

  kill(): void {
    this.killGroup();
  }

  private isReady(): void {
    if (this.wasReady) {
      this.around.line(this.planned.name, "ready again");
      return;
    }
    this.wasReady = true;
    this.onReady();
  }

  private again(how: string, lived: number): void {
    if (lived > SETTLED) this.pause = FIRST_PAUSE;
    this.around.line(this.planned.name, `${how}; it is started again in ${this.pause / 1000} s`);
    this.takeBack = this.around.after(this.pause, () => this.start());
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  /** The process and its workers. */
  private killGroup(): void {
    const pid = this.child?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // Nothing of it is left.
    }
  }
}
