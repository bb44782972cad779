import type { Severity } from "../diagnostic.js";

/** Colours of a report, or none. */
export interface Paint {
  severity(severity: Severity, text: string): string;
  bold(text: string): string;
  frame(text: string): string;
  mark(sign: "^" | "-", text: string): string;
  hint(text: string): string;
}

/** @param colour ANSI colours; the caller knows whether a terminal reads it */
export function paintOf(colour: boolean, severity: Severity): Paint {
  const sgr = (code: string) => (text: string) => (colour && text ? `\u001b[${code}m${text}\u001b[0m` : text);
  const strong = sgr(severity === "error" ? "31;1" : "33;1");
  return {
    severity: (_, text) => strong(text),
    bold: sgr("1"),
    frame: sgr("34"),
    mark: (sign, text) => (sign === "^" ? strong(text) : sgr("34")(text)),
    hint: sgr("36"),
  };
}
