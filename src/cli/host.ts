import type { FileSystem } from "../project/index.js";
import type { World } from "../watch/index.js";

/** The room of the client, which is loaded by the commands that need it only. */
export type Client = typeof import("../client/index.js");

/** The room of the command's own spans, loaded where they are wanted only. */
export type Telemetry = typeof import("../telemetry/index.js");

/** Where text goes. Writing to a pipe whose reader has gone is no error. */
export interface Output {
  write(text: string): void;
  /** A person reads it. */
  readonly terminal: boolean;
  /** Whether ANSI colours are wanted. */
  readonly colour: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
}

/** What a command sees of the world around it: tests give another one. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the installed package. */
  readonly home: string;
  readonly files: FileSystem;
  /** Data: values, JSON, traces. */
  readonly out: Output;
  /** Talk: diagnostics, progress, errors. */
  readonly err: Output;
  /** All of standard input. */
  stdin(): Promise<Uint8Array>;
  /** What `--watch` needs beside: changes of folders, a clock, and what ends it. */
  world(): Promise<World>;
  /** What speaks with NATS and Redis. */
  client(): Promise<Client>;
  /** What sends the command's own spans. */
  telemetry(): Promise<Telemetry>;
}
