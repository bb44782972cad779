import { type Extras, suggestion } from "../diagnostics/index.js";
import type { Import, ImportName, Module } from "../syntax/ast.js";
import { similar } from "../text/index.js";
import { builtinConstructors, builtinTypes } from "./builtin.js";
import { merged, withoutImport, withoutName } from "./import-edits.js";
import { listed } from "./listed.js";
import { labelAt, type Reports } from "./report.js";
import type { ImportUse, ModuleScope, NameSpace } from "./scope.js";
import { lastName, type ModuleNames, type Place } from "./symbols.js";

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
      const fix = merged(reports.source, before, one);
      const hint = fix ? "put all names into one import" : "keep one of the two names for it";
      reports.add("LK2005", one.span, { module: path }, { labels, hint, fix });
    }
    if (!before) seen.set(path, one);
    const list = (one.names ?? []).flatMap((name) => bringName(scope, reports, names, one, name));
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
    const free = freeName(path, name, scope);
    const at = one.alias?.span ?? { start: one.span.end, end: one.span.end };
    const fix = [{ span: at, text: one.alias ? free : ` as ${free}` }];
    const list = one.names ? ".{…}" : "";
    const labels = [{ source: reports.source, span: other.use.span, message: `\`${name}\` is this one` }];
    const extras = { labels, hint: `give it another name: \`import ${path}${list} as ${free}\``, fix };
    reports.add("LK2004", span, { first: other.names.path, second: path, name }, extras);
    return undefined;
  }
  const use: ImportUse = { name, span: one.span, from: one, entry: undefined, used: false };
  scope.modules.set(name, { names, use });
  return use;
}

/** Another name for a module, by the folder that it lies in: `us_rates` for `us/rates`. */
function freeName(path: string, name: string, scope: ModuleScope): string {
  const folder = path.split("/").at(-2) ?? "other";
  for (const free of [`${folder}_${lastName(path)}`, path.replaceAll("/", "_")])
    if (free !== name && !scope.modules.has(free)) return free;
  return `other_${name}`;
}

function bringName(
  scope: ModuleScope,
  reports: Reports,
  from: ModuleNames,
  whole: Import,
  one: ImportName,
): ImportUse[] {
  const { text, span } = one.name;
  const use: ImportUse = {
    name: one.alias?.text ?? text,
    span: one.span,
    from: whole,
    entry: one,
    used: false,
  };
  const capital = /^[A-Z]/.test(text);
  const type = from.types.get(text);
  const made = from.constructors.get(text);
  if (one.constructors && type) {
    if (type.constructors.length === 0) {
      const fix = [{ span: one.span, text }];
      reports.add("LK2008", one.span, { name: text }, { hint: `write \`${text}\``, fix });
      use.used = true;
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
  const candidates = capital
    ? new Set([...from.types.keys(), ...(one.constructors ? [] : from.constructors.keys())])
    : new Set(from.values.keys());
  const near = similar(text, candidates);
  lose(scope, use.name, one.alias ? undefined : near);
  if (from.lost.has(text)) return [];
  const what = capital ? (one.constructors ? "type" : "type or constructor") : "value";
  const everywhere = builtinTypes.has(text) || builtinConstructors.has(text);
  const extras = everywhere
    ? {
        hint: `\`${text}\` is known in every module: leave it out`,
        fix: [withoutName(reports.source, whole, one, true)],
      }
    : (suggestion(near, span) ?? { hint: listed(what, candidates) });
  reports.add("LK2006", span, { module: from.path, what, name: text }, extras);
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
  if (!before) {
    space.add(name, symbol, use);
    return;
  }
  const sameList = before.use?.from === use.from;
  if (before.symbol === symbol && !sameList) {
    // That another import of the module brings it in again is told of that import.
    use.used = true;
    return;
  }
  // One message about it is enough: a record has a type and a constructor of its name.
  const reported = use.clashes;
  use.used = true;
  use.clashes = true;
  if (reported) return;
  const extras = clashExtras(before, use, { what, name, symbol }, reports);
  reports.add("LK2007", use.span, { what, name, other: otherOf(before, use) }, extras);
}

interface Before {
  readonly symbol: unknown;
  readonly use: ImportUse | undefined;
}

/** Where the other of two names that clash comes from, in words. */
function otherOf({ use }: Before, { from }: ImportUse): string {
  if (!use) return "declared in this module";
  return use.from === from ? "in this list" : `imported from \`${pathOf(use.from)}\``;
}

/** Where the other of two names that clash stands, and how to tell them apart. */
function clashExtras(
  before: Before,
  { from, entry }: ImportUse,
  { what, name, symbol }: { readonly what: string; readonly name: string; readonly symbol: unknown },
  { source }: Reports,
): Extras {
  const other = before.use?.entry;
  if (entry && other && before.symbol === symbol) {
    // Of `Coin` and `Coin(..)` the second brings in all that the first does.
    const spare = entry.constructors ? other : entry;
    const labels = [{ source, span: other.span, message: "here already" }];
    const hint = spare === entry ? "leave it out" : `leave \`${other.name.text}\` out`;
    return { labels, hint, fix: [withoutName(source, from, spare, true)] };
  }
  const declared = (before.symbol as { readonly place?: Place }).place;
  const labels = before.use
    ? [{ source, span: before.use.span, message: "imported here" }]
    : labelAt(declared, "declared here");
  if (what !== "value" || !entry) {
    const module = from.alias?.text ?? lastName(pathOf(from));
    if (entry?.constructors && name !== entry.name.text) {
      const hint = `import \`${entry.name.text}\` without \`(..)\`, and write \`${module}.${name}\` where it is used`;
      return { labels, hint };
    }
    return { labels, hint: `leave it out here, and write \`${module}.${name}\` where it is used` };
  }
  const free = `${lastName(pathOf(from))}_${entry.name.text}`;
  const text = `${entry.name.text} as ${free}`;
  return { labels, hint: `import it under another name: \`${text}\``, fix: [{ span: entry.span, text }] };
}

/** Warns about imports that nothing uses, except under a name that says so. */
export function warnUnusedImports(uses: readonly ImportUse[], scope: ModuleScope, reports: Reports): void {
  const usedModules = new Set(
    [...scope.modules.values()].filter(({ use }) => use.used).map(({ use }) => use.from),
  );
  for (const { used, name, span, from, entry } of uses) {
    if (used || name.startsWith("_")) continue;
    const fix = entry
      ? withoutName(reports.source, from, entry, usedModules.has(from))
      : withoutImport(reports.source, from);
    reports.add("LK2009", span, { name }, { hint: "leave it out", fix: [fix] });
  }
}
