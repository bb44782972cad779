import { className, type Failure, type FrameEntry, pythonClass } from "../../src/trace/failure.js";
import { stackTrace } from "../../src/trace/index.js";

const AVERAGE: FrameEntry = {
  function: "shop/stats.average",
  file: "src/shop/stats.lk",
  line: 31,
  service: "shop-stats-average",
  kind: "node",
};
const REPORT: FrameEntry = {
  function: "shop/report.report",
  file: "src/shop/report.lk",
  line: 8,
  service: "shop-report-report",
  kind: "pipeline",
  element: { index: 17, count: 1000 },
};
const MAIN: FrameEntry = {
  function: "shop/report.main",
  file: "src/shop/report.lk",
  line: 4,
  service: "shop-report-main",
  kind: "pipeline",
  element: { index: 2, count: 5 },
};
const timeout = (host: string, attempt: number): Failure => ({
  kind: "External",
  exception: "TimeoutError",
  message: "upstream took 10s",
  frames: [{ ...AVERAGE, host, try: attempt, tries: 3 }, REPORT, MAIN],
});

describe("the form of a stack trace", () => {
  test("attempts are suppressed, and keep the frame with their facts", () => {
    const failure: Failure = {
      kind: "DivisionByZero",
      message: "division by zero",
      frames: [
        {
          function: "shop/stats.ratio",
          file: "src/shop/stats.lk",
          line: 12,
          service: "shop-stats-average",
          kind: "node",
          host: "average-7d9f",
          try: 3,
          tries: 3,
        },
        AVERAGE,
        REPORT,
        MAIN,
      ],
      suppressed: [timeout("average-55b1", 1), timeout("average-7d9f", 2)],
    };
    expect(
      stackTrace("session-7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c", failure),
    ).toBe(`Exception in thread "session-7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c" lk.DivisionByZeroException: division by zero
	at shop.stats.ratio(stats.lk:12) ~[node shop-stats-average, host average-7d9f, attempt 3 of 3]
	at shop.stats.average(stats.lk:31) ~[node shop-stats-average]
	at shop.report.report(report.lk:8) ~[pipeline shop-report-report, element 17 of 1000]
	at shop.report.main(report.lk:4) ~[pipeline shop-report-main, element 2 of 5]
	Suppressed: python.TimeoutError: upstream took 10s
		at shop.stats.average(stats.lk:31) ~[node shop-stats-average, host average-55b1, attempt 1 of 3]
		... 2 more
	Suppressed: python.TimeoutError: upstream took 10s
		at shop.stats.average(stats.lk:31) ~[node shop-stats-average, host average-7d9f, attempt 2 of 3]
		... 2 more
`);
  });

  test("causes share all frames", () => {
    const failure: Failure = {
      kind: "External",
      exception: "LookupError",
      message: "no rate for XAU",
      frames: [
        {
          function: "shop/rates.rate",
          file: "rates.lk",
          line: 40,
          service: "shop-rates-rate",
          kind: "node",
          host: "shop-rates-rate-6c4d",
        },
        {
          function: "shop/report.main",
          file: "report.lk",
          line: 4,
          service: "shop-report-main",
          kind: "pipeline",
        },
      ],
      causes: [
        { exception: "KeyError", message: "'XAU'" },
        { exception: "OSError", message: "" },
      ],
    };
    expect(
      stackTrace("session-1", failure, { plain: true }),
    ).toBe(`Exception in thread "session-1" python.LookupError: no rate for XAU
	at shop.rates.rate(rates.lk:40)
	at shop.report.main(report.lk:4)
Caused by: python.KeyError: 'XAU'
	... 2 more
Caused by: python.OSError
	... 2 more
`);
  });

  test("a suppressed failure of its own frames counts only those that it shares", () => {
    const failure: Failure = {
      kind: "Failed",
      message: "no",
      frames: [AVERAGE, REPORT, MAIN],
      suppressed: [
        {
          kind: "Failed",
          message: "other",
          frames: [{ ...AVERAGE, line: 30 }, { ...REPORT, line: 9 }, MAIN],
        },
      ],
    };
    expect(stackTrace("t", failure, { plain: true })).toContain(`	Suppressed: lk.FailedException: other
		at shop.stats.average(stats.lk:30)
		at shop.report.report(report.lk:9)
		... 1 more
`);
  });
});

