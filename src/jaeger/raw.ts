import { merged, missingSpans, type Span } from "../trace/index.js";
import type { Form } from "./forms/form.js";
import { type QuickLook, quickLook } from "./quick.js";
import { JsonSplitter } from "./split.js";

/**
 * The trace of a session as it came: its spans are read when they are asked for, since the stack trace of a failure needs a handful of a hundred thousand.
 */
export class RawTrace {
  private readonly form: Form;
  private readonly trace: string;
  private chunks: Uint8Array[] = [];
  private body = Buffer.alloc(0);
  private quick: QuickLook | undefined;
  private full: { readonly spans: readonly Span[]; readonly state: JsonSplitter["state"] } | undefined;

  /** @param trace 32 hex digits */
  constructor(form: Form, trace: string) {
    this.form = form;
    this.trace = trace;
  }

  /** Takes the next bytes of the answer. */
  add(chunk: Uint8Array): void {
    this.chunks.push(chunk);
  }

  /** What the answer is, once all of it has come (as in `JsonSplitter`). Throws where it has spans that are no JSON. */
  end(): JsonSplitter["state"] {
    this.body = Buffer.concat(this.chunks);
    this.chunks = [];
    this.quick = this.form.quick ? quickLook(this.body) : undefined;
    return this.quick ? "whole" : this.read().state;
  }

  /** Whether there is no span in it. */
  get empty(): boolean {
    return this.quick === undefined && this.read().spans.length === 0;
  }

  /** All spans. Throws where one is no JSON. */
  all(): readonly Span[] {
    return this.read().spans;
  }

  /** Of a failed session the spans that carry a failure, and its own. Throws where one is no JSON. */
  failing(): readonly Span[] {
    return this.quick ? merged(this.form.read([], this.quick.failing, this.trace)) : this.all();
  }

  /** How many spans are named as parents by spans that are not the session's own, and are not there. */
  missing(): number {
    return this.quick?.missing ?? missingSpans(this.all());
  }

  private read() {
    this.full ??= this.split();
    return this.full;
  }

  private split() {
    const { form, trace } = this;
    const spans: Span[][] = [];
    let group: { shared: Uint8Array[]; spans: Uint8Array[] } = { shared: [], spans: [] };
    const splitter = new JsonSplitter([form.spans, form.shared], {
      part: (path, bytes) => void (path === form.spans ? group.spans : group.shared).push(bytes),
      left: (path) => {
        if (path !== form.group) return;
        spans.push(form.read(group.shared, group.spans, trace));
        group = { shared: [], spans: [] };
      },
    });
    splitter.add(this.body);
    const { state } = splitter;
    // Nothing needs the text any more.
    this.body = Buffer.alloc(0);
    this.quick = undefined;
    return { spans: merged(spans.flat()), state };
  }
}
