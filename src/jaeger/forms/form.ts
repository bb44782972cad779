import type { Span } from "../../trace/index.js";

/** The spans of one resource or process, each still as the bytes that came. */
export interface RawGroup {
  readonly shared: readonly Uint8Array[];
  readonly spans: readonly Uint8Array[];
}

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
  /**
   * Reads spans of a group; those of other traces are left out. Throws where something is no JSON.
   * @param trace 32 hex digits
   */
  read(group: RawGroup, trace: string): Span[];
  /** Id and parent of a span, without reading the rest of it; undefined where that has to be done. */
  link(span: Uint8Array): Link | undefined;
}

export interface Link {
  readonly id: string;
  readonly parent: string | undefined;
}

/** A part of an answer, parsed. */
export function parsed<T>(bytes: Uint8Array): T {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8")) as T;
}
