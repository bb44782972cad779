import { type Compiled, compile, type SourceProgram } from "../../src/compile";
import { type Diagnostic, findEntry, renderJson, renderText } from "../../src/diagnostics";
import { SourceText, type Span } from "../../src/text";
import type { Text } from "./corpus";

/** The program of some modules. */
export function programOf(modules: readonly Text[]): SourceProgram {
  const sources = modules.map(({ path, text }) => ({ path, source: new SourceText(`src/${path}.lk`, text) }));
  return { name: "fuzz", version: "1.0.0", main: "main", modules: sources };
}

/** Compiles, tests included, and holds what comes against what always holds; throws where it does not. */
export function judge(program: SourceProgram): Compiled {
  const compiled = compile(program, { tests: true, python: new Map(), requirements: [] });
  const { build, diagnostics } = compiled;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.length > 0 !== (build !== undefined), "a build comes exactly where there is no error");
  for (const each of diagnostics) judgeDiagnostic(each);
  const text = renderText(diagnostics, { colour: false });
  JSON.parse(renderJson(diagnostics));
  expect(
    !/\bundefined\b|\[object |\bNaN\b.*expected/.test(ours(text, program)),
    `words of a message: ${text}`,
  );
  return compiled;
}

function judgeDiagnostic({ code, message, source, span, labels }: Diagnostic): void {
  expect(findEntry(code) !== undefined, `${code} stands in the catalogue`);
  const hole = /\{\w+\}/.exec(message)?.[0];
  expect(message.trim() !== "" && (!hole || source.text.includes(hole)), `${code}: ${message}`);
  expect(within(source, span), `${code} at ${span.start} to ${span.end} of ${source.text.length}`);
  for (const label of labels) expect(within(label.source, label.span), `a label of ${code}`);
}

function within(source: SourceText, { start, end }: Span): boolean {
  return 0 <= start && start <= end && end <= source.text.length;
}

/** A message without the words that the program has itself. */
function ours(text: string, program: SourceProgram): string {
  const theirs = program.modules.some(({ source }) => /undefined|\[object|NaN/.test(source.text));
  return theirs ? "" : text;
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}