describe("recursion is folded", () => {
  const frame = (name: string, line: number): FrameEntry => ({
    function: `main.${name}`,
    file: "main.lk",
    line,
  });
  const print = (frames: readonly FrameEntry[]) =>
    stackTrace("t", { kind: "StackOverflow", message: "stack overflow after 999 calls", frames })
      .split("\n")
      .slice(1, -1)
      .map((line) => line.trim());

  test("frames that came folded", () => {
    expect(print([frame("f", 2), { repeated: 998, frames: 1 }, frame("main", 9)])).toEqual([
      "at main.f(main.lk:2)",
      "... repeated 998 times",
      "at main.main(main.lk:9)",
    ]);
  });

  test("a cycle of one frame, and of two", () => {
    expect(print([...Array(999).fill(frame("f", 2)), frame("main", 9)])).toEqual([
      "at main.f(main.lk:2)",
      "... repeated 998 times",
      "at main.main(main.lk:9)",
    ]);
    const cycle = Array.from({ length: 100 }, () => [frame("even", 1), frame("odd", 5)]).flat();
    expect(print([frame("stop", 3), ...cycle, frame("even", 1), frame("main", 9)])).toEqual([
      "at main.stop(main.lk:3)",
      "at main.even(main.lk:1)",
      "at main.odd(main.lk:5)",
      "... repeated 99 times",
      "at main.even(main.lk:1)",
      "at main.main(main.lk:9)",
    ]);
  });

  test("two equal frames stay two", () => {
    expect(print([frame("f", 2), frame("f", 2)])).toEqual(["at main.f(main.lk:2)", "at main.f(main.lk:2)"]);
  });

  test("`... n more` counts what folded frames stand for", () => {
    const frames = [frame("f", 2), { repeated: 998, frames: 1 }, frame("main", 9)];
    const failure: Failure = {
      kind: "Failed",
      message: "",
      frames,
      causes: [{ exception: "E", message: "" }],
    };
    expect(stackTrace("t", failure)).toContain("\t... 1000 more\n");
  });
});

describe("classes", () => {
  test.each([
    ["Failed", "lk.FailedException"],
    ["DivisionByZero", "lk.DivisionByZeroException"],
    ["StackOverflow", "lk.StackOverflowError"],
    ["InvalidArgument", "lk.InvalidArgumentException"],
    ["DecodeFailure", "lk.DecodeFailureException"],
    ["Timeout", "lk.TimeoutException"],
    ["WorkerLost", "lk.WorkerLostException"],
    ["SessionDeadline", "lk.SessionDeadlineException"],
    ["PoisonMessage", "lk.PoisonMessageException"],
  ])("%s is %s", (kind, expected) => {
    expect(className({ kind })).toBe(expected);
  });

  test.each([
    ["KeyError", "python.KeyError"],
    ["HTTPException", "python.HTTPException"],
    ["SystemExit", "python.SystemExitException"],
    ["Größe: x\n", "python.Gr__e__x_Exception"],
    ["", "python._Exception"],
  ])("Python's %j is %s", (exception, expected) => {
    expect(pythonClass(exception)).toBe(expected);
  });
});

describe("foreign text", () => {
  const header = (message: string) => stackTrace("t", { kind: "Failed", message, frames: [] });

  test("cannot begin a line, move the cursor or turn text around", () => {
    expect(header(`a\nb\tc\r\u001b[31m\u202ex\u0000\u2028${String.fromCharCode(0xd800)}-\u{e0041}é😀`)).toBe(
      'Exception in thread "t" lk.FailedException: a\\nb\\tc\\r\\u001b[31m\\u202ex\\u0000\\u2028\\ud800-\\udb40\\udc41é😀\n',
    );
  });

  test("is cut at 8 KiB of UTF-8, between characters, with its length named", () => {
    expect(header("x".repeat(8192))).toBe(
      `Exception in thread "t" lk.FailedException: ${"x".repeat(8192)}\n`,
    );
    expect(header("é".repeat(5000))).toBe(
      `Exception in thread "t" lk.FailedException: ${"é".repeat(4096)}... (cut, 10000 bytes in all)\n`,
    );
    expect(header("x".repeat(10_000_000)).length).toBeLessThan(8400);
  });

  test("in names and facts becomes what parsers take", () => {
    const frames: FrameEntry[] = [
      {
        function: "a-b/1c.d e",
        file: "src/x(y):z.lk",
        line: 3,
        service: "s",
        kind: "node",
        host: "evil) ~[x, y]\n",
      },
      { function: "main.f" },
    ];
    expect(stackTrace("t", { kind: "Failed", message: "", frames })).toBe(
      `Exception in thread "t" lk.FailedException
	at a_b._1c.d_e(x_y__z.lk:3) ~[node s, host evil__~_x__y__n]
	at main.f(Unknown Source)
`.replace("_y__n]", "_y_\\n]"),
    );
  });
});
