import {
  AttributeList,
  type Attributes,
  type AttributeValue,
  isKept,
  otlpId,
  type Span,
  Texts,
} from "../../trace/index.js";
import { type Form, parsed } from "./form.js";

interface Tag {
  readonly key?: string;
  readonly type?: string;
  readonly value?: unknown;
}
interface Process {
  readonly serviceName?: string;
  readonly tags?: readonly Tag[] | null;
}
interface LegacySpan {
  readonly traceID?: string;
  readonly spanID?: string;
  readonly parentSpanID?: string;
  readonly operationName?: string;
  readonly references?:
    | readonly { readonly refType?: string; readonly traceID?: string; readonly spanID?: string }[]
    | null;
  /** Microseconds since 1970. */
  readonly startTime?: number;
  readonly duration?: number;
  readonly tags?: readonly Tag[] | null;
  readonly processID?: string;
}

const texts = new Texts();

/** `/api/traces/{id}`: the form of Jaeger's own page. Ids have no leading zeros, times are microseconds, status and kind are tags. */
export const legacyForm: Form = {
  path: "api/traces",
  spans: "data[].spans[]",
  shared: "data[].processes",
  sign: "data",
  group: "data[]",
  quick: false,
  read(shared, spans, trace) {
    const processes = new Map<string, Attributes>();
    for (const each of shared)
      for (const [id, process] of Object.entries(parsed<Record<string, Process>>(each)))
        processes.set(id, processAttributes(process));
    return spans.flatMap((each) => {
      const span = parsed<LegacySpan>(each);
      return otlpId(span.traceID, 16) === trace ? (spanOf(span, trace, processes) ?? []) : [];
    });
  },
};

function spanOf(
  span: LegacySpan,
  trace: string,
  processes: ReadonlyMap<string, Attributes>,
): Span | undefined {
  const id = otlpId(span.spanID, 8);
  if (id === undefined) return undefined;
  const tags = span.tags ?? [];
  const tag = (key: string) => tags.find((each) => each.key === key)?.value;
  const start = microseconds(span.startTime);
  return {
    id,
    parent: parentOf(span, trace),
    name: texts.same(span.operationName ?? ""),
    kind: KINDS[String(tag("span.kind") ?? "")] ?? 0,
    start,
    end: start + microseconds(span.duration),
    failed: tag("otel.status_code") === "ERROR" || isTrue(tag("error")),
    attributes: attributesOf(tags, processes.get(span.processID ?? "")),
  };
}

function parentOf({ references, parentSpanID }: LegacySpan, trace: string): string | undefined {
  const parent = references?.find(
    ({ refType, traceID }) => refType === "CHILD_OF" && otlpId(traceID, 16) === trace,
  );
  return otlpId(parent?.spanID ?? parentSpanID, 8);
}

function processAttributes({ serviceName, tags }: Process): Attributes {
  return attributesOf([{ key: "service.name", value: serviceName ?? "" }, ...(tags ?? [])]);
}

function attributesOf(tags: readonly Tag[], shared?: Attributes): Attributes {
  const own: AttributeValue[] = [];
  for (const { key, type, value } of tags)
    if (key !== undefined && isKept(key)) own.push(texts.same(key), tagValue(type, value));
  return new AttributeList(own, shared);
}

/** Large integers come as text. */
function tagValue(type: string | undefined, value: unknown): AttributeValue {
  if (type === "int64" || type === "float64") return Number(value);
  if (type === "bool") return isTrue(value);
  return typeof value === "string" ? texts.same(value) : typeof value === "number" ? value : String(value);
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

/** Of whole microseconds, or of text where they would not be exact. */
function microseconds(time: unknown): bigint {
  const number = Number(time ?? 0);
  return Number.isFinite(number) && number > 0 ? BigInt(Math.round(number)) * 1_000n : 0n;
}

const KINDS: Readonly<Record<string, number>> = {
  internal: 1,
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
};
