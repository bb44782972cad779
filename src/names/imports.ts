import { suggestion } from "../diagnostics/index.js";
import type { Import, ImportName, Module } from "../syntax/ast.js";
import { similar } from "../text/index.js";
import type { Reports } from "./report.js";
import type { ImportUse, ModuleScope, NameSpace } from "./scope.js";
import { lastName, type ModuleNames } from "./symbols.js";

/**
 * Brings what a module imports into its scope. Declarations of the module itself are there already, so a clash is seen here.
 * `find` gives the names of a module; undefined where there is none, which has been reported.
 */
export function bringIn(
  module: Module,
  scope: ModuleScope,
  reports: Reports,
  find: (path: string) => ModuleNames | undefined,
): readonly ImportUse[] {
  const uses: ImportUse[] = [];
  const seen = new Map<string, Import>();
  for (const one of module.imports) {
    const path = pathOf(one);
    const names = find(path);
    if (!names) {
      // What it would have brought is missing, and no use of it is an error of its own.
      const name = one.alias?.text ?? lastName(path);
      lose(scope, name, similar(name, scope.reachable.keys()));
      for (const name of one.names ?? []) {
        scope.lost.add(name.alias?.text ?? name.name.text);
        if (name.constructors) scope.constructorsLost = true;
      }
      continue;
    }
    const before = seen.get(path);
    if (before) {
      const labels = [{ source: reports.source, span: before.span, message: "imported here already" }];
      reports.add("LK2005", one.span, { module: path }, { labels, hint: "put all names into one import" });
    }
    seen.set(path, one);
    const list = (one.names ?? []).flatMap((name) => bringName(scope, reports, names, name));
    const use = before ? undefined : bindModule(scope, reports, one, path, names);
    uses.push(...list);
    // With a list, the module's own name is only there beside it.
    if (use && !one.names?.length) uses.push(use);
  }
  return uses;
}

/** `shop/currency`. */
export function pathOf(one: Import): string {
  return one.path.map((part) => part.text).join("/");
}

function bindModule(
  scope: ModuleScope,
  reports: Reports,
  one: Import,
  path: string,
  names: ModuleNames,
): ImportUse | undefined {
  const name = one.alias?.text ?? lastName(path);
  const span = one.alias?.span ?? one.path.at(-1)!.span;
  const other = scope.modules.get(name);
  if (other) {
    const hint = `give one of them another name: \`import ${path} as other_${name}\``;
    reports.add("LK2004", span, { first: other.names.path, second: path, name }, { hint });
    return undefined;
  }
  const use: ImportUse = { name, span: one.span, used: false };
  scope.modules.set(name, { names, use });
  return use;
}

function bringName(scope: ModuleScope, reports: Reports, from: ModuleNames, one: ImportName): ImportUse[] {
  const { text, span } = one.name;
  const use: ImportUse = { name: one.alias?.text ?? text, span: one.span, used: false };
  const capital = /^[A-Z]/.test(text);
  const type = from.types.get(text);
  const made = from.constructors.get(text);
  if (one.constructors && type) {
    if (type.constructors.length === 0) {
      reports.add("LK2008", one.span, { name: text }, { hint: `write \`${text}\`` });
    }
    enter(scope.types, reports, "type", text, type, use);
    for (const each of type.constructors)
      enter(scope.constructors, reports, "constructor", each.name, each, use);
    return [use];
  }
  if (capital && (type || made) && !one.constructors) {
    if (type) enter(scope.types, reports, "type", text, type, use);
    if (made) enter(scope.constructors, reports, "constructor", text, made, use);
    return [use];
  }
  const value = from.values.get(text);
  if (!capital && value) {
    enter(scope.values, reports, "value", use.name, value, use);
    return [use];
  }
  const candidates = capital ? [...from.types.keys(), ...from.constructors.keys()] : from.values.keys();
  const near = similar(text, candidates);
  lose(scope, use.name, one.alias ? undefined : near);
  if (from.lost.has(text)) return [];
  const what = capital ? (one.constructors ? "type" : "type or constructor") : "value";
  reports.add("LK2006", span, { module: from.path, what, name: text }, suggestion(near, span));
  return [];
}

/** What an import would have brought is missing under the name that is written, and under the near one that the rest of the module may use. */
function lose(scope: ModuleScope, name: string, near: string | undefined): void {
  scope.lost.add(name);
  if (near !== undefined) scope.lost.add(near);
}

function enter<Symbol>(
  space: NameSpace<Symbol>,
  reports: Reports,
  what: string,
  name: string,
  symbol: Symbol,
  use: ImportUse,
): void {
  const before = space.peek(name);
  if (!before || before.symbol === symbol) {
    if (!before) space.add(name, symbol, use);
    return;
  }
  const hint =
    what === "value"
      ? `import it under another name: \`${name} as other_${name}\``
      : "use it by its module's name instead of importing it";
  // One message about it is enough: a record has a type and a constructor of its name.
  const reported = use.clashes;
  use.used = true;
  use.clashes = true;
  if (reported) return;
  const other = before.use ? "imported from another module" : "declared in this one";
  reports.add("LK2007", use.span, { what, name, other }, { hint });
}

/** Warns about imports that nothing uses, except under a name that says so. */
export function warnUnusedImports(uses: readonly ImportUse[], reports: Reports): void {
  for (const use of uses)
    if (!use.used && !use.name.startsWith("_")) reports.add("LK2009", use.span, { name: use.name });
}
