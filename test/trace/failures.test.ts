import { assemble, type Span, stackTrace, type Trace } from "../../src/trace";
import { readSpans } from "../../src/trace/otlp";
import { FAILED, failed, frames, lines, type Made, SESSION } from "../jaeger/spans";

function read(spans: readonly Made[]): Span[] {
  return readSpans(lines(spans), SESSION);
}

const print = (trace: Trace, options = {}) =>
  stackTrace("t", trace.failure!, { plain: true, siblings: trace.siblings, ...options });

/** A call of element `index` that failed; `parent` is the fan-out. */
function call(
  id: number,
  index: number,
  more: Partial<Made> & { message?: string; attempt?: number; of?: number; failure?: string } = {},
): Made {
  const { message, attempt, of, failure, ...rest } = more;
  return {
    id,
    parent: 3,
    name: "shop-rate",
    kind: 5,
    ...failed({
      frames: frames(index),
      ...(message !== undefined && { message }),
      ...(failure !== undefined && { kind: failure }),
      more: {
        "lk.step": "main/0",
        "lk.element.index": index,
        ...(attempt !== undefined && { "lk.try": attempt, "lk.tries": of ?? 3 }),
      },
    }),
    ...rest,
  };
}

test("every subset of the spans with a failing one gives the whole stack", () => {
  const whole = assemble(SESSION, undefined, read(FAILED)).failure!;
  expect(whole.frames.length).toBe(2);
  for (let subset = 1; subset < 1 << FAILED.length; subset++) {
    const kept = FAILED.filter((_, index) => subset & (1 << index));
    if (!kept.some(({ attributes }) => attributes?.["lk.failure.frames"])) continue;
    const trace = assemble(SESSION, undefined, read(kept));
    expect([subset, trace.state, trace.failure]).toEqual([subset, "failed", whole]);
    const known = new Set(kept.map(({ id }) => id));
    const missing = new Set(kept.flatMap(({ parent }) => (parent && !known.has(parent) ? [parent] : [])));
    expect(trace.missing).toBe(missing.size);
  }
});

test("attempts of the failing call are suppressed, in their order", () => {
  const spans = [
    ...FAILED.slice(0, 3),
    call(10, 7, { attempt: 3 }),
    call(12, 7, { attempt: 2, message: "second" }),
    call(11, 7, { attempt: 1, message: "first" }),
  ];
  for (const kept of [spans, spans.slice(1), spans.slice(3), [...spans].reverse()]) {
    const { failure, siblings } = assemble(SESSION, undefined, read(kept));
    expect(failure!.suppressed?.map(({ message }) => message)).toEqual(["first", "second"]);
    expect(siblings).toEqual([]);
  }
});

test("three siblings are printed, in the order of their elements, and the others are counted", () => {
  const others = Array.from({ length: 1000 }, (_, index) =>
    call(100 + index, 1007 - index, { message: `m${1007 - index}` }),
  );
  const trace = assemble(SESSION, undefined, read([...FAILED, ...others]));
  expect(trace.siblings.length).toBe(1000);
  expect(new Set(trace.siblings.map(({ message }) => message)).size).toBe(1000);
  expect(print(trace)).toBe(`Exception in thread "t" lk.FailedException: no rate
	at shop.main.rate(main.lk:3)
	at shop.main.main(main.lk:9)
	Suppressed: lk.FailedException: m8
		at shop.main.rate(main.lk:3)
		at shop.main.main(main.lk:9)
	Suppressed: lk.FailedException: m9
		at shop.main.rate(main.lk:3)
		at shop.main.main(main.lk:9)
	Suppressed: lk.FailedException: m10
		at shop.main.rate(main.lk:3)
		at shop.main.main(main.lk:9)
	... and 997 elements more failed, which --all prints
`);
});

