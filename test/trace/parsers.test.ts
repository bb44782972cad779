import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Stack } from "java-stack-parser";
import { type Failure, type FrameEntry, stackTrace } from "../../src/trace";

/** Parsers of Java's stack traces that others wrote, over whole traces of every form. */
const ROOT = join(__dirname, "../..");

const frame = (name: string, line: number, more: object = {}): FrameEntry => {
  const [module = ""] = name.split(".");
  return {
    function: name,
    file: `src/${module}.lk`,
    line,
    service: name.replaceAll("/", "-"),
    kind: "node",
    ...more,
  };
};
const RATE = frame("shop/rates.rate", 5, { host: "rates-6c4d", try: 2, tries: 3 });
const REPORT = frame("shop/report.report", 18, { kind: "pipeline", element: { index: 17, count: 24 } });
const MAIN = frame("shop/main.main", 8, { kind: "pipeline", element: { index: 2, count: 5 } });
const SIMPLE: Failure = {
  kind: "Failed",
  message: "no rate: for (XAU) at shop.x.y(z.lk:7)",
  frames: [RATE, REPORT, MAIN],
};
const EARLIER: Failure = {
  ...SIMPLE,
  kind: "External",
  exception: "TimeoutError",
  causes: [{ exception: "OSError", message: "away" }],
};
const sibling = (index: number): Failure => ({
  ...SIMPLE,
  frames: [RATE, { ...REPORT, element: { index, count: 24 } }, MAIN],
});
const HOSTILE = `first\n\tat evil.a.b(c.java:1)\r\nCaused by: x\u001b[2J\u202e${String.fromCharCode(0xd800)}\u0000`;

const FAILURES: Readonly<Record<string, readonly [Failure, object?]>> = {
  simple: [SIMPLE],
  "attempts and causes": [
    { ...SIMPLE, suppressed: [EARLIER, EARLIER], causes: [{ exception: "KeyError", message: "'XAU'" }] },
  ],
  siblings: [{ ...SIMPLE, suppressed: [EARLIER] }, { siblings: [1, 2, 3, 4, 20].map(sibling) }],
  "all siblings": [SIMPLE, { siblings: [1, 2, 3, 4, 20].map(sibling), all: true }],
  recursion: [
    {
      kind: "StackOverflow",
      message: "",
      frames: [...Array.from({ length: 999 }, () => frame("shop/deep.f", 2)), MAIN],
    },
  ],
  "nested maps, glue and a lambda": [
    { ...SIMPLE, frames: [RATE, frame("shop/glue.total", 3, { kind: "pipeline" }), REPORT, REPORT, MAIN] },
  ],
  "Python's frames": [
    {
      ...EARLIER,
      python:
        'Traceback (most recent call last):\n  File "/x/exchange.py", line 11, in <lambda>\nTimeoutError: x',
    },
    { python: true },
  ],
  "lines of source": [SIMPLE, { below: () => ["5 | let rate = at(x.y.z(a.lk:1))"] }],
  "a hostile message": [{ ...SIMPLE, message: HOSTILE, causes: [{ exception: "E", message: HOSTILE }] }],
  "10 MB": [{ ...SIMPLE, message: `${HOSTILE}${"x".repeat(10_000_000)}` }],
  "ends from outside": [
    { kind: "SessionDeadline", message: "waiting for 3 calls of shop.rates.rate", frames: [MAIN] },
  ],
};

const traces = Object.entries(FAILURES).flatMap(([name, [failure, options]]) =>
  [false, true].map((plain) => ({
    name: plain ? `${name}, plain` : name,
    text: stackTrace("session-7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c", failure, { ...options, plain }),
  })),
);

/** What a trace says, read by the form itself: a line that begins with tabs and `at `. */
function framesIn(text: string): [string, string, string, number][] {
  return [...text.matchAll(/^\t+at ([\w$.]+)\.([\w$]+)\(([\w.]+):(\d+)\)( ~\[.*\])?$/gm)].map(
    ([, module, name, file, line]) => [module!, name!, file!, Number(line)],
  );
}

