import {
  COLLECTION_STYLE_FLOW,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_PLAIN,
  SCALAR_STYLE_SINGLE_QUOTED,
  YAMLException,
} from "js-yaml";
import type { Span } from "../../text/index.js";
import { faultOf, type YamlFault } from "./fault.js";
import { plainType, type Yaml, type YamlEntry } from "./tree.js";

/** A text that is YAML. */
export interface YamlText {
  /** The first document; undefined where there is none. */
  readonly root: Yaml | undefined;
  /** Where a second document begins. */
  readonly second: Span | undefined;
}

/**
 * Reads the first document of a text.
 * @returns the document, or what is wrong with the text
 */
export function readYaml(text: string): YamlText | { readonly fault: YamlFault } {
  try {
    return new Reader(text, parseEvents(text, {})).read();
  } catch (error) {
    if (error instanceof UnknownAnchor) return { fault: error.fault };
    if (!(error instanceof YAMLException)) throw error;
    return { fault: faultOf(text, error.reason, Math.min(error.mark?.position ?? 0, text.length)) };
  }
}

/** An alias of an anchor that does not stand above it. */
class UnknownAnchor extends Error {
  readonly fault: YamlFault;

  constructor(name: string, span: Span) {
    super(name);
    this.fault = {
      fault: `\`*${name}\` stands for what has the anchor \`&${name}\`, and there is none above`,
      span,
      hint: `put \`&${name}\` before the value that is meant, or \`*${name}\` into quotes`,
    };
  }
}

interface Properties {
  readonly anchorStart: number;
  readonly anchorEnd: number;
  readonly tagStart: number;
  readonly tagEnd: number;
}

class Reader {
  private readonly text: string;
  private readonly events: readonly Event[];
  private at = 0;
  /** Where the last scalar ended: the place of a value that was left out. */
  private last = 0;
  private readonly anchors = new Map<string, Yaml>();

  constructor(text: string, events: readonly Event[]) {
    this.text = text;
    this.events = events;
  }

  read(): YamlText {
    if (this.events[this.at]?.type !== EVENT_DOCUMENT) return { root: undefined, second: undefined };
    this.at++;
    const root = this.events[this.at]?.type === EVENT_POP ? undefined : this.node();
    const more = this.events.slice(this.at).some((event) => event.type === EVENT_DOCUMENT);
    return { root, second: more ? this.secondDocument() : undefined };
  }

