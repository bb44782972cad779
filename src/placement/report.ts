import { placement } from "../diagnostics/catalogue/placement.js";
import { type Diagnostic, type Extras, reporter } from "../diagnostics/index.js";
import type { Span } from "../text/index.js";
import type { Declarations } from "../tree/index.js";
import type { TypedFunction } from "../types/typed.js";

const report = reporter(placement);

/** Collects the diagnostics of placement and lowering. */
export class Reports {
  readonly diagnostics: Diagnostic[] = [];

  constructor(private readonly declarations: Declarations) {}

  /** Adds a diagnostic in a module; code and holes are checked against the catalogue. */
  add<Code extends Parameters<typeof report>[0]>(
    code: Code,
    module: string,
    span: Span,
    holes: Parameters<typeof report<Code>>[3],
    extras: Extras = {},
  ): void {
    const source = this.declarations.module(module)?.source;
    if (source) this.diagnostics.push(report(code, source, span, holes, extras));
  }

  /** A function as the user wrote it where it is mentioned, `time.now`, or by its own name. */
  written(module: string, { start, end }: Span, of: TypedFunction): string {
    const text = this.declarations.module(module)?.source.text.slice(start, end) ?? "";
    return /^[\w.]{1,60}$/.test(text) ? text : of.name.name;
  }

  /** Whether something has been reported of a part of a module. */
  within(module: string, { start, end }: Span): boolean {
    const source = this.declarations.module(module)?.source;
    return this.diagnostics.some(
      (one) => one.source === source && start <= one.span.start && one.span.end <= end,
    );
  }

  /** A label at a function's declaration; none for the library's. */
  declared(of: TypedFunction | undefined): Extras["labels"] & {} {
    const module = of && this.declarations.module(of.name.module);
    if (!module || module.library) return [];
    return [{ source: module.source, span: of.span, message: `\`${of.name.name}\` is declared here` }];
  }
}