test.each(traces)("every line of $name is one of the forms of a stack trace", ({ text }) => {
  const [first, ...rest] = text.trimEnd().split("\n");
  expect(first).toMatch(
    /^Exception in thread "session-[0-9a-f]{32}" (lk|python)\.\w+(Exception|Error)(: .*)?$/,
  );
  for (const line of rest)
    expect(line).toMatch(
      /^(\t+(at [\w$.]+\([\w.]+:\d+\)( ~\[[^\]]*\])?|\.\.\. .*|Suppressed: .*| {4}\d+ \| .*)|\t*Caused by: .*)$/,
    );
  // Logstash's multiline codec, as its documentation has it for Java, takes all of it for one event.
  expect(
    rest.filter((line) => !/^[\t ]+(at|\.{3})\s|^\s*(Caused by|Suppressed): |^\t +\d+ \| /.test(line)),
  ).toEqual([]);
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\ud800-\udfff]/);
  expect(Buffer.byteLength(text)).toBeLessThan(40_000);
});

test.each(traces.filter(({ name }) => !name.startsWith("lines of source")))(
  "java-stack-parser reads $name",
  ({ text }) => {
    // It looks for frames anywhere in a line: what stands in a message is not ours to say.
    const bare = text.replace(/^(\t*(?:Caused by|Suppressed|Exception in thread[^:\n]*): ?).*$/gm, "$1");
    const stack = new Stack();
    stack.parse(bare);
    const found = stack.groups.flatMap(({ lines }) => lines);
    expect(found.map(({ javaClass, method, source, line }) => [javaClass, method, source, line])).toEqual(
      framesIn(text).map(([module, ...rest]) => [module.slice(module.lastIndexOf(".") + 1), ...rest]),
    );
  },
);

const PYTHON = `import json, sys
from git_stacktrace.parse_trace import JavaTraceback
print(json.dumps([
    [[line.trace_filename, line.class_name, line.function_name, line.line_number] for line in JavaTraceback(trace).lines]
    for trace in json.load(sys.stdin)
]))
`;

test("git-stacktrace reads plain traces", () => {
  // It stops at `... n more` and `Suppressed`, of Java's too: of those traces it gets the frames.
  const plain = traces.filter(({ name }) => name.endsWith(", plain") && !name.startsWith("lines of source"));
  const whole = [
    "simple, plain",
    "10 MB, plain",
    "ends from outside, plain",
    "nested maps, glue and a lambda, plain",
  ];
  const given = plain.map(({ name, text }) =>
    whole.includes(name)
      ? text.trimEnd().split("\n")
      : text.split("\n").filter((line) => /^\t+at /.test(line)),
  );
  const done = spawnSync(join(ROOT, ".venv/bin/python"), ["-c", PYTHON], {
    input: JSON.stringify(given),
    encoding: "utf8",
  });
  expect(done.stderr).toBe("");
  expect(JSON.parse(done.stdout)).toEqual(
    plain.map(({ text }) =>
      framesIn(text).map(([module, name, file, line]) => {
        const parts = module.split(".");
        return [[...parts.slice(0, -1), file].join("/"), parts.at(-1), name, line];
      }),
    ),
  );
});

const grok = spawnSync(join(__dirname, "grok/get.sh"), ["--path"], { encoding: "utf8" }).stdout.trim();
const required = (process.env.LK_REQUIRE ?? "").split(",").includes("grok");
const withGrok = existsSync(grok) || required ? test : test.skip;

withGrok(
  "Logstash's pattern, by java-grok, reads every frame",
  () => {
    const lines = traces.flatMap(({ text }) => text.trimEnd().split("\n"));
    const source = join(__dirname, "grok/Frames.java");
    const done = spawnSync("java", ["-cp", `${grok}/*`, source], {
      input: `${lines.join("\n")}\n`,
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    expect(done.status).toBe(0);
    const expected = lines.map((line) => framesIn(line)[0]?.join(" ") ?? "-");
    expect(expected.filter((line) => line !== "-").length).toBeGreaterThan(60);
    expect(done.stdout.trimEnd().split("\n")).toEqual(expected);
  },
  120_000,
);
