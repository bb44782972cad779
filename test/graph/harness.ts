import { type Graph, lower } from "../../src/graph";
import { library } from "../../src/library";
import { type ModuleNames, resolveModule } from "../../src/names";
import { parse } from "../../src/syntax";
import { SourceText } from "../../src/text";
import { checkModule, Environment, type TypedProgram } from "../../src/types";

/** A checked program of some modules, given in the order of dependency; the last one is the main module. */
export function typed(modules: Readonly<Record<string, string>>): TypedProgram {
  const names = new Map<string, ModuleNames>();
  const environment = new Environment(undefined);
  const checked: TypedProgram["modules"][number][] = [];
  const add = (path: string, text: string, isLibrary: boolean) => {
    if (names.has(path)) return;
    const source = new SourceText(`${path}.lk`, text);
    const { module, diagnostics } = parse(source);
    for (const one of module.imports) {
      const name = one.path.map((part) => part.text).join("/");
      const found = library.get(name);
      if (found !== undefined) add(name, found, true);
    }
    const input = { path, library: isLibrary, source, module, lost: new Set<string>() };
    const resolved = resolveModule(input, (name) => names.get(name), new Map());
    const result = checkModule(resolved.module, environment);
    const all = [...diagnostics, ...resolved.diagnostics, ...result.diagnostics];
    const errors = all.filter((each) => each.severity === "error");
    if (errors.length > 0)
      throw new Error(errors.map((each) => `${path}: ${each.code} ${each.message}`).join("\n"));
    names.set(path, resolved.module.names);
    checked.push(result.typed);
  };
  for (const name of ["list", "string"]) add(name, library.get(name) ?? "", true);
  for (const [path, text] of Object.entries(modules)) add(path, text, false);
  return { modules: checked, main: Object.keys(modules).at(-1) ?? "main" };
}

/** The graph of a program that keeps the rules. */
export function graphOf(text: string): Graph {
  const { graph, diagnostics } = lower(typed({ main: text }));
  if (!graph) throw new Error(diagnostics.map((each) => `${each.code} ${each.message}`).join("\n"));
  return graph;
}

/** Codes and marked texts of what placement and lowering report: `LK5003 now()`. */
export function reported(modules: Readonly<Record<string, string>>): readonly string[] {
  return lower(typed(modules)).diagnostics.map(
    ({ code, source, span }) => `${code} ${source.text.slice(span.start, span.end)}`,
  );
}
