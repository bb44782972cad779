import { randomBytes } from "node:crypto";
import { describeJaeger, type Jaeger, startJaeger } from "./jaeger.js";

describeJaeger("a Jaeger for tests", () => {
  let jaeger: Jaeger;

  beforeAll(async () => {
    jaeger = await startJaeger();
  }, 60_000);

  afterAll(() => jaeger?.stop());

  test("gives back a span as soon as it is taken", async () => {
    const traceId = randomBytes(16).toString("hex");
    const span = {
      traceId,
      spanId: "00f067aa0ba902b7",
      name: "session",
      startTimeUnixNano: "1",
      endTimeUnixNano: "2",
    };
    const sent = await fetch(`${jaeger.otlp}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
    });
    expect(sent.status).toBe(200);
    const answer = (await (await fetch(`${jaeger.query}/api/v3/traces/${traceId}`)).json()) as {
      result: { resourceSpans: { scopeSpans: { spans: { name: string }[] }[] }[] };
    };
    expect(answer.result.resourceSpans[0]!.scopeSpans[0]!.spans[0]!.name).toBe("session");
  });
});
