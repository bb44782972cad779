import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE_PLAIN,
  YAMLException,
} from "js-yaml";
import type { Span } from "../text/index.js";

/** A YAML document with the place of everything in it. */
export type Yaml =
  | { readonly kind: "scalar"; readonly text: string; readonly plain: boolean; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly Yaml[]; readonly span: Span }
  | { readonly kind: "map"; readonly entries: readonly YamlEntry[]; readonly span: Span };

export interface YamlEntry {
  readonly key: Yaml;
  readonly value: Yaml;
}

/** What is wrong with a text that is no YAML, and where. */
export interface YamlFault {
  readonly message: string;
  readonly span: Span;
}

/**
 * Reads the first document of a text; `undefined` where there is none.
 * @returns the document, or the fault
 */
export function readYaml(text: string): { readonly root: Yaml | undefined } | { readonly fault: YamlFault } {
  try {
    return { root: new Reader(text, parseEvents(text, {})).document() };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const start = Math.min(error.mark?.position ?? 0, text.length);
    return { fault: { message: error.reason, span: { start, end: Math.min(start + 1, text.length) } } };
  }
}

/** Whether a value was left out: `key:` or `~` or `null`. */
export function isEmpty(node: Yaml): boolean {
  return node.kind === "scalar" && node.plain && /^(|~|null|Null|NULL)$/.test(node.text);
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

  document(): Yaml | undefined {
    if (this.events[this.at]?.type !== EVENT_DOCUMENT) return undefined;
    this.at++;
    return this.events[this.at]?.type === EVENT_POP ? undefined : this.node();
  }

  private node(): Yaml {
    const event = this.events[this.at++] as Event;
    switch (event.type) {
      case EVENT_SCALAR: {
        const span =
          event.valueStart < 0
            ? { start: this.last, end: this.last }
            : { start: event.valueStart, end: event.valueEnd };
        this.last = span.end;
        const text = getScalarValue(this.text, event);
        return this.named(event, { kind: "scalar", text, plain: event.style === SCALAR_STYLE_PLAIN, span });
      }
      case EVENT_SEQUENCE: {
        const items: Yaml[] = [];
        while (this.events[this.at]?.type !== EVENT_POP) items.push(this.node());
        this.at++;
        const end = items.at(-1)?.span.end ?? event.start + 1;
        return this.named(event, { kind: "list", items, span: { start: event.start, end } });
      }
      case EVENT_MAPPING: {
        const entries: YamlEntry[] = [];
        while (this.events[this.at]?.type !== EVENT_POP)
          entries.push({ key: this.node(), value: this.node() });
        this.at++;
        const end = entries.at(-1)?.value.span.end ?? event.start + 1;
        return this.named(event, { kind: "map", entries, span: { start: event.start, end } });
      }
      case EVENT_ALIAS: {
        const node = this.anchors.get(this.text.slice(event.anchorStart, event.anchorEnd));
        if (node) return { ...node, span: { start: event.anchorStart, end: event.anchorEnd } };
        return YAMLException.throwAt(this.text, event.anchorStart, "an alias without its anchor");
      }
      default:
        return YAMLException.throwAt(this.text, 0, "an unexpected end");
    }
  }

  private named(event: { anchorStart: number; anchorEnd: number }, node: Yaml): Yaml {
    if (event.anchorStart >= 0 && event.anchorEnd > event.anchorStart) {
      this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), node);
    }
    return node;
  }
}
