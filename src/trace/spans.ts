/** A span, as far as traces need it, whatever form it came in. Times are nanoseconds since 1970. */
export interface Span {
  /** 16 hex digits. */
  readonly id: string;
  readonly parent: string | undefined;
  readonly name: string;
  /** OTLP's numbers: 1 internal, 2 server, 3 client, 4 producer, 5 consumer; 0 where nothing is said. */
  readonly kind: number;
  readonly start: bigint;
  /** Never before the start. */
  readonly end: bigint;
  readonly failed: boolean;
  readonly attributes: Attributes;
}

export type AttributeValue = string | number | boolean;

/** Attributes of a span, and below them those of its resource. */
export interface Attributes {
  get(key: string): AttributeValue | undefined;
}

/** Whether traces look at an attribute: the others are left where they came from. */
export function isKept(key: string): boolean {
  return key.startsWith("lk.") || KEPT.has(key);
}

const KEPT: ReadonlySet<string> = new Set([
  "error.type",
  "host.name",
  "k8s.pod.name",
  "service.name",
  "code.function.name",
  "code.file.path",
  "code.line.number",
]);

/**
 * Attributes in one flat list, a key and its value in turn: a trace has a hundred thousand spans with a dozen of them each, for which maps would take three
 * times the memory.
 */
export class AttributeList implements Attributes {
  private readonly own: readonly AttributeValue[];
  private readonly shared: Attributes | undefined;

  /** @param shared those of the resource */
  constructor(own: readonly AttributeValue[], shared?: Attributes) {
    this.own = own;
    this.shared = shared;
  }

  get(key: string): AttributeValue | undefined {
    // Of two with one key the later stands.
    for (let at = this.own.length - 2; at >= 0; at -= 2) if (this.own[at] === key) return this.own[at + 1];
    return this.shared?.get(key);
  }
}

/** Whether a span was made for a session by LambdaKube, not by another tool. */
export function isOurs({ attributes, name }: Span): boolean {
  return attributes.get("lk.service") !== undefined || name === "session";
}

/** A text of a span that it has in common with many others, kept once. */
export class Texts {
  private readonly known = new Map<string, string>();

  same(text: string): string {
    if (text.length > LONGEST) return text;
    const known = this.known.get(text);
    if (known !== undefined) return known;
    if (this.known.size < MOST) this.known.set(text, text);
    return text;
  }
}

const LONGEST = 200;
const MOST = 10_000;

/** Spans by their id, in the order in which they came first; of two with one id the later stands. */
export function merged(...lists: readonly (readonly Span[])[]): Span[] {
  const spans = new Map<string, Span>();
  for (const list of lists)
    for (const span of list) {
      // What stands for something that was given up gives way to its own span, whichever came first.
      const given = span.attributes.get("lk.given_up") === true;
      if (!given || !spans.has(span.id)) spans.set(span.id, span);
    }
  return [...spans.values()];
}

/** Of two times (`Math.min` does not take them). */
export function earlier(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
