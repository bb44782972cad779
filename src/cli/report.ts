import { type Diagnostic, renderJson, renderText } from "../diagnostics/index.js";
import type { Host, Output } from "./host.js";

/** `error: …`, and below it what to do. */
export function printError(output: Output, message: string, hint: string | undefined): void {
  output.write(`${output.colour ? "\u001b[31;1merror\u001b[0m" : "error"}: ${message}\n`);
  if (hint) output.write(`  ${hint}\n`);
}

/** Diagnostics for people, on standard error. */
export function printDiagnostics(host: Host, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) host.err.write(renderText(diagnostics, { colour: host.err.colour }));
}

/** Diagnostics for machines, on standard output. */
export function printDiagnosticsJson(host: Host, diagnostics: readonly Diagnostic[]): void {
  host.out.write(renderJson(diagnostics));
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** `1 test`, `2 tests`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
