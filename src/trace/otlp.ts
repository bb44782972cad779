import {
  AttributeList,
  type Attributes,
  type AttributeValue,
  isKept,
  later,
  merged,
  type Span,
  Texts,
} from "./spans.js";

interface OtlpValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number | string;
}
export interface OtlpAttribute {
  readonly key?: string;
  readonly value?: OtlpValue;
}
/** A span in OTLP's JSON encoding. Any part may be missing: what others wrote is read too. */
export interface OtlpSpan {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly name?: string;
  readonly kind?: number | string;
  readonly startTimeUnixNano?: string | number;
  readonly endTimeUnixNano?: string | number;
  readonly attributes?: readonly OtlpAttribute[];
  readonly status?: { readonly code?: number | string };
}
interface OtlpRequest {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: readonly OtlpAttribute[] };
    readonly scopeSpans?: readonly { readonly spans?: readonly OtlpSpan[] }[];
  }[];
}

/**
 * Reads spans of one trace from lines of OTLP JSON. Lines that are no JSON (the last one of a killed process) are passed over; of two spans with one id the
 * later stands.
 */
export function readSpans(text: string, trace: string): Span[] {
  const texts = new Texts();
  const spans: Span[] = [];
  for (const line of text.split("\n")) if (line !== "") spans.push(...spansOf(parse(line), trace, texts));
  return merged(spans);
}

function parse(line: string): OtlpRequest {
  try {
    return (JSON.parse(line) as OtlpRequest | null) ?? {};
  } catch {
    return {};
  }
}

function* spansOf(request: OtlpRequest, trace: string, texts: Texts): Generator<Span> {
  for (const { resource, scopeSpans } of request.resourceSpans ?? []) {
    const shared = otlpAttributes(resource?.attributes, texts);
    for (const each of (scopeSpans ?? []).flatMap((scope) => scope.spans ?? [])) {
      const span = otlpSpan(each, trace, texts, shared);
      if (span) yield span;
    }
  }
}

/**
 * One span; undefined where it is of another trace, or has no id.
 * @param shared attributes of its resource
 */
export function otlpSpan(span: OtlpSpan, trace: string, texts: Texts, shared?: Attributes): Span | undefined {
  if (otlpId(span.traceId, 16) !== trace) return undefined;
  const id = otlpId(span.spanId, 8);
  if (id === undefined) return undefined;
  const start = nanoseconds(span.startTimeUnixNano);
  const end = nanoseconds(span.endTimeUnixNano);
  const kind = span.kind ?? 0;
  const code = span.status?.code;
  return {
    id,
    parent: otlpId(span.parentSpanId, 8),
    name: texts.same(span.name ?? ""),
    kind: typeof kind === "number" ? kind : Math.max(0, KINDS.indexOf(kind)),
    start,
    end: later(start, end),
    failed: code === 2 || code === "STATUS_CODE_ERROR",
    attributes: otlpAttributes(span.attributes, texts, shared),
  };
}

/** The attributes that traces look at. */
export function otlpAttributes(
  attributes: readonly OtlpAttribute[] | undefined,
  texts: Texts,
  shared?: Attributes,
): Attributes {
  const own: AttributeValue[] = [];
  for (const { key, value } of attributes ?? []) {
    if (key === undefined || !isKept(key)) continue;
    own.push(texts.same(key), otlpValue(value, texts));
  }
  return new AttributeList(own, shared);
}

function otlpValue(value: OtlpValue | undefined, texts: Texts): AttributeValue {
  const { stringValue, boolValue, intValue, doubleValue } = value ?? {};
  if (stringValue !== undefined) return texts.same(stringValue);
  if (intValue !== undefined) return Number(intValue);
  return boolValue ?? (doubleValue === undefined ? "" : Number(doubleValue));
}

/**
 * An id in lower-case hex: it comes in hex, with leading zeros left out by some, or in base64, as the rules of Protocol Buffers for JSON have it.
 * @param bytes how long it is
 * @returns undefined where there is none, or where it is all zeros, which stands for none
 */
export function otlpId(text: string | undefined, bytes: 8 | 16): string | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  const hex =
    /^[0-9a-fA-F]+$/.test(text) && text.length <= bytes * 2 ? text.toLowerCase() : fromBase64(text, bytes);
  const id = hex?.padStart(bytes * 2, "0");
  return id === undefined || /^0+$/.test(id) ? undefined : id;
}

function fromBase64(text: string, bytes: number): string | undefined {
  const decoded = Buffer.from(text, "base64");
  return decoded.length === bytes ? decoded.toString("hex") : undefined;
}

function nanoseconds(time: string | number | undefined): bigint {
  try {
    return BigInt(time ?? 0);
  } catch {
    return 0n;
  }
}

const KINDS: readonly string[] = [
  "SPAN_KIND_UNSPECIFIED",
  "SPAN_KIND_INTERNAL",
  "SPAN_KIND_SERVER",
  "SPAN_KIND_CLIENT",
  "SPAN_KIND_PRODUCER",
  "SPAN_KIND_CONSUMER",
];
