import { otlpId } from "../trace/index.js";

/** What the spans of an answer say without being read one by one. */
export interface QuickLook {
  /** The spans that carry a failure, and the session's own; as bytes of JSON. */
  readonly failing: readonly Uint8Array[];
  /** How many spans are named as parents and are not there. */
  readonly missing: number;
}

/** A span as Jaeger writes it begins so. Within a value the quotes would have backslashes before them. */
const START = '{"traceId":"';
const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Looks into an answer of the newer API for what a failure needs, by searching bytes, which is several times as fast as going through all of it.
 * @returns undefined where the answer is not written as Jaeger writes it, or is cut: then it has to be read in full
 */
export function quickLook(body: Buffer): QuickLook | undefined {
  const last = body.lastIndexOf(START);
  const end = last === -1 ? undefined : endOf(body, last);
  if (end === undefined || !closes(body, end)) return undefined;
  const starts = new Set<number>();
  for (const needle of ['"lk.failure.kind"', '"name":"session"'])
    for (let at = body.indexOf(needle); at !== -1; at = body.indexOf(needle, at + needle.length))
      starts.add(body.lastIndexOf(START, at));
  const failing: Uint8Array[] = [];
  for (const start of starts) {
    const stop = start === -1 ? undefined : endOf(body, start);
    if (stop === undefined) return undefined;
    failing.push(body.subarray(start, stop));
  }
  return { failing, missing: missing(body) };
}

/** Where the object that begins at a place ends. */
function endOf(body: Buffer, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < body.length; at++) {
    const byte = body[at]!;
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if ((byte | 0x20) === OPEN) depth++;
    else if ((byte | 0x20) === CLOSE && --depth === 0) return at + 1;
  }
  return undefined;
}

/** How deep a span lies in an answer: `{result:{resourceSpans:[{scopeSpans:[{spans:[`. */
const DEPTH = 7;

/** Whether what stands behind the last span closes all that is open around it, and nothing else. */
function closes(body: Buffer, from: number): boolean {
  let depth = DEPTH;
  let inString = false;
  for (let at = from; at < body.length; at++) {
    const byte = body[at]!;
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if ((byte | 0x20) === OPEN) depth++;
    else if ((byte | 0x20) === CLOSE) depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function missing(body: Buffer): number {
  const known = new Set(ids(body, '"spanId":"'));
  const parents = new Set(ids(body, '"parentSpanId":"'));
  let count = 0;
  for (const parent of parents) if (!known.has(parent)) count++;
  return count;
}

/** The ids behind a key. Ids of links are among those of spans, so that at most fewer are found missing than are. */
function ids(body: Buffer, key: string): string[] {
  const found: string[] = [];
  for (let at = body.indexOf(key); at !== -1; at = body.indexOf(key, at)) {
    const from = at + key.length;
    at = body.indexOf(QUOTE, from);
    const id = otlpId(body.toString("latin1", from, at), 8);
    if (id !== undefined) found.push(id);
  }
  return found;
}
