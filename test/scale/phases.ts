import { check, compile, type SourceProgram } from "../../src/compile.js";
import { type Diagnostic, renderText } from "../../src/diagnostics/index.js";
import { dot, draw, mermaid, text } from "../../src/drawing/index.js";
import { formatModule } from "../../src/format/index.js";
import { lower } from "../../src/graph/index.js";
import { SourceText } from "../../src/text/index.js";
import type { Shape } from "./shape.js";

/** A shape at a size. */
export function programOf(shape: Shape, size: number): SourceProgram {
  const made = shape.make(size);
  const texts = typeof made === "string" ? { main: made } : made;
  const modules = Object.entries(texts).map(([path, module]) => ({
    path,
    source: new SourceText(`${path}.lk`, module),
  }));
  return { name: "scale", version: "0.0.0", main: "main", modules };
}

/** Errors of a program, with all that is told of it laid out as for a terminal. */
export function errorsOf(program: SourceProgram): readonly Diagnostic[] {
  const { diagnostics } = check(program);
  renderText(diagnostics, { colour: false, width: 100 });
  return diagnostics.filter((one) => one.severity === "error");
}

/** What is done with a program; `graph` and `build` take one without errors. */
export const phases = {
  check: errorsOf,
  fmt: ({ modules }: SourceProgram) => modules.map(({ source }) => formatModule(source)),
  graph: (program: SourceProgram) => {
    const { program: typed } = check(program);
    const drawn = draw("scale", typed!, lower(typed!, { tests: false }).graph!, undefined);
    return [text(drawn), mermaid(drawn), dot(drawn)];
  },
  build: (program: SourceProgram) => compile(program).build!,
};
