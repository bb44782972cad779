/** Spans as Jaeger answers with them, for tests: a span is data, and a body is made of spans. */

export const SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c";

export interface Made {
  readonly id: number;
  readonly parent?: number;
  readonly name: string;
  readonly kind?: number;
  /** Milliseconds since the start. */
  readonly from?: number;
  readonly to?: number;
  readonly failed?: boolean;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly service?: string;
  readonly host?: string;
}

const START = 1_795_562_311_000;

export const hex = (id: number) => id.toString(16).padStart(16, "0");
const nano = (ms: number) => String(BigInt(START + ms) * 1_000_000n);

function otlpValue(value: string | number | boolean) {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

const list = (attributes: NonNullable<Made["attributes"]>) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: otlpValue(value) }));

function otlp(made: Made, trace: string) {
  return {
    traceId: trace,
    spanId: hex(made.id),
    ...(made.parent !== undefined && { parentSpanId: hex(made.parent) }),
    name: made.name,
    kind: made.kind ?? 1,
    startTimeUnixNano: nano(made.from ?? 0),
    endTimeUnixNano: nano(made.to ?? 1),
    attributes: list(made.attributes ?? {}),
    status: made.failed ? { code: 2 } : {},
  };
}

/** The body of `/api/v3/traces/{id}`; each span in a group of its own, as a service that exports often sends them. */
export function newer(spans: readonly Made[], trace = SESSION): string {
  const groups = spans.map((made) => ({
    resource: {
      attributes: list({
        "service.name": made.service ?? "shop",
        ...(made.host && { "host.name": made.host }),
      }),
    },
    scopeSpans: [{ scope: { name: "lambdakube" }, spans: [otlp(made, trace)] }],
  }));
  return JSON.stringify({ result: { resourceSpans: groups } });
}

/** Lines of spans.jsonl. */
export function lines(spans: readonly Made[], trace = SESSION): string {
  return spans.map((made) => `${JSON.stringify(JSON.parse(newer([made], trace)).result)}\n`).join("");
}

const KINDS = ["", "internal", "server", "client", "producer", "consumer"];

/** The body of `/api/traces/{id}`. */
export function older(spans: readonly Made[], trace = SESSION): string {
  const short = trace.replace(/^0{16}/, "");
  const tags = (attributes: Made["attributes"]) =>
    Object.entries(attributes ?? {}).map(([key, value]) => ({
      key,
      type: typeof value === "number" ? "int64" : typeof value === "boolean" ? "bool" : "string",
      value,
    }));
  const processes = Object.fromEntries(
    spans.map((made, index) => [
      `p${index}`,
      { serviceName: made.service ?? "shop", tags: tags(made.host ? { "host.name": made.host } : {}) },
    ]),
  );
  const data = spans.map((made, index) => ({
    traceID: short,
    spanID: hex(made.id),
    operationName: made.name,
    references:
      made.parent === undefined ? [] : [{ refType: "CHILD_OF", traceID: short, spanID: hex(made.parent) }],
    startTime: (START + (made.from ?? 0)) * 1000,
    duration: ((made.to ?? 1) - (made.from ?? 0)) * 1000,
    tags: [
      ...tags(made.attributes),
      { key: "span.kind", type: "string", value: KINDS[made.kind ?? 1] },
      ...(made.failed ? [{ key: "otel.status_code", type: "string", value: "ERROR" }] : []),
    ],
    logs: [],
    processID: `p${index}`,
  }));
  return JSON.stringify({ data: [{ traceID: short, spans: data, processes }] });
}

interface Failing {
  readonly kind?: string;
  readonly exception?: string;
  readonly message?: string;
  readonly frames: readonly object[];
  readonly more?: Readonly<Record<string, string | number>>;
}

/** What a failing span carries. */
export function failed({
  kind = "Failed",
  exception,
  message = "no rate",
  frames,
  more,
}: Failing): Pick<Made, "failed" | "attributes"> {
  return {
    failed: true,
    attributes: {
      "lk.service": "shop-rate",
      "error.type": exception ?? kind,
      "lk.failure.kind": kind,
      "lk.failure.message": message,
      "lk.failure.frames": JSON.stringify(frames),
      ...more,
    },
  };
}

/** The frames of a call of `rate` for an element of a map in `main`. */
export function frames(index: number, host = "rate-1"): object[] {
  return [
    {
      function: "shop/main.rate",
      file: "src/shop/main.lk",
      line: 3,
      service: "shop-rate",
      kind: "node",
      host,
    },
    {
      function: "shop/main.main",
      file: "src/shop/main.lk",
      line: 9,
      service: "shop-main",
      kind: "pipeline",
      element: { index, count: 40 },
    },
  ];
}

/** A session whose element 7 of 40 failed. */
export const FAILED: readonly Made[] = [
  { id: 1, name: "session", kind: 2, to: 90, ...failed({ frames: frames(7) }) },
  {
    id: 2,
    parent: 1,
    name: "shop.main.main",
    from: 1,
    to: 88,
    failed: true,
    attributes: { "lk.service": "shop-main", "lk.failure.kind": "Failed" },
  },
  {
    id: 3,
    parent: 2,
    name: "shop.main.main.map",
    from: 2,
    to: 80,
    attributes: { "lk.service": "shop-main", "lk.element.count": 40 },
  },
  {
    id: 4,
    parent: 3,
    name: "shop-rate",
    kind: 5,
    from: 3,
    to: 9,
    host: "rate-1",
    ...failed({
      frames: frames(7),
      more: { "lk.step": "main/0", "lk.element.index": 7, "lk.element.count": 40 },
    }),
  },
  {
    id: 5,
    parent: 3,
    name: "shop-rate",
    kind: 5,
    from: 3,
    to: 8,
    host: "rate-2",
    attributes: {
      "lk.service": "shop-rate",
      "lk.step": "main/0",
      "lk.element.index": 6,
      "lk.element.count": 40,
    },
  },
];

/** What `lk trace` prints of it. */
export const STACK = `Exception in thread "session-${SESSION}" lk.FailedException: no rate
	at shop.main.rate(main.lk:3) ~[node shop-rate, host rate-1]
	at shop.main.main(main.lk:9) ~[pipeline shop-main, element 7 of 40]
`;
