import type { Span } from "../../trace/index.js";

/** One of the two forms in which Jaeger answers. */
export interface Form {
  /** Where it is asked for, below the base path. */
  readonly path: string;
  /** Paths of spans, and of what several spans have in common. */
  readonly spans: string;
  readonly shared: string;
  /** The key that an answer of this form has at its top. */
  readonly sign: string;
  /** Path of what holds both. */
  readonly group: string;
  /** Whether `quickLook` can look into it. */
  readonly quick: boolean;
  /**
   * Reads spans of a group; those of other traces are left out. Throws where something is no JSON.
   * @param shared what they have in common
   * @param trace 32 hex digits
   */
  read(shared: readonly Uint8Array[], spans: readonly Uint8Array[], trace: string): Span[];
}

/** A part of an answer, parsed. */
export function parsed<T>(bytes: Uint8Array): T {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8")) as T;
}
