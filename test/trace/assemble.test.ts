import Ajv from "ajv";
import schema from "../../docs/trace.schema.json";
import { assemble, type SessionRecord, traceJson, tree } from "../../src/trace/index.js";
import { readSpans } from "../../src/trace/otlp.js";
import type { Span } from "../../src/trace/spans.js";

const SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c";
const RECORD: SessionRecord = {
  version: 1,
  session: SESSION,
  program: "shop",
  build: "ab".repeat(32),
  pipeline: "main.checkout",
  state: "done",
  started: "2026-11-24T22:53:37.000000Z",
  ended: "2026-11-24T22:53:38.240000Z",
  counts: [{ service: "main-price", function: "main.price", done: 3, failed: 0, retrying: 0, total: 3 }],
};

interface Made {
  readonly id: number;
  readonly parent?: number;
  readonly name: string;
  readonly kind?: number;
  /** Milliseconds since the start. */
  readonly from: number;
  readonly to: number;
  readonly failed?: boolean;
  /** Made by another tool. */
  readonly foreign?: boolean;
  readonly attributes?: Record<string, string | number | boolean>;
}

/** A line of OTLP JSON. */
function line(made: Made): string {
  const hex = (id: number) => id.toString(16).padStart(16, "0");
  const nano = (ms: number) => String(BigInt(Date.parse(RECORD.started) + ms) * 1_000_000n);
  const value = (v: string | number | boolean) =>
    typeof v === "number"
      ? { intValue: String(v) }
      : typeof v === "boolean"
        ? { boolValue: v }
        : { stringValue: v };
  const span = {
    traceId: SESSION,
    spanId: hex(made.id),
    ...(made.parent !== undefined && { parentSpanId: hex(made.parent) }),
    name: made.name,
    kind: made.kind ?? 1,
    startTimeUnixNano: nano(made.from),
    endTimeUnixNano: nano(made.to),
    attributes: Object.entries({ ...(!made.foreign && { "lk.service": "shop" }), ...made.attributes }).map(
      ([key, v]) => ({ key, value: value(v) }),
    ),
    status: made.failed ? { code: 2 } : {},
  };
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: "host.name", value: { stringValue: "laptop" } }] },
        scopeSpans: [{ spans: [span] }],
      },
    ],
  });
}

const element = (id: number, index: number, to: number, more: Partial<Made> = {}): Made => ({
  id,
  parent: 3,
  name: "main-price",
  kind: 5,
  from: 10,
  to,
  attributes: {
    "lk.element.index": index,
    "lk.element.count": 3,
    "lk.step": "main.checkout/0",
    "lk.try": 1,
    "lk.tries": 1,
  },
  ...more,
});
const SPANS: Made[] = [
  { id: 1, name: "session", kind: 2, from: 0, to: 1240 },
  { id: 2, parent: 1, name: "main.checkout", from: 1, to: 1230 },
  { id: 3, parent: 2, name: "main.checkout.map", from: 5, to: 1100 },
  element(4, 0, 15),
  element(5, 1, 1090),
  element(6, 2, 22),
];

function read(spans: readonly Made[], more = ""): Span[] {
  return readSpans(`${spans.map(line).join("\n")}\n${more}`, SESSION);
}

describe("spans", () => {
  test("a cut last line, another trace and doubled spans do no harm", () => {
    const again = line({ ...element(6, 2, 30) });
    const spans = read(
      SPANS,
      `${again}\n${line(SPANS[0]!).replaceAll(SESSION, `${"0".repeat(31)}1`)}\n${again.slice(0, 100)}`,
    );
    expect(spans.length).toBe(6);
    expect(spans.find(({ id }) => id.endsWith("6"))?.end).toBe(
      BigInt(Date.parse(RECORD.started) + 30) * 1_000_000n,
    );
  });

  test("missing arrays and empty objects are read", () => {
    expect(
      readSpans('{}\n{"resourceSpans":[{}]}\n{"resourceSpans":[{"scopeSpans":[{}]}]}\nnull\n1\n', SESSION),
    ).toEqual([]);
  });
});

