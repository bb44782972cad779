import { types } from "../diagnostics/catalogue/types.js";
import { type Diagnostic, type Extras, reporter } from "../diagnostics/index.js";
import type { SourceText, Span } from "../text/index.js";

/** Makes this phase's diagnostics. */
const report = reporter(types);

/** Collects the diagnostics of one module. */
export class Reports {
  readonly diagnostics: Diagnostic[] = [];
  readonly source: SourceText;
  /** How many errors there are so far. */
  errors = 0;

  constructor(source: SourceText) {
    this.source = source;
  }

  /** Adds a diagnostic; code and holes are checked against the catalogue. */
  add<Code extends Parameters<typeof report>[0]>(
    code: Code,
    span: Span,
    holes: Parameters<typeof report<Code>>[3],
    extras: Extras = {},
  ): Diagnostic {
    const made = report(code, this.source, span, holes, extras);
    if (made.severity === "error") this.errors++;
    this.diagnostics.push(made);
    return made;
  }
}