  /** The `---` that begins a second document, or its first line behind a `...`. */
  private secondDocument(): Span {
    const first = this.events.find((event) => event.type === EVENT_DOCUMENT)!;
    const markers = [...this.text.matchAll(/^\ufeff?(---|\.\.\.)(?=[ \t\r\n]|$)/gm)].filter(
      (marker, nth) => marker.index >= this.last && !(nth === 0 && first.explicitStart),
    );
    const marker = markers[0]!;
    if (marker[1] === "---") return { start: marker.index, end: marker.index + marker[0].length };
    const after = marker.index + marker[0].length;
    const start = this.skip(/(?:\s|#[^\n]*)*/y, after);
    return { start, end: start + /^[^\r\n]*/.exec(this.text.slice(start))![0].trimEnd().length };
  }

  private node(): Yaml {
    const event = this.events[this.at++]!;
    switch (event.type) {
      case EVENT_SCALAR:
        return this.named(event, this.scalar(event));
      case EVENT_SEQUENCE: {
        const items: Yaml[] = [];
        const flow = event.style === COLLECTION_STYLE_FLOW;
        this.last = flow ? event.start + 1 : event.start;
        while (this.events[this.at]?.type !== EVENT_POP) items.push(flow ? this.node() : this.entry());
        this.at++;
        const span = { start: event.start, end: this.end(flow, "]") };
        return this.named(event, { kind: "list", items, flow, ...this.properties(event), span });
      }
      case EVENT_MAPPING: {
        const entries: YamlEntry[] = [];
        const flow = event.style === COLLECTION_STYLE_FLOW;
        if (flow && this.text[event.start] === "{") this.last = event.start + 1;
        while (this.events[this.at]?.type !== EVENT_POP)
          entries.push({ key: this.node(), value: this.node() });
        this.at++;
        // `[a: b]` has a mapping without braces.
        const braces = flow && this.text[event.start] === "{";
        const span = { start: event.start, end: this.end(braces, "}") };
        return this.named(event, { kind: "map", entries, flow, ...this.properties(event), span });
      }
      case EVENT_ALIAS: {
        const name = this.text.slice(event.anchorStart, event.anchorEnd);
        const alias = { start: event.anchorStart - 1, end: event.anchorEnd };
        this.last = alias.end;
        const node = this.anchors.get(name);
        if (!node) throw new UnknownAnchor(name, alias);
        return { ...node, alias };
      }
      default:
        throw new YAMLException("an unexpected event", undefined);
    }
  }

  /** An entry of a list on lines; one that is left out is at its dash. */
  private entry(): Yaml {
    const dash = this.skip(/(?:\s|#[^\n]*)*/y, this.last);
    this.last = dash + 1;
    const node = this.node();
    const { start, end } = node.span;
    return start === end && start === dash + 1 ? { ...node, span: { start: dash, end: dash + 1 } } : node;
  }

  private scalar(event: Extract<Event, { type: typeof EVENT_SCALAR }>): Yaml {
    const text = getScalarValue(this.text, event);
    const quoted = event.style === SCALAR_STYLE_DOUBLE_QUOTED || event.style === SCALAR_STYLE_SINGLE_QUOTED;
    const style = quoted ? "quoted" : event.style === SCALAR_STYLE_PLAIN ? "plain" : "block";
    const properties = this.properties(event);
    const isText = style !== "plain" || properties.tag !== undefined;
    const type = isText ? "text" : plainType(text);
    return { kind: "scalar", text, type, style, ...properties, span: this.scalarSpan(event, style) };
  }

  private scalarSpan(
    { valueStart, valueEnd }: { readonly valueStart: number; readonly valueEnd: number },
    style: "plain" | "quoted" | "block",
  ): Span {
    if (valueStart < 0) return { start: this.last, end: this.last };
    let span = { start: valueStart, end: valueEnd };
    if (style === "quoted") span = { start: valueStart - 1, end: valueEnd + 1 };
    this.last = span.end;
    if (style !== "block") return span;
    if (this.text.slice(valueStart, valueEnd).trim() === "") return this.blockHeader(valueStart);
    // Without the indentation of its first line and the line breaks at its end.
    const written = this.text.slice(valueStart, valueEnd);
    const start = valueStart + (written.length - written.trimStart().length);
    return { start, end: Math.max(start, valueStart + written.trimEnd().length) };
  }

  /** The `|` or `>` above a block text in which nothing stands. */
  private blockHeader(below: number): Span {
    const header = /[|>][-+0-9]*(?=[ \t]*(?:#[^\n]*)?\r?\n?$)/.exec(
      this.text.slice(this.text.lastIndexOf("\n", below - 2) + 1, below),
    );
    if (!header) return { start: below, end: below };
    const start = this.text.lastIndexOf("\n", below - 2) + 1 + header.index;
    return { start, end: start + header[0].length };
  }

  /** Behind what an expression takes from an offset on. */
  private skip(what: RegExp, from: number): number {
    what.lastIndex = from;
    return from + (what.exec(this.text)?.[0].length ?? 0);
  }

  /** Where a collection ends: a flow collection at its bracket, a block at what stands last in it. */
  private end(flow: boolean, bracket: string): number {
    if (!flow) return this.lastContent();
    const at = this.skip(/(?:[\s,:?]|(?<=\s)#[^\n]*)*/y, this.last);
    this.last = this.text[at] === bracket ? at + 1 : this.last;
    return this.last;
  }

  private lastContent(): number {
    let end = this.last;
    while (end > 0 && /\s/.test(this.text[end - 1]!)) end--;
    return end;
  }

  private properties({ anchorEnd, tagStart, tagEnd }: Properties): Pick<Yaml, "tag" | "alias"> {
    // What a property without a value stands for is behind it.
    this.last = Math.max(this.last, tagEnd, anchorEnd);
    return { tag: tagStart < 0 ? undefined : { start: tagStart, end: tagEnd }, alias: undefined };
  }

  private named({ anchorStart, anchorEnd }: Properties, node: Yaml): Yaml {
    if (anchorStart >= 0) this.anchors.set(this.text.slice(anchorStart, anchorEnd), node);
    return node;
  }
}
