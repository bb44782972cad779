import { check, type SourceProgram } from "../../src/compile";
import { type Graph, lower } from "../../src/graph";
import { SourceText } from "../../src/text";
import type { TypedProgram } from "../../src/types";

/** A program of some modules; `main` is the one that a run starts in. */
export function program(modules: Readonly<Record<string, string>>): SourceProgram {
  const list = Object.entries(modules).map(([path, text]) => ({
    path,
    source: new SourceText(`${path}.lk`, text),
  }));
  return { name: "test", version: "0.1.0", main: "main", modules: list };
}

/** A program that is right, after checking. */
export function typed(modules: Readonly<Record<string, string>>): TypedProgram {
  const { program: checked, diagnostics } = check(program(modules));
  if (!checked) throw new Error(diagnostics.map((each) => `${each.code} ${each.message}`).join("\n"));
  return checked;
}

/** The graph of a program of one module. */
export function graphOf(text: string): Graph {
  const { graph } = lower(typed({ main: text }));
  if (!graph) throw new Error("a checked program that is not lowered");
  return graph;
}
