import { type Diagnostic, suggestion } from "../diagnostics/index.js";
import type { Import, Module } from "../syntax/ast.js";
import { nearPath, type SourceText } from "../text/index.js";
import { cycleText, shortestCycles } from "./cycles.js";
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
 * @param folder where the program's modules lie, as shown to people; left out where it is a single file
 */
export function orderModules<Parsed extends ParsedModule>(
  parsed: readonly Parsed[],
  library: ReadonlySet<string>,
  folder?: string,
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
        report(
          "LK2003",
          one.source,
          start,
          { module: one.path },
          { hint: "rename the file, or put it into a folder: only the whole path counts" },
        ),
      );
  }
  const modules = [...byPath.values()];
  const imported = new Set<string>();
  for (const one of modules) {
    for (const each of one.module.imports) {
      const path = pathOf(each);
      if (library.has(path)) imported.add(path);
      else if (!byPath.has(path) && !isCutShort(one.source, each))
        diagnostics.push(unknown(one, each, path, [...byPath.keys()], library, folder));
    }
  }
  const targets = (one: Parsed) =>
    one.module.imports.flatMap((each) => {
      const path = pathOf(each);
      return library.has(path) ? [] : (byPath.get(path) ?? []);
    });
  const groups = components(modules, targets);
  diagnostics.push(...shortestCycles(modules, targets).map(importCycle));
  const reachable = new Map([...library, ...byPath.keys()].map((path) => [lastName(path), path]));
  return { modules: groups.flat(), library: imported, reachable, diagnostics };
}

const start = { start: 0, end: 0 };

function spanOf(one: Import) {
  return { start: one.path[0]!.span.start, end: one.path.at(-1)!.span.end };
}

/** Whether a path goes on behind what the parser took of it, `tax-rates`, which it has told. */
function isCutShort({ text }: SourceText, one: Import): boolean {
  return !one.names && text[spanOf(one).end] === "-";
}

/** Says that an import names no module, and where its file was looked for. */
function unknown(
  { source, module: { imports } }: ParsedModule,
  one: Import,
  path: string,
  modules: readonly string[],
  library: ReadonlySet<string>,
  folder: string | undefined,
): Diagnostic {
  const span = spanOf(one);
  // What is imported already is not meant.
  const given = new Set(imports.map(pathOf));
  const candidates = [...modules, ...library].filter((candidate) => !given.has(candidate));
  const near = suggestion(nearPath(path, candidates), span);
  if (folder !== undefined) {
    const file = folder === "." ? `${path}.lk` : `${folder}/${path}.lk`;
    const looked = `: no file \`${file}\`, and no module of the standard library`;
    const hint =
      modules.length > 6
        ? undefined
        : `the project has ${modules.map((module) => `\`${module}\``).join(", ")}`;
    return report("LK2001", source, span, { module: path, looked }, near ?? { hint });
  }
  if (modules.length > 1) return report("LK2001", source, span, { module: path, looked: "" }, near);
  const looked = " in the standard library, and this program is a single file";
  const hint = "a program of several files is a project: `lk new NAME` makes one";
  return report("LK2001", source, span, { module: path, looked }, near ?? { hint });
}

/** Imports of a cycle that are shown. */
const maximumLabels = 8;

/** Says of modules that import each other by which imports they do. */
function importCycle(cycle: readonly ParsedModule[]): Diagnostic {
  const imports = cycle.map((one, at) => {
    const target = cycle[(at + 1) % cycle.length]!;
    return {
      from: one,
      target,
      span: spanOf(one.module.imports.find((each) => pathOf(each) === target.path)!),
    };
  });
  const [first, ...others] = imports;
  const names = cycleText([...cycle, cycle[0]!].map(({ path }) => path));
  const labels = others.slice(0, maximumLabels).map(({ from, target, span }) => ({
    source: from.source,
    span,
    message: `\`${from.path}\` imports \`${target.path}\` here`,
  }));
  const alone = cycle.length === 1;
  const what = alone ? "This module imports itself" : "These modules import each other";
  const hint = alone
    ? "leave the import out: what the module declares is in scope without its name"
    : "move what they need of each other into a module of its own";
  return report("LK2002", first!.from.source, first!.span, { what, cycle: names }, { labels, hint });
}
