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
  | {
      readonly command: "inputs";
      readonly build: string;
      readonly pipeline: string;
      /** Raw JSON texts. */
      readonly inputs: readonly string[];
    }
  | { readonly command: "test"; readonly build: string; readonly path: readonly string[] }
  | {
      readonly command: "import";
      readonly externals: readonly ExternalRequest[];
      readonly path: readonly string[];
    };

export interface ExternalRequest {
  /** `rates.lookup`. */
  readonly python: string;
  /** How many by position. */
  readonly arguments: number;
}

export type Event =
  | { readonly event: "progress"; readonly nodes: readonly NodeProgress[]; readonly elapsed: number }
  | { readonly event: "value"; readonly json: string }
  | { readonly event: "failure"; readonly failure: Failure; readonly reason?: string }
  | { readonly event: "input"; readonly index: number; readonly arguments: readonly string[] }
  | RefusedEvent
  | TestEvent
  | { readonly event: "external"; readonly index: number; readonly problem?: string }
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

/** An input does not fit; the keys as in an error of the code `input`. */
export interface RefusedEvent {
  readonly event: "refused";
  readonly index: number;
  readonly message: string;
  readonly path: string;
  readonly suggestion: string | null;
}

export interface ErrorEvent {
  readonly event: "error";
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly suggestion?: string | null;
  readonly names?: readonly string[];
  readonly detail?: string;
}
