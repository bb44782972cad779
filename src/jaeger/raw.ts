import { merged, missingSpans, type Span } from "../trace/index.js";
import type { Form, RawGroup } from "./forms/form.js";
import { JsonSplitter } from "./split.js";

/**
 * The trace of a session as it came: its spans are read when they are asked for, since the stack trace of a failure needs a handful of a hundred thousand.
 */
export class RawTrace {
  private readonly form: Form;
  private readonly trace: string;
  private readonly splitter: JsonSplitter;
  private readonly groups: RawGroup[] = [];
  private spans: Uint8Array[] = [];
  private shared: Uint8Array[] = [];

  /** @param trace 32 hex digits */
  constructor(form: Form, trace: string) {
    this.form = form;
    this.trace = trace;
    this.splitter = new JsonSplitter([form.spans, form.shared], {
      part: (path, bytes) => void (path === form.spans ? this.spans : this.shared).push(bytes),
      left: (path) => {
        if (path === form.group) this.close();
      },
    });
  }

  /** Takes the next bytes of the answer. */
  add(chunk: Uint8Array): void {
    this.splitter.add(chunk);
  }

  /** As in `JsonSplitter`. */
  get state(): JsonSplitter["state"] {
    return this.splitter.state;
  }

  /** Whether there is any span in it. */
  get empty(): boolean {
    return this.groups.every(({ spans }) => spans.length === 0);
  }

  /** All spans. Throws where a part of the answer is no JSON. */
  all(): Span[] {
    return merged(this.groups.flatMap((group) => this.form.read(group, this.trace)));
  }

  /** The spans that carry a failure, and the session's own. */
  failing(): Span[] {
    const wanted = this.groups.map(({ shared, spans }) => ({ shared, spans: spans.filter(mayMatter) }));
    return merged(
      wanted.flatMap((group) => (group.spans.length > 0 ? this.form.read(group, this.trace) : [])),
    );
  }

  /** How many spans are named as parents by spans that are not the session's own, and are not there. */
  missing(): number {
    const known = new Set<string>();
    const parents = new Set<string>();
    for (const each of this.groups.flatMap(({ spans }) => spans)) {
      const link = this.form.link(each);
      if (link === undefined) return missingSpans(this.all());
      known.add(link.id);
      if (link.parent !== undefined) parents.add(link.parent);
    }
    let missing = 0;
    for (const parent of parents) if (!known.has(parent)) missing++;
    return missing;
  }

  private close(): void {
    this.groups.push({ shared: this.shared, spans: this.spans });
    this.spans = [];
    this.shared = [];
  }
}

/** Names are no escapes in what Jaeger writes. */
function mayMatter(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes("lk.failure.") || buffer.includes('"session"');
}