describe("the tree of calls", () => {
  test("a fan-out is one line", () => {
    expect(
      tree(assemble(SESSION, RECORD, read(SPANS))),
    ).toBe(`session ${SESSION} main.checkout: done in 1.24 s
main.checkout           1.23 s * pipeline
└─ main.checkout.map    1.09 s * pipeline
   └─ main-price ×3     1.08 s * median 12 ms, slowest 1.08 s (element 1)

* the end waited for these: 1.08 s running, 0.0 ms waiting in queues, 160 ms in between
all calls:
  main-price    1.10 s running    0.0 ms waiting  3 calls
`);
  });

  test("missing calls are a hole", () => {
    const trace = assemble(SESSION, RECORD, read(SPANS.slice(0, 5)));
    expect(trace.holes).toEqual([{ service: "main-price", calls: 1 }]);
    expect(tree(trace)).toContain("... trace incomplete: 1 calls of main-price have no span\n");
  });

  test("a running session says where it is", () => {
    const { ended: _, ...open } = RECORD;
    const record: SessionRecord = {
      ...open,
      state: "running",
      counts: [{ service: "main-price", function: "main.price", done: 1, failed: 0, retrying: 1, total: 3 }],
    };
    const made = element(4, 0, 15);
    const attributes = { ...made.attributes, "code.function.name": "main.checkout" };
    const trace = assemble(SESSION, record, read([{ ...made, attributes }]));
    expect(trace.holes).toEqual([]);
    expect(tree(trace)).toBe(`session ${SESSION} main.checkout: running since 2026-11-24T22:53:37.000000Z
main-price    5.0 ms
main-price: 1 of 3 done, 1 waiting for another try
open: main.checkout, since 22:53:37.010Z, 1 call in it ended, the last at 22:53:37.015Z, on laptop
`);
    expect(tree(assemble(SESSION, record, [], true))).toContain("the process that ran this session is gone");
  });

  test.each([
    ["cancelled", "cancelled", "cancelled"],
    ["cancelled", "deadline", "cancelled (deadline)"],
    ["done", undefined, "done"],
  ] as const)("the head of what is %s by %s", (state, reason, head) => {
    const record: SessionRecord = { ...RECORD, state, ...(reason && { reason }) };
    expect(tree(assemble(SESSION, record, read(SPANS)))).toContain(` main.checkout: ${head} in 1.24 s\n`);
  });

  test("a chain of 5,000 frames", () => {
    const spans = Array.from(
      { length: 5000 },
      (_, index): Made => ({
        id: index + 1,
        ...(index > 0 && { parent: index }),
        name: `f${index}`,
        from: index,
        to: 9000,
      }),
    );
    expect(tree(assemble(SESSION, RECORD, read(spans))).split("\n").length).toBeLessThan(60);
  });

  test("waits, other tools between ours, clocks that differ, and what the end did not wait for", () => {
    const spans = read([
      { id: 1, name: "session", kind: 2, from: 0, to: 1000 },
      { id: 2, parent: 1, name: "main.checkout", from: 10, to: 990 },
      {
        id: 3,
        parent: 2,
        name: "GET /rates",
        kind: 2,
        from: 20,
        to: 300,
        foreign: true,
        attributes: { "service.name": "mesh" },
      },
      { ...element(4, 0, 290), parent: 3, from: 40, attributes: { "lk.queue_ms": 12.5 } },
      { ...element(5, 0, 970), parent: 2, name: "main-send", from: 400, attributes: { "lk.queue_ms": 80 } },
      // By the clock of another host it ended before it began.
      { ...element(6, 0, 90), parent: 2, name: "main-log", from: 100, attributes: {} },
    ]);
    const { calls } = assemble(SESSION, RECORD, spans);
    expect(
      tree(assemble(SESSION, { ...RECORD, counts: [] }, spans)),
    ).toBe(`session ${SESSION} main.checkout: done in 1.24 s
main.checkout       980 ms * pipeline
├─ GET /rates       280 ms * of mesh
│  └─ main-price    250 ms * waited 13 ms
├─ main-log         0.0 ms
└─ main-send        570 ms * waited 80 ms

* the end waited for these: 820 ms running, 93 ms waiting in queues, 88 ms in between
all calls:
  main-send     570 ms running     80 ms waiting  1 call
  main-price    250 ms running     13 ms waiting  1 call
  main-log      0.0 ms running    0.0 ms waiting  1 call
`);
    expect(calls[0]!.children[0]!.children[0]!.form).toBe("other");
  });

  test("waits that lie upon each other are counted once", () => {
    const spans = read([
      { id: 2, name: "main.checkout", from: 0, to: 100 },
      { ...element(4, 0, 50), parent: 2, from: 10, attributes: { "lk.queue_ms": 10 } },
      { ...element(5, 1, 100), parent: 2, from: 60, attributes: { "lk.queue_ms": 60 } },
    ]);
    expect(tree(assemble(SESSION, { ...RECORD, counts: [] }, spans))).toContain(
      "* the end waited for these: 80 ms running, 20 ms waiting in queues, 0.0 ms in between\n",
    );
  });

  test("spans that are each other's parents are shown once", () => {
    const spans = read([
      { ...SPANS[1]!, parent: 3 },
      { ...SPANS[2]!, parent: 2 },
    ]);
    expect(tree(assemble(SESSION, RECORD, spans)).match(/pipeline$/gm)).toHaveLength(2);
  });

  test("a span that is its own parent ends", () => {
    expect(tree(assemble(SESSION, RECORD, read([{ ...SPANS[1]!, parent: 2 }])))).toContain("main.checkout");
  });
});

