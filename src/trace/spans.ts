/** A span, as far as traces need it. Times are nanoseconds since 1970. */
export interface Span {
  readonly id: string;
  readonly parent: string | undefined;
  readonly name: string;
  /** OTLP's numbers: 1 internal, 2 server, 5 consumer. */
  readonly kind: number;
  readonly start: bigint;
  readonly end: bigint;
  readonly failed: boolean;
  /** Of the span, and below them those of its resource. */
  readonly attributes: ReadonlyMap<string, string | number | boolean>;
}

interface OtlpValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
}
interface OtlpAttribute {
  readonly key: string;
  readonly value?: OtlpValue;
}
interface OtlpSpan {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly name?: string;
  readonly kind?: number;
  readonly startTimeUnixNano?: string | number;
  readonly endTimeUnixNano?: string | number;
  readonly attributes?: readonly OtlpAttribute[];
  readonly status?: { readonly code?: number };
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
  const spans = new Map<string, Span>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    for (const span of spansOf(parse(line), trace)) spans.set(span.id, span);
  }
  return [...spans.values()];
}

function parse(line: string): OtlpRequest {
  try {
    return (JSON.parse(line) as OtlpRequest | null) ?? {};
  } catch {
    return {};
  }
}

function* spansOf(request: OtlpRequest, trace: string): Generator<Span> {
  for (const { resource, scopeSpans } of request.resourceSpans ?? []) {
    const shared = (resource?.attributes ?? []).map(entry);
    for (const span of (scopeSpans ?? []).flatMap((scope) => scope.spans ?? [])) {
      if (span.traceId !== trace || !span.spanId) continue;
      yield {
        id: span.spanId,
        parent: span.parentSpanId || undefined,
        name: span.name ?? "",
        kind: span.kind ?? 0,
        start: BigInt(span.startTimeUnixNano ?? 0),
        end: BigInt(span.endTimeUnixNano ?? 0),
        failed: span.status?.code === 2,
        attributes: new Map([...shared, ...(span.attributes ?? []).map(entry)]),
      };
    }
  }
}

function entry({ key, value }: OtlpAttribute): [string, string | number | boolean] {
  const { stringValue, boolValue, intValue, doubleValue } = value ?? {};
  return [
    key,
    stringValue ?? boolValue ?? (intValue === undefined ? undefined : Number(intValue)) ?? doubleValue ?? "",
  ];
}
