import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Form } from "../../src/jaeger/forms/form";
import { legacyForm } from "../../src/jaeger/forms/legacy";
import { otlpForm } from "../../src/jaeger/forms/otlp";
import { quickLook } from "../../src/jaeger/quick";
import { RawTrace } from "../../src/jaeger/raw";
import { assemble, type Span } from "../../src/trace";
import { FAILED, newer, SESSION } from "./spans";

const TRACE = "7f3a9c0d11223344556677889900aa01";

function raw(form: Form, text: string, trace = TRACE): RawTrace {
  const found = new RawTrace(form, trace);
  found.add(Buffer.from(text));
  found.end();
  return found;
}

function fixture(name: string): string {
  return readFileSync(join(__dirname, "../fixtures/jaeger", name), "utf8");
}

/** Without what the older form and the older exporter lose: times below a microsecond. */
function facts({ id, parent, name, kind, failed, start, end, attributes }: Span) {
  const keys = [
    "service.name",
    "k8s.pod.name",
    "code.file.path",
    "code.line.number",
    "lk.element",
    "error.type",
  ];
  return {
    id,
    parent,
    name,
    kind,
    failed,
    start: start / 1_000n,
    microseconds: Number((end - start) / 1_000n),
    attributes: keys.map((key) => attributes.get(key)),
  };
}

const sorted = (spans: readonly Span[]) => spans.map(facts).sort((a, b) => a.id.localeCompare(b.id));

test("both forms of one trace are the same spans", () => {
  const newer = sorted(raw(otlpForm, fixture("v3-trace.json")).all());
  expect(newer.length).toBe(5);
  expect(sorted(raw(legacyForm, fixture("v1-trace.json")).all())).toEqual(newer);
});

test.each([
  [otlpForm, "v3-trace-via-jaeger-thrift-http.json"],
  [otlpForm, "v3-trace-via-jaeger-thrift-udp.json"],
  [legacyForm, "v1-trace-via-jaeger-thrift-http.json"],
])("what came by the older exporter has the same ids, names and times (%#)", (form, name) => {
  const text = fixture(name);
  const trace = /"trace(?:Id|ID)":\s*"([0-9a-f]+)"/.exec(text)![1]!;
  const short = (span: Span) => [
    span.name,
    span.kind || 1,
    span.failed,
    span.attributes.get("code.line.number"),
  ];
  expect(raw(form, text, trace).all().map(short).sort()).toEqual(
    raw(otlpForm, fixture("v3-trace.json")).all().map(short).sort(),
  );
});

test("a trace of several posts is read whole", () => {
  const text = fixture("v3-20-elements-4-posts.json");
  expect(raw(otlpForm, text, /"traceId":\s*"([0-9a-f]+)"/.exec(text)![1]!).all().length).toBe(20);
});

test("the parent of a running call is missing", () => {
  const text = fixture("v3-running-parent-not-ended.json");
  const running = raw(otlpForm, text, /"traceId":\s*"([0-9a-f]+)"/.exec(text)![1]!);
  expect([running.all().length, running.missing()]).toEqual([1, 1]);
});

const ZEROS = "00000000000000000000000000000abc";

test("ids may lack their leading zeros, or be base64; numbers may be names", () => {
  const older = {
    traceID: "abc",
    spanID: "1",
    operationName: "a",
    startTime: 5,
    duration: 1,
    processID: "p1",
  };
  const child = { ...older, spanID: "2", references: [{ refType: "CHILD_OF", traceID: "abc", spanID: "1" }] };
  const spans = raw(
    legacyForm,
    JSON.stringify({ data: [{ traceID: "abc", spans: [older, child] }] }),
    ZEROS,
  ).all();
  expect(spans.map(({ id, parent }) => [id, parent])).toEqual([
    ["0000000000000001", undefined],
    ["0000000000000002", "0000000000000001"],
  ]);
  const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");
  const newer = {
    traceId: base64(ZEROS),
    spanId: base64("0123456789abcdef"),
    parentSpanId: base64("00000000000000ff"),
    kind: "SPAN_KIND_CONSUMER",
    status: { code: "STATUS_CODE_ERROR" },
  };
  const body = { result: { resourceSpans: [{ scopeSpans: [{ spans: [newer] }] }] } };
  expect(raw(otlpForm, JSON.stringify(body), ZEROS).all()).toMatchObject([
    { id: "0123456789abcdef", parent: "00000000000000ff", kind: 5, failed: true, name: "" },
  ]);
});

test("spans of other traces, spans without an id and arrays that are missing do no harm", () => {
  const span = { traceId: TRACE, spanId: "0123456789abcdef" };
  const spans = [span, span, { ...span, traceId: ZEROS }, { traceId: TRACE }, {}];
  const groups = [{}, { scopeSpans: [{}] }, { scopeSpans: [{ spans }] }];
  const found = raw(otlpForm, JSON.stringify({ result: { resourceSpans: groups } }));
  expect(found.all().map(({ id }) => id)).toEqual(["0123456789abcdef"]);
  expect(raw(legacyForm, '{"data":null}').empty).toBe(true);
  expect(raw(otlpForm, '{"result":{}}').empty).toBe(true);
});

test("a resource that stands behind its spans is theirs", () => {
  const span = { traceId: TRACE, spanId: "0123456789abcdef" };
  const resource = { attributes: [{ key: "host.name", value: { stringValue: "pod" } }] };
  const body = {
    result: { resourceSpans: [{ scopeSpans: [{ spans: [span] }], resource }, { scopeSpans: [] }] },
  };
  expect(raw(otlpForm, JSON.stringify(body)).all()[0]!.attributes.get("host.name")).toBe("pod");
});

test("what is looked for quickly is what reading all of it gives", () => {
  const caught = { ...FAILED[3]!, id: 43, parent: 42 };
  const element = { ...FAILED[4]!, id: 42, name: "shop.main.main" };
  const text = newer([...FAILED, { ...FAILED[4]!, id: 40, parent: 41 }, caught, element]);
  const spaced = JSON.stringify(JSON.parse(text), null, 1);
  const [quick, full] = [raw(otlpForm, text, SESSION), raw(otlpForm, spaced, SESSION)];
  expect(quickLook(Buffer.from(text))).toBeDefined();
  expect(quickLook(Buffer.from(spaced))).toBeUndefined();
  expect([quick.missing(), full.missing()]).toEqual([1, 1]);
  // All but two calls that ended well and have nothing that failed below them.
  const wanted = full.all().filter(({ id }) => !["05", "28"].includes(id.slice(-2)));
  const ids = (spans: readonly Span[]) => spans.map(({ id }) => id).sort();
  expect(ids(quick.failing())).toEqual(ids(wanted));
  expect(full.all().length - wanted.length).toBe(2);
  const [one, two] = [quick.failing(), full.all()].map((spans) => assemble(SESSION, undefined, spans));
  expect([one!.failure, one!.siblings]).toEqual([two!.failure, two!.siblings]);
  expect(one!.siblings).toEqual([]);
  expect(sorted(quick.all())).toEqual(sorted(full.all()));
});

test("a quick look takes no answer that is cut, anywhere", () => {
  const text = Buffer.from(newer(FAILED));
  for (let length = 0; length < text.length; length++)
    expect([length, quickLook(text.subarray(0, length))]).toEqual([length, undefined]);
});