describe("a failure", () => {
  const frames = [
    { function: "main.price", file: "main.lk", line: 3, service: "main-price", kind: "node" },
    { function: "main.checkout", file: "main.lk", line: 9 },
  ];
  const attributes = {
    "lk.failure.kind": "External",
    "error.type": "KeyError",
    "lk.failure.message": "'x'",
    "lk.failure.frames": JSON.stringify(frames),
  };

  test("is read from the spans where there is no record", () => {
    const spans = read([{ ...SPANS[1]!, failed: true }, element(4, 0, 15, { failed: true, attributes })]);
    const trace = assemble(SESSION, undefined, spans);
    expect(trace.state).toBe("failed");
    expect(trace.failure).toEqual({ kind: "External", exception: "KeyError", message: "'x'", frames });
  });

  test("of the record stands", () => {
    const failure = { kind: "Failed", message: "no", frames, suppressed: [], causes: [] };
    expect(assemble(SESSION, { ...RECORD, state: "failed", failure }, read(SPANS)).failure).toBe(failure);
  });
});

describe("JSON", () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
  const failure = {
    kind: "External",
    exception: "KeyError",
    message: "'x'\n",
    frames: [
      {
        function: "shop/a.price",
        file: "src/shop/a.lk",
        line: 3,
        service: "s",
        kind: "node",
        host: "h",
        try: 2,
        tries: 2,
        element: { index: 1, count: 3 },
      },
      { repeated: 3, frames: 1 },
    ],
    causes: [{ exception: "OSError", message: "" }],
    suppressed: [{ kind: "Timeout", message: "timed out after 1s", frames: [] }],
  };

  test.each([
    ["a failed session", assemble(SESSION, { ...RECORD, state: "failed", failure }, read(SPANS))],
    ["a session that ended well", assemble(SESSION, RECORD, read(SPANS))],
    ["spans only", assemble(SESSION, undefined, read(SPANS))],
    ["a record only", assemble(SESSION, { ...RECORD, state: "running" }, [])],
  ])("%s fits the schema", (_, trace) => {
    const json = JSON.parse(traceJson(trace));
    validate(json);
    expect(validate.errors).toBeNull();
  });

  test("has what a stack trace has", () => {
    const json = JSON.parse(
      traceJson(assemble(SESSION, { ...RECORD, state: "failed", failure }, read(SPANS))),
    );
    expect(json.failure.frames[0]).toEqual({
      function: "shop.a.price",
      file: "src/shop/a.lk",
      line: 3,
      service: "s",
      kind: "node",
      host: "h",
      element: { index: 1, count: 3 },
      attempt: { number: 2, of: 2 },
    });
    expect(json.suppressed[0].class).toBe("lk.TimeoutException");
    expect(json.causes).toEqual([{ class: "python.OSError", exception: "OSError", message: "" }]);
    expect(json.calls[0].calls[0].calls[0].calls.length).toBe(3);
  });
});
