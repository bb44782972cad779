import type { Reports } from "./report.js";
import type { Binding } from "./resolved.js";
import { Locals, type ModuleScope } from "./scope.js";
import type { ValueSymbol } from "./symbols.js";

/** State of resolving one declaration: its locals and what it mentions. */
export class Resolver {
  readonly scope: ModuleScope;
  readonly reports: Reports;
  readonly locals = new Locals();
  /** Constants and functions that the declaration mentions, of any module. */
  readonly mentions = new Set<ValueSymbol>();
  /** Names of the `let`s whose right sides are being resolved; for hints. */
  readonly pending: { readonly name: string; readonly isLambda: boolean }[] = [];

  constructor(scope: ModuleScope, reports: Reports) {
    this.scope = scope;
    this.reports = reports;
  }

  /** Runs `body` in a scope of its own and warns about what it bound and never used. */
  within<Result>(body: () => Result): Result {
    const mark = this.locals.mark();
    const result = body();
    this.leave(mark);
    return result;
  }

  /** Leaves a scope, with its warnings. */
  leave(mark: number): void {
    for (const binding of this.locals.leave(mark)) this.warnUnused(binding);
  }

  private warnUnused(binding: Binding): void {
    if (binding.uses > 0 || binding.name.startsWith("_") || this.scope.library) return;
    const what = { let: "variable", parameter: "parameter", pattern: "variable" }[binding.kind];
    this.reports.add(
      "LK2218",
      binding.span,
      { what, name: binding.name },
      { hint: `write \`_${binding.name}\` if it is unused on purpose` },
    );
  }
}
