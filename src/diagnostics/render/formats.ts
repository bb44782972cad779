import type { Diagnostic } from "../diagnostic.js";
import { renderGithub } from "./github.js";
import { renderJson } from "./json.js";
import { renderSarif, type SarifOptions } from "./sarif.js";
import { renderText, type TextOptions } from "./text.js";

/** How diagnostics are written. */
export const DIAGNOSTICS_FORMATS = ["text", "json", "sarif", "github"] as const;

export type DiagnosticsFormat = (typeof DIAGNOSTICS_FORMATS)[number];

export type FormatOptions = TextOptions & SarifOptions;

/** Diagnostics in a format: by file and place, each once. */
export function render(
  diagnostics: readonly Diagnostic[],
  format: DiagnosticsFormat,
  options: FormatOptions,
): string {
  switch (format) {
    case "text":
      return renderText(diagnostics, options);
    case "json":
      return renderJson(diagnostics);
    case "sarif":
      return renderSarif(diagnostics, options);
    case "github":
      return renderGithub(diagnostics, options.fileOf);
  }
}
