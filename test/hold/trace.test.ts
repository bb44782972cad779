import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stack } from "java-stack-parser";
import { type Done, root, within } from "./lk";

const folder = join(root, "examples/broken");
const file = join(__dirname, "golden/broken.trace");

function runBroken(): Promise<Done> {
  return within({}, (place) => place.lk("run", folder, "--input", join(folder, "input.json")));
}

/** From the header on, with session and host of the run taken out. */
function traceOf(stderr: string): string {
  const trace = stderr.slice(stderr.indexOf("Exception in thread"));
  return trace.replace(/session-[0-9a-f]{32}/, "session-<id>").replace(/host [^\],]+/g, "host <host>");
}

test("the trace of examples/broken has every call, both elements and the earlier attempts", async () => {
  const done = await runBroken();
  expect(done.status).toBe(1);
  expect(done.stdout).toBe("");
  const trace = traceOf(done.stderr);
  if (process.env.LK_GOLDEN === "write" || !existsSync(file)) writeFileSync(file, trace);
  expect(trace).toBe(readFileSync(file, "utf8"));
  expect(trace).toMatch(
    /^Exception in thread "session-<id>" python\.LookupError: no rate for XAU\n\tat shop\.rates\.rate\(rates\.lk:\d+\)/,
  );
  expect(trace).toContain("element 17 of 24");
  expect(trace).toContain("element 2 of 5");
  expect(trace.match(/^\tSuppressed: /gm)).toHaveLength(2);
  expect(trace).toContain("Caused by: python.KeyError: 'XAU'");
}, 60_000);

/** The frames of the failure itself, before `Caused by` and `Suppressed`. */
function ownFrames(trace: string): string[] {
  const lines = trace.split("\n").slice(1);
  const end = lines.findIndex((line) => !line.startsWith("\tat "));
  return lines.slice(0, end === -1 ? undefined : end);
}

const inBroken = ["rates.rate", "rates.to_euros", "rates.convert", "report.report", "report.report"];

test("java-stack-parser reads the trace", async () => {
  const done = await runBroken();
  const trace = done.stderr.slice(done.stderr.indexOf("Exception in thread"));
  const stack = new Stack();
  stack.parse(trace);
  const lines = stack.groups.flatMap((group) => group.lines);
  const frames = lines
    .slice(0, 6)
    .map((line) => [`${line.javaClass}.${line.method}`, line.source, line.line > 0]);
  expect(frames).toEqual([
    ...inBroken.map((name) => [name, `${name.split(".")[0]}.lk`, true]),
    ["main.main", "main.lk", true],
  ]);
}, 60_000);

const parse = `import json, sys
from git_stacktrace.parse_trace import JavaTraceback
trace = JavaTraceback(sys.stdin.read())
print(json.dumps([[line.trace_filename, line.function_name, line.line_number] for line in trace.lines]))
`;

test("git-stacktrace reads the plain trace", async () => {
  await within({}, async (place) => {
    await place.lk("run", folder, "--input", join(folder, "input.json"));
    const { status, stdout } = await place.lk("trace", "last", "--plain");
    expect(status).toBe(0);
    expect(stdout).not.toContain("~[");
    const trace = [stdout.split("\n")[0], ...ownFrames(stdout)].join("\n");
    const done = spawnSync(join(root, ".venv/bin/python"), ["-c", parse], { input: trace, encoding: "utf8" });
    expect(done.stderr).toBe("");
    const frames = (JSON.parse(done.stdout) as [string, string, number][]).map(
      ([path, name]) => `${path}: ${name}`,
    );
    expect(frames).toEqual([
      "shop/rates.lk: rate",
      "shop/rates.lk: to_euros",
      "shop/rates.lk: convert",
      "shop/report.lk: report",
      "shop/report.lk: report",
      "main.lk: main",
    ]);
  });
}, 60_000);

test("lk trace prints what the run printed, and the same as data", async () => {
  await within({}, async (place) => {
    const done = await place.lk("run", folder, "--input", join(folder, "input.json"));
    const trace = done.stderr.slice(done.stderr.indexOf("Exception in thread"));
    expect((await place.lk("trace", "last")).stdout).toBe(trace);
    const data = JSON.parse((await place.lk("trace", "last", "--format", "json")).stdout);
    expect(data.state).toBe("failed");
    expect(
      data.failure.frames.map((frame: { line: number; file: string }) => `${frame.file}:${frame.line}`),
    ).toEqual(
      ownFrames(trace).map((line) => {
        const [, name, at] = /\((\w+\.lk):(\d+)\)/.exec(line)!;
        return `${name === "main.lk" ? "src" : "src/shop"}/${name}:${at}`;
      }),
    );
    expect(data.suppressed ?? data.failure.suppressed).toHaveLength(2);
  });
}, 60_000);
