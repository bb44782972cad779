import type { Failure } from "../../trace/index.js";

/** What the command asks of the runtime, and what it tells; docs/runtime-protocol.md. */
export type Request =
  | {
      readonly command: "run";
      readonly build: string;
      readonly pipeline: string;
      /** Raw JSON text. */
      readonly input: string;
      readonly session: string;
      readonly state: string;
      readonly chaos: string | null;
      readonly progress: boolean;
      readonly path: readonly string[];
    }
  | { readonly command: "test"; readonly build: string; readonly path: readonly string[] };

export type Event =
  | { readonly event: "progress"; readonly nodes: readonly NodeProgress[]; readonly elapsed: number }
  | { readonly event: "value"; readonly json: string }
  | { readonly event: "failure"; readonly failure: Failure; readonly reason?: string }
  | TestEvent
  | ErrorEvent;

export interface NodeProgress {
  readonly service: string;
  readonly function: string;
  readonly done: number;
  readonly failed: number;
  readonly retrying: number;
  readonly total: number;
}

export interface TestEvent {
  readonly event: "test";
  readonly index: number;
  readonly passed: boolean;
  readonly message?: string;
  readonly failure?: Failure;
  readonly left?: string;
  readonly right?: string;
}

export interface ErrorEvent {
  readonly event: "error";
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly suggestion?: string;
  readonly names?: readonly string[];
  readonly detail?: string;
}
