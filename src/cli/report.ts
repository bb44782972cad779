import { version } from "../../package.json";
import { type Diagnostic, type DiagnosticsFormat, render, summary } from "../diagnostics/index.js";
import { escapeText } from "../trace/index.js";
import type { Host, Output } from "./host.js";
import { repositoryPath, repositoryRoot } from "./repository.js";

/** `error: …`, and below it what to do. */
export function printError(output: Output, message: string, hint: string | undefined): void {
  output.write(`${output.colour ? "\u001b[31;1merror\u001b[0m" : "error"}: ${escapeLines(message)}\n`);
  if (hint) output.write(`  ${escapeLines(hint)}\n`);
}

/** Names of files, texts of inputs and of programs stand in what is said: nothing of them is an order to the terminal. */
export function escapeLines(text: string): string {
  return text.split("\n").map(escapeText).join("\n");
}

/** Diagnostics in a format: for people on standard error, for machines on standard output. */
export function printDiagnostics(
  host: Host,
  diagnostics: readonly Diagnostic[],
  format: DiagnosticsFormat = "text",
): void {
  const output = format === "text" ? host.err : host.out;
  const root = repositoryRoot(host);
  const text = render(diagnostics, format, {
    colour: output.colour,
    width: output.terminal ? output.columns : undefined,
    version,
    root,
    fileOf: (path) => repositoryPath(host, root, path),
  });
  if (text !== "") output.write(text);
}

/** One line on standard error that says how much was found in how many modules; formats for machines have none. */
export function printSummary(
  host: Host,
  diagnostics: readonly Diagnostic[],
  modules: number,
  format: DiagnosticsFormat = "text",
): void {
  if (format === "json" || format === "sarif") return;
  host.err.write(`${summaryLine(diagnostics, modules)}\n`);
}

/** `2 errors and 1 warning in 3 modules`, `3 modules checked, no errors`. */
export function summaryLine(diagnostics: readonly Diagnostic[], modules: number): string {
  const found = summary(diagnostics);
  const checked = counted(modules, "module");
  if (hasErrors(diagnostics)) return modules > 0 ? `${found} in ${checked}` : `${found}`;
  return `${checked} checked, ${found ? `no errors, ${found}` : "no errors"}`;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** `1 test`, `2 tests`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
