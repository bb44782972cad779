import { check, emit, type SourceProgram } from "../../src/compile";
import { renderJson, renderText } from "../../src/diagnostics";
import { ModuleMemory } from "../../src/incremental";
import { SourceText } from "../../src/text";
import { draws, edited, type Project, sound } from "./projects";

const runs = Number(process.env.LK_RUNS ?? 25);
const first = Number(process.env.LK_SEED ?? 1);
const edits = 20;

function programOf(project: Project): SourceProgram {
  const modules = [...project].map(([path, text]) => ({
    path,
    source: new SourceText(`src/${path}.lk`, text),
  }));
  return { name: "edited", version: "0.0.0", main: "m0", modules };
}

/** All that anybody sees of a check: its messages, and the files of the build where there is one. */
function seen(program: SourceProgram, memory?: ModuleMemory): readonly string[] {
  const { program: typed, diagnostics } = check(program, memory);
  const texts = [renderText(diagnostics, { colour: false }), renderJson(diagnostics)];
  if (!typed) return texts;
  const { build } = emit(program, typed, { tests: true, python: new Map(), requirements: [] });
  return [...texts, ...[...(build ?? [])].map(([path, content]) => `${path}\n${content}`)];
}

test(`after each of ${edits} edits, ${runs} projects are checked as if for the first time (LK_SEED=${first})`, () => {
  let built = 0;
  for (let seed = first; seed < first + runs; seed++) {
    const draw = draws(seed);
    let project: Project = new Map(Array.from({ length: 6 }, (_, at) => [`m${at}`, sound(at, draw)]));
    const memory = new ModuleMemory();
    for (let edit = 0; edit < edits; edit++) {
      const warm = seen(programOf(project), memory);
      expect({ seed, edit, seen: warm }).toEqual({ seed, edit, seen: seen(programOf(project)) });
      if (warm.length > 2) built++;
      project = edited(project, draw);
    }
  }
  // Both kinds of programs come up.
  expect(built).toBeGreaterThan(runs);
  expect(built).toBeLessThan((runs * edits) / 2);
});
