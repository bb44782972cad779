import { names } from "../diagnostics/catalogue/names.js";
import { syntax } from "../diagnostics/catalogue/syntax.js";
import { type Diagnostic, type Extras, reporter } from "../diagnostics/index.js";
import type { SourceText, Span } from "../text/index.js";
import type { Place } from "./symbols.js";

/** Makes this phase's diagnostics; `A()` is one of them, since only a declaration says whether `A` takes something. */
export const report = reporter({ ...names, LK1042: syntax.LK1042 });

/** Collects the diagnostics of one module. */
export class Reports {
  readonly diagnostics: Diagnostic[] = [];
  readonly source: SourceText;

  constructor(source: SourceText) {
    this.source = source;
  }

  /** Adds a diagnostic; code and holes are checked against the catalogue. */
  add<Code extends Parameters<typeof report>[0]>(
    code: Code,
    span: Span,
    holes: Parameters<typeof report<Code>>[3],
    extras: Extras = {},
  ): void {
    this.diagnostics.push(report(code, this.source, span, holes, extras));
  }
}

/** A label at the place of a declaration; none for what is built in. */
export function labelAt(place: Place | undefined, message: string): Extras["labels"] & {} {
  return place ? [{ source: place.source, span: place.span, message }] : [];
}
