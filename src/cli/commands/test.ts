import type { Command } from "commander";
import { githubCommand } from "../../diagnostics/index.js";
import { shownFrom } from "../../project/index.js";
import { escapeText, stackTrace } from "../../trace/index.js";
import { type Built, buildProgram } from "../built.js";
import { Exit } from "../exit.js";
import { type TestFormat, testFormatOption } from "../format.js";
import type { Host } from "../host.js";
import { find, projectRoot } from "../program.js";
import { printDiagnostics } from "../report.js";
import { repositoryPath, repositoryRoot } from "../repository.js";
import { printRuntimeError } from "../runtime/errors.js";
import type { TestEvent } from "../runtime/protocol.js";
import type { Runtime } from "../runtime/runtime.js";
import { startRuntime } from "../runtime/start.js";
import { withBuild } from "../write.js";

/** `lk test [PATH]`: the test blocks, by direct evaluation. */
export function test(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("test")
    .description("run a program's test blocks")
    .argument("[PATH]", "a project's folder or a .lk file; default: the project around the current folder")
    .addOption(testFormatOption())
    .action(async (path: string | undefined, options: { readonly format: TestFormat }) => {
      finish(await testProgram(host, path, options.format));
    });
}

async function testProgram(host: Host, path: string | undefined, format: TestFormat): Promise<number> {
  const place = find(host, path);
  const runtime = await startRuntime(host, projectRoot(place));
  try {
    const built = buildProgram(host, place, { tests: true });
    if (!built.files) {
      printDiagnostics(host, built.diagnostics, format);
      return Exit.failed;
    }
    return await runTests(host, runtime, built, format);
  } finally {
    await runtime.dismiss();
  }
}

async function runTests(host: Host, runtime: Runtime, built: Built, format: TestFormat): Promise<number> {
  const json = format === "json";
  await runtime.started();
  const tests = listTests(host, built);
  const results: TestResult[] = [];
  const open = () => `the test \`${tests[results.length]!.name}\``;
  const code = await withBuild(built.files!, (folder) => {
    const request = { command: "test", build: folder, path: built.loaded!.python.folders } as const;
    return runtime.talk(request, tests.length, open, (event) => {
      if (event.event === "error") printRuntimeError(host, event);
      if (event.event !== "test") return;
      const result = { test: tests[event.index]!, event };
      results.push(result);
      if (!json) printResult(host, result);
      if (format === "github" && !event.passed) annotate(host, result);
    });
  });
  if (json) host.out.write(resultsJson(results));
  else if (code === Exit.done || code === Exit.failed) {
    const passed = results.filter(({ event }) => event.passed).length;
    host.err.write(`${passed} passed, ${results.length - passed} failed\n`);
  }
  return code;
}

interface Test {
  readonly name: string;
  /** As shown from the current folder. */
  readonly file: string;
  readonly line: number;
}

interface TestResult {
  readonly test: Test;
  readonly event: TestEvent;
}

/** The tests in the order of the descriptor, which the runtime's indices refer to. */
function listTests(host: Host, built: Built): Test[] {
  const descriptor = JSON.parse(built.files!.get("descriptor.yaml") as string) as {
    readonly tests?: readonly { name: string; module: string; line: number }[];
  };
  return (descriptor.tests ?? []).map(({ name, module, line }) => {
    const location = built.loaded!.modules.find((candidate) => candidate.path === module)?.location;
    return { name, file: location === undefined ? module : shownFrom(host.cwd, location), line };
  });
}

function printResult(host: Host, { test, event }: TestResult): void {
  const paint = (code: number, text: string) => (host.err.colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  if (event.passed) {
    host.err.write(`${paint(32, "pass")}  ${escapeText(test.name)}\n`);
    return;
  }
  host.err.write(`${paint(31, "FAIL")}  ${escapeText(test.name)} (${escapeText(test.file)}:${test.line})\n`);
  if (event.failure) host.err.write(indented(stackTrace("test", event.failure)));
  else host.err.write(indented(escapeText(event.message ?? "it is false")));
}

/** A failed test as an annotation of GitHub's. */
function annotate(host: Host, { test, event }: TestResult): void {
  const file = repositoryPath(host, repositoryRoot(host), test.file);
  const message = event.failure
    ? stackTrace("test", event.failure)
    : escapeText(event.message ?? "it is false");
  const place = { file, line: test.line, endLine: test.line };
  host.out.write(githubCommand("error", place, `test failed: ${escapeText(test.name)}`, message.trimEnd()));
}

function indented(text: string): string {
  return `${text.trimEnd().replace(/^/gm, "      ")}\n`;
}

/** docs/command-line.md, `lk test`. */
function resultsJson(results: readonly TestResult[]): string {
  const tests = results.map(({ test, event }) => ({
    ...test,
    passed: event.passed,
    ...(!event.passed && { message: event.message ?? event.failure?.message ?? "" }),
  }));
  return `${JSON.stringify({ tests }, null, 2)}\n`;
}
