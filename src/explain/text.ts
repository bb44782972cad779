import { allEntries, type Entry, listCodes } from "../diagnostics/index.js";
import { wrap } from "../text/index.js";
import { PHASES, phaseOf } from "./phases.js";
import { relatedCodes } from "./related.js";

export interface TextOptions {
  /** Whether ANSI colours are written. */
  readonly colour: boolean;
  /** Cells of a line. */
  readonly width: number;
}

/** The long form of a diagnostic for people. */
export function explainText(code: string, entry: Entry, options: TextOptions): string {
  const style = styles(options.colour);
  const { severity, title, explanation, example, repair } = entry;
  const head = `${style.severity(severity, `${severity}[${code}]`)}${style.bold(`: ${title}`)}`;
  const parts = [head, prose(explanation, options.width)];
  if (example) parts.push(style.bold("An example:"), indented(shortened(example)));
  if (repair) parts.push(style.bold("Repaired:"), indented(shortened(repair)));
  const related = relatedCodes(code).map((other) => `  ${other}  ${allEntries[other]!.title}`);
  if (related.length > 0) parts.push([style.bold("See also:"), ...related].join("\n"));
  return `${parts.join("\n\n")}\n`;
}

/** All codes with their titles, by phase. */
export function listText(options: TextOptions): string {
  const style = styles(options.colour);
  const codes = listCodes();
  const groups = PHASES.map((phase) => {
    const heading = prose(`${capital(phase.name)}: ${phase.about}`, options.width);
    const lines = codes
      .filter((code) => phaseOf(code) === phase)
      .map((code) => {
        const { severity, title } = allEntries[code]!;
        return `  ${style.severity(severity, code)}  ${title}${severity === "warning" ? " (warning)" : ""}`;
      });
    return [style.bold(heading), ...lines].join("\n");
  });
  return `${groups.join("\n\n")}\n`;
}

function styles(colour: boolean) {
  const sgr = (code: string) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const bold = sgr("1");
  const severities = { error: sgr("31;1"), warning: sgr("33;1") };
  return { bold, severity: (severity: Entry["severity"], text: string) => severities[severity](text) };
}

export function capital(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

function prose(text: string, width: number): string {
  return wrap(text, width).join("\n");
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}

/** Longest line of an example that is shown whole. */
const LONGEST = 160;

/** An example without its last line break, its huge lines cut: those of limits have thousands of characters. */
export function shortened(code: string): string {
  return code
    .trimEnd()
    .replace(/^.+$/gm, (line) =>
      line.length <= LONGEST ? line : `${line.slice(0, LONGEST / 2)} … ${line.slice(-LONGEST / 4)}`,
    );
}
