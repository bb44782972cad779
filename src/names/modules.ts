import { type Diagnostic, suggestion } from "../diagnostics/index.js";
import type { Import, Module } from "../syntax/ast.js";
import { type SourceText, similar } from "../text/index.js";
import { components } from "./groups.js";
import { pathOf } from "./imports.js";
import { report } from "./report.js";
import { lastName } from "./symbols.js";

/** A module of the program, read. */
export interface ParsedModule {
  readonly path: string;
  readonly source: SourceText;
  readonly module: Module;
}

export interface ModuleOrder<Parsed extends ParsedModule> {
  /** The program's modules, each after those that it imports. */
  readonly modules: readonly Parsed[];
  /** Modules of the library that the program imports itself. */
  readonly library: ReadonlySet<string>;
  /** What `import` can name: last names and the paths behind them, for hints. */
  readonly reachable: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Orders modules by their imports. Reports unknown modules, cycles, modules called like those of the library, and two files of one
 * module. An import on a cycle is still followed as far as the order allows.
 */
export function orderModules<Parsed extends ParsedModule>(
  parsed: readonly Parsed[],
  library: ReadonlySet<string>,
): ModuleOrder<Parsed> {
  const diagnostics: Diagnostic[] = [];
  const byPath = new Map<string, Parsed>();
  for (const one of parsed) {
    const other = byPath.get(one.path);
    if (other) {
      diagnostics.push(
        report(
          "LK2011",
          one.source,
          start,
          { module: one.path, other: other.source.path },
          { hint: "rename one of the files" },
        ),
      );
    } else byPath.set(one.path, one);
    if (library.has(one.path))
      diagnostics.push(
        report("LK2003", one.source, start, { module: one.path }, { hint: "rename the file" }),
      );
  }
  const modules = [...byPath.values()];
  const imported = new Set<string>();
  for (const one of modules) {
    for (const each of one.module.imports) {
      const path = pathOf(each);
      if (library.has(path)) imported.add(path);
      else if (!byPath.has(path)) diagnostics.push(unknown(one, each, path, [...byPath.keys(), ...library]));
    }
  }
  const groups = components(modules, (one) =>
    one.module.imports.flatMap((each) => {
      const path = pathOf(each);
      return library.has(path) ? [] : (byPath.get(path) ?? []);
    }),
  );
  for (const group of groups) {
    const cycle = cycleOf(group, byPath);
    if (cycle) diagnostics.push(cycle);
  }
  const reachable = new Map([...library, ...byPath.keys()].map((path) => [lastName(path), path]));
  return { modules: groups.flat(), library: imported, reachable, diagnostics };
}

const start = { start: 0, end: 0 };

function spanOf(one: Import) {
  return { start: one.path[0]!.span.start, end: one.path.at(-1)!.span.end };
}

function unknown(from: ParsedModule, one: Import, path: string, candidates: readonly string[]): Diagnostic {
  const named = candidates.find((candidate) => candidate !== path && lastName(candidate) === lastName(path));
  const near = suggestion(named ?? similar(path, candidates), spanOf(one));
  return report("LK2001", from.source, spanOf(one), { module: path }, near);
}

/** The shortest cycle through the first module of a group, named from import to import. */
function cycleOf(
  group: readonly ParsedModule[],
  byPath: ReadonlyMap<string, ParsedModule>,
): Diagnostic | undefined {
  const members = new Set(group);
  const first = group[0]!;
  const before = new Map<ParsedModule, ParsedModule>();
  const queue = [first];
  for (const one of queue) {
    for (const each of one.module.imports) {
      const target = byPath.get(pathOf(each));
      if (!target || !members.has(target)) continue;
      if (target === first) {
        const names = [first.path];
        for (let at: ParsedModule | undefined = one; at; at = before.get(at)) names.unshift(at.path);
        const entry = first.module.imports.find((other) => pathOf(other) === names[1])!;
        const cycle = names.map((name) => `\`${name}\``).join(" → ");
        const hint = "move what both need into a module of its own";
        return report("LK2002", first.source, spanOf(entry), { cycle }, { hint });
      }
      if (before.has(target)) continue;
      before.set(target, one);
      queue.push(target);
    }
  }
  return undefined;
}
