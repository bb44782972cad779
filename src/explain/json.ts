import { allEntries, type Entry, listCodes } from "../diagnostics/index.js";
import { phaseOf } from "./phases.js";
import { relatedCodes } from "./related.js";

/** The long form of a diagnostic for programs: one JSON object on one line. `message` has its holes in braces. */
export function explainJson(code: string, entry: Entry): string {
  const { severity, title, message, explanation, example, repair } = entry;
  const related = relatedCodes(code);
  const phase = phaseOf(code).name;
  return `${JSON.stringify({ code, severity, phase, title, message, explanation, example, repair, related })}\n`;
}

/** All codes for programs: one JSON object on one line. */
export function listJson(): string {
  const diagnostics = listCodes().map((code) => {
    const { severity, title } = allEntries[code]!;
    return { code, severity, phase: phaseOf(code).name, title };
  });
  return `${JSON.stringify({ diagnostics })}\n`;
}
