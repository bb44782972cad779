import type { Diagnostic, Severity } from "../diagnostic.js";
import { inOrder } from "../order.js";
import { messageText } from "./message.js";

/** Where an annotation stands: lines and columns from 1, `endColumn` exclusive; the whole line without columns. */
export interface Annotated {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly col?: number;
  readonly endColumn?: number;
}

/**
 * Diagnostics as workflow commands of GitHub Actions, a line each, which the runner turns into annotations.
 * @param fileOf a source's path relative to the repository
 */
export function renderGithub(diagnostics: readonly Diagnostic[], fileOf: (path: string) => string): string {
  return inOrder(diagnostics)
    .map((diagnostic) => {
      const { source, span, severity, code, title } = diagnostic;
      const start = source.position(span.start);
      const end = source.position(span.end);
      const place = {
        file: fileOf(source.path),
        line: start.line,
        endLine: end.line,
        col: start.column,
        endColumn: end.column,
      };
      return githubCommand(severity, place, `${code}: ${title}`, messageText(diagnostic));
    })
    .join("");
}

/**
 * One workflow command. The runner refuses columns of an annotation over several lines, so those have none.
 * @param message any text; line breaks stay
 */
export function githubCommand(severity: Severity, place: Annotated, title: string, message: string): string {
  const { file, line, endLine, col, endColumn } = place;
  const columns = line === endLine && col !== undefined ? { col, endColumn } : {};
  const properties = Object.entries({ file, line, endLine, ...columns, title });
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(",");
  return `::${severity} ${written}::${escapeData(message)}\n`;
}

/** As the runner reads a message: `%`, CR and LF are percent-encoded, nothing else. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** In a property `:` and `,` would end it. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
