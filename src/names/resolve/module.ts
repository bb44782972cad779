import { type Extras, suggestion } from "../../diagnostics/index.js";
import type { Name } from "../../syntax/ast.js";
import { type Span, similar } from "../../text/index.js";
import { importEdit } from "../import-edits.js";
import { listed } from "../listed.js";
import { meantMember } from "../members.js";
import type { Reports } from "../report.js";
import type { ModuleScope } from "../scope.js";
import type { ModuleNames } from "../symbols.js";

interface Reporting {
  readonly scope: ModuleScope;
  readonly reports: Reports;
}

/**
 * Says that a module has no such member.
 * @param hidden a hint that goes before all others
 */
export function reportMember(
  r: Reporting,
  module: ModuleNames,
  what: string,
  name: Name,
  candidates: Iterable<string>,
  hidden?: string,
): void {
  if (module.lost.has(name.text)) return;
  const holes = { what, name: name.text, module: `module \`${module.path}\`` };
  const extras = hidden === undefined ? meant(r, module, what, name, [...candidates]) : { hint: hidden };
  r.reports.add("LK2204", name.span, holes, extras);
}

/** By a table of what other languages say, else by the nearest name, else by what there is. */
function meant(
  r: Reporting,
  module: ModuleNames,
  what: string,
  name: Name,
  candidates: readonly string[],
): Extras | undefined {
  const synonym = meantMember(module.path, name.text);
  if (!synonym)
    return suggestion(similar(name.text, candidates), name.span) ?? { hint: listed(what, candidates) };
  const { member, hint } = synonym;
  if (!member) return { hint };
  if (member.module === module.path) return suggestion(member.name, name.span);
  const needed = r.scope.modules.has(member.module) ? "" : `; it needs \`import ${member.module}\``;
  return { hint: hint + needed };
}

/** Says that no module of that name is imported. */
export function reportModuleName(r: Reporting, name: string, span: Span): void {
  if (r.scope.lost.has(name)) return;
  const path = r.scope.reachable.get(name);
  if (path !== undefined) reportMissingImport(r, path, span);
  else r.reports.add("LK2223", span, { name }, suggestion(similar(name, r.scope.modules.keys()), span));
}

/** Says that the module exists, but is not imported. */
export function reportMissingImport(r: Reporting, path: string, span: Span): void {
  r.reports.add(
    "LK2221",
    span,
    { module: path },
    {
      hint: `write \`import ${path}\` at the top of the file`,
      fix: [importEdit(r.reports.source, path)],
    },
  );
}
