import type { Diagnostic } from "../diagnostics/index.js";
import { parse } from "../syntax/index.js";
import type { SourceText } from "../text/index.js";
import { Context } from "./context.js";
import { printModule } from "./module.js";

/** A module laid out, or why it cannot be. */
export type Formatted = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Lays a module out in the one way that there is. The result has the same tree and the same comments; laid out again it
 * stays as it is.
 */
export function formatModule(source: SourceText): Formatted {
  const { module, diagnostics } = parse(source);
  if (diagnostics.length > 0) return { diagnostics };
  return { text: printModule(new Context(source, module.comments), module) };
}
