/** What is told of a document, by path: keys joined by dots, `[]` for the entries of an array. */
export interface PartListener {
  /** A value that was asked for, with its bytes, which stay valid. */
  part(path: string, bytes: Uint8Array): void;
  /** An object or array around such values has ended. */
  left(path: string): void;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const COLON = 0x3a;

/**
 * Cuts the values that are wanted out of JSON as it arrives, without making anything of the rest: an answer of many megabytes never stands in memory as one
 * tree of objects. Several documents behind each other are read like one. It does not validate: what it gives is still to be parsed, and what is broken
 * between the values is not noticed.
 */
export class JsonSplitter {
  private readonly wanted: ReadonlySet<string>;
  private readonly listener: PartListener;
  /** Each open container outside of wanted values. */
  private readonly open: { readonly path: string; readonly array: boolean }[] = [];
  private key: string | undefined;
  private inString = false;
  private escaped = false;
  /** Bytes of the string outside of wanted values that is being read. */
  private text: number[] = [];
  /** Of a wanted value that is open: how deep in it, its path, and its bytes in earlier chunks. */
  private depth = 0;
  private path = "";
  /** Where it begins in this chunk. */
  private start = 0;
  private earlier: Uint8Array[] = [];
  private last: string | undefined;
  private strange = false;
  private begun = false;

  /**
   * @param wanted paths of objects, such as `data[].spans[]`
   */
  constructor(wanted: readonly string[], listener: PartListener) {
    this.wanted = new Set(wanted);
    this.listener = listener;
  }

  /** Takes the next bytes. */
  add(chunk: Uint8Array): void {
    let at = 0;
    this.start = 0;
    while (at < chunk.length) {
      if (this.depth > 0) at = this.within(chunk, at);
      else if (this.inString) at = this.readString(chunk, at);
      else this.outside(chunk[at]!, at++);
    }
    if (this.depth > 0) this.earlier.push(chunk.subarray(this.start));
  }

  /** What has come so far: `whole` documents, nothing but blanks, a document that is cut, or something that is no JSON object. */
  get state(): "whole" | "empty" | "cut" | "strange" {
    if (this.strange) return "strange";
    if (this.depth > 0 || this.open.length > 0 || this.inString) return "cut";
    return this.begun ? "whole" : "empty";
  }

  /** Goes to the end of the wanted value that is open, or of the chunk; gives where to go on. All in local variables: nearly every byte passes here. */
  private within(chunk: Uint8Array, from: number): number {
    const { length } = chunk;
    let { depth, inString, escaped } = this;
    let at = from;
    while (at < length && depth > 0) {
      const byte = chunk[at++]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      // `[` and `{` differ in one bit, and so do `]` and `}`.
      else if ((byte | 0x20) === OPEN) depth++;
      else if ((byte | 0x20) === CLOSE) depth--;
    }
    Object.assign(this, { depth, inString, escaped });
    if (depth === 0) {
      const rest = chunk.subarray(this.start, at);
      const bytes = this.earlier.length === 0 ? rest : Buffer.concat([...this.earlier, rest]);
      this.earlier = [];
      this.listener.part(this.path, bytes);
    }
    return at;
  }

  /** Looks at a byte between wanted values. */
  private outside(byte: number, at: number): void {
    if (byte <= 0x20) return;
    if (this.open.length === 0 && byte !== OPEN) {
      this.strange = true;
      return;
    }
    this.begun = true;
    if (byte === QUOTE) {
      this.inString = true;
      this.text = [];
    } else if (byte === COLON) this.key = this.last;
    else if (byte === COMMA) this.key = undefined;
    else if ((byte | 0x20) === CLOSE) {
      const closed = this.open.pop();
      this.key = undefined;
      if (closed) this.listener.left(closed.path);
    } else if ((byte | 0x20) === OPEN) this.enter(byte !== OPEN, at);
  }

  private enter(array: boolean, at: number): void {
    const around = this.open.at(-1);
    const path = around === undefined ? "" : around.array ? `${around.path}[]` : join(around.path, this.key);
    this.key = undefined;
    if (!array && this.wanted.has(path)) {
      this.path = path;
      this.depth = 1;
      this.start = at;
      return;
    }
    this.open.push({ path, array });
  }

  /** Passes over a string; gives where to go on. */
  private skipString(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length) {
      const byte = chunk[at++]!;
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) {
        this.inString = false;
        return at;
      }
    }
    return at;
  }

  /** Reads a string between wanted values, which may be a key: those that are asked for have no escapes. */
  private readString(chunk: Uint8Array, from: number): number {
    const end = this.skipString(chunk, from);
    if (this.text.length < LONGEST_KEY)
      this.text.push(...chunk.subarray(from, Math.min(end, from + LONGEST_KEY)));
    if (!this.inString) this.last = String.fromCharCode(...this.text.slice(0, -1));
    return end;
  }
}

const LONGEST_KEY = 64;

function join(path: string, key: string | undefined): string {
  return path === "" ? (key ?? "") : `${path}.${key ?? ""}`;
}