test("--all groups what failed by its cause, with the elements", () => {
  const spans = [
    ...FAILED,
    call(20, 8),
    call(21, 9),
    call(22, 10),
    call(23, 12, { message: "other" }),
    call(24, 20, { failure: "Timeout" }),
    call(25, 21, { attempt: 1 }),
    call(26, 21, { attempt: 3 }),
  ];
  expect(
    print(assemble(SESSION, undefined, read(spans)), { all: true }),
  ).toBe(`Exception in thread "t" lk.FailedException: no rate
	at shop.main.rate(main.lk:3)
	at shop.main.main(main.lk:9)
	... and 6 elements more failed, for 2 causes
	Suppressed: lk.FailedException: no rate
		at shop.main.rate(main.lk:3)
		at shop.main.main(main.lk:9)
		... in 5 elements: 8-10, 12, 21, with 2 messages
	Suppressed: lk.TimeoutException: no rate
		at shop.main.rate(main.lk:3)
		at shop.main.main(main.lk:9)
		... in 1 element: 20
`);
});

test("what an `attempt` has caught is neither the failure nor a sibling of it", () => {
  const element: Made = {
    id: 30,
    parent: 3,
    name: "shop.main.main",
    attributes: { "lk.service": "shop-main" },
  };
  const caught = call(31, 2, { parent: 30, message: "caught" });
  const all = assemble(SESSION, undefined, read([...FAILED, element, caught]));
  expect([all.failure!.message, all.siblings]).toEqual(["no rate", []]);
  const rootless = assemble(SESSION, undefined, read([...FAILED.slice(1), element, caught]));
  expect([rootless.failure!.message, rootless.siblings]).toEqual(["no rate", []]);
});

test("a session that ended well has no failure, whatever its calls did", () => {
  const { attributes: _, failed: __, ...root } = FAILED[0]!;
  const trace = assemble(SESSION, undefined, read([root, ...FAILED.slice(1)]));
  expect([trace.state, trace.failure]).toEqual(["done", undefined]);
});

test("causes and frames that are no JSON do no harm", () => {
  const more = {
    "lk.failure.causes": '[{"exception":"KeyError","message":"\'x\'"},7]',
    "lk.arguments": "[1",
  };
  const spans = [{ ...FAILED[0]!, ...failed({ frames: frames(7), more }) }];
  expect(print(assemble(SESSION, undefined, read(spans)))).toContain(
    "Caused by: python.KeyError: 'x'\n\t... 2 more\n",
  );
  const broken = { ...FAILED[0]!, ...failed({ frames: [], more: { "lk.failure.frames": "[{" } }) };
  expect(assemble(SESSION, undefined, read([broken])).failure).toMatchObject({
    message: "no rate",
    frames: [],
  });
});

describe("arguments", () => {
  const recorded = (value: object) => {
    const spans = [call(4, 7)];
    const attributes = { ...spans[0]!.attributes, "lk.arguments": JSON.stringify(value) };
    return assemble(SESSION, undefined, read([{ ...spans[0]!, attributes }])).arguments;
  };

  test("are cut at a width and escaped", () => {
    expect(recorded({ x: 1, text: `a\u001b[31m${"é".repeat(200)}` })).toEqual([
      { name: "x", text: "1" },
      {
        name: "text",
        text: expect.stringMatching(/^"a\\u001b\[31mé{80,}\.\.\. \(cut, \d+ characters in all\)$/),
      },
    ]);
  });

  test.each([
    "password",
    "dbPasswd",
    "api_key",
    "apikey",
    "ACCESS_KEY",
    "token",
    "authToken",
    "authorization",
    "clientSecret",
    "cookie",
    "credentials",
    "session_id",
    "private",
    "card_pin",
  ])("what is named %s is never shown, on any level", (name) => {
    const text = JSON.stringify(recorded({ [name]: "s3cret", of: { deep: [{ [name]: "s3cret" }] } }));
    expect(text).toContain("(not shown)");
    expect(text).not.toContain("s3cret");
  });

  test.each(["monkey", "spin", "keyboard", "shipping"])("%s is no secret's name", (name) => {
    expect(recorded({ [name]: 7 })).toEqual([{ name, text: "7" }]);
  });
});
