/** A failure as the runtime hands it on; docs/runtime-protocol.md, "Failures". */
export interface Failure {
  readonly kind: string;
  /** Python class of an `External`. */
  readonly exception?: string;
  readonly message: string;
  /** Innermost first. */
  readonly frames: readonly FrameEntry[];
  /** An external's own chain of causes, outermost first. */
  readonly causes?: readonly Cause[];
  /** Python traceback of an external. */
  readonly python?: string;
  /** Earlier tries of the call that failed. */
  readonly suppressed?: readonly Failure[];
}

export interface Cause {
  readonly exception: string;
  readonly message: string;
}

/** A frame, or what stands in a frame's place. */
export type FrameEntry = Frame | Repetition | Foreign;

export interface Frame {
  /** `shop/stats.ratio`. */
  readonly function: string;
  /** Path from the project's folder; missing where there is no source. */
  readonly file?: string;
  readonly line?: number;
  readonly service?: string;
  readonly kind?: string;
  readonly host?: string;
  readonly try?: number;
  readonly tries?: number;
  readonly element?: { readonly index: number; readonly count: number };
}

/** How often the frames before it follow once more. */
export interface Repetition {
  readonly repeated: number;
  /** How many frames before it are one round. */
  readonly frames: number;
}

/** A line of an older trace that could not be read. */
export interface Foreign {
  readonly text: string;
}

export function isForeign(entry: FrameEntry): entry is Foreign {
  return "text" in entry;
}

export function isRepetition(entry: FrameEntry): entry is Repetition {
  return "repeated" in entry;
}

/** Java-style class of a failure: `lk.FailedException`, `python.KeyError`. */
export function className(failure: Pick<Failure, "kind" | "exception">): string {
  if (failure.kind === "External") return pythonClass(failure.exception ?? "Exception");
  if (failure.kind === "StackOverflow") return "lk.StackOverflowError";
  return `lk.${identifier(failure.kind)}Exception`;
}

/** Java-style class of a Python exception: it ends in `Exception` or `Error`, which parsers of stack traces look for. */
export function pythonClass(exception: string): string {
  const name = identifier(exception);
  return `python.${name}${/(Exception|Error)$/.test(name) ? "" : "Exception"}`;
}

/** A name as Java has them; what it cannot have becomes `_`. */
export function identifier(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9_$]/g, "_");
  return /^[A-Za-z_$]/.test(clean) ? clean : `_${clean}`;
}
