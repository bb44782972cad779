import { readdirSync } from "node:fs";
import { join } from "node:path";
import { disk } from "../../src/cli/disk";
import { check, emit, type SourceProgram } from "../../src/compile";
import { type Drawing, draw } from "../../src/drawing";
import { lower } from "../../src/graph";
import { load, locate } from "../../src/project";
import { SourceText } from "../../src/text";
import { findCases } from "../harness/cases";
import { Choices } from "../kit/choices";
import { generateProgram } from "../kit/generate/program";
import type { Descriptor } from "./descriptor";

const ROOT = join(__dirname, "../..");

/** A program, drawn, and what its descriptor says. */
export interface Drawn {
  readonly drawing: Drawing;
  readonly descriptor: Descriptor;
}

/** Draws a program; undefined where it has errors. */
export function drawn(program: SourceProgram, start?: string): Drawn | undefined {
  const { program: typed } = check(program);
  const { graph } = typed ? lower(typed, { tests: false }) : {};
  if (!typed || !graph) return undefined;
  const { build } = emit(program, typed, { tests: false, python: new Map(), requirements: [] });
  const descriptor = JSON.parse(build!.get("descriptor.yaml")!) as Descriptor;
  return { drawing: draw(program.name, typed, graph, start), descriptor };
}

/** A program of one module. */
export function oneModule(text: string): SourceProgram {
  const modules = [{ path: "main", source: new SourceText("main.lk", text) }];
  return { name: "test", version: "0.1.0", main: "main", modules };
}

/** A program of the project's examples. */
export function example(name: string): SourceProgram {
  const place = locate(disk, ROOT, join("examples", name));
  if (place.kind === "none") throw new Error(place.message);
  return load(disk, ROOT, place).program!;
}

export const examples = readdirSync(join(ROOT, "examples"), { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map((each) => each.name);

/** The programs of the cases that are right, by their page. */
export function casePrograms(): readonly (readonly [string, Drawn])[] {
  return findCases(join(ROOT, "test/cases")).flatMap(({ path, program }) => {
    const made = drawn(program);
    return made ? [[path, made] as const] : [];
  });
}

/** A program of the test kit. */
export function generated(seed: number): Drawn {
  const { modules } = generateProgram(Choices.fromSeed(seed));
  const made = drawn({
    name: "generated",
    version: "0.1.0",
    main: "main",
    modules: modules.map(({ path, text }) => ({ path, source: new SourceText(`${path}.lk`, text) })),
  });
  if (!made) throw new Error(`the generated program ${seed} has errors`);
  return made;
}
