import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check, type SourceProgram } from "../../src/compile.js";
import type { Diagnostic } from "../../src/diagnostics/index.js";
import { formatModule } from "../../src/format/index.js";
import { SourceText } from "../../src/text/index.js";
import { Choices } from "../kit/choices.js";
import { generateProgram } from "../kit/generate/program.js";

interface Module {
  readonly path: string;
  readonly text: string;
}

/** A program that is right, in which a mistake is planted into one module. */
export interface Program {
  readonly name: string;
  readonly modules: readonly Module[];
  /** The module that is changed. */
  readonly module: string;
}

/** What is found in a program with a module's text changed. */
export function found(program: Program, text?: string): readonly Diagnostic[] {
  const modules = program.modules.map((one) => ({
    path: one.path,
    source: new SourceText(
      `${one.path}.lk`,
      one.path === program.module && text !== undefined ? text : one.text,
    ),
  }));
  const source: SourceProgram = { name: "planted", version: "0.1.0", main: "main", modules };
  return check(source).diagnostics;
}

function laidOut({ path, text }: Module): Module {
  const formatted = formatModule(new SourceText(path, text));
  if (!("text" in formatted)) throw new Error(`${path} does not parse:\n${text}`);
  return { path, text: formatted.text };
}

/** Programs of the project that are one file and get along without externals, and generated ones. */
export function programs(seed: number, generated: number): readonly Program[] {
  const root = join(__dirname, "../..");
  const files = ["test/programs", "test/conformance/src", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".lk") && !file.includes("broken"))
      .sort()
      .map((file): Program => {
        const text = readFileSync(join(root, folder, file), "utf8");
        return { name: join(folder, file), modules: [{ path: "main", text }], module: "main" };
      }),
  );
  const made = Array.from({ length: generated }, (_, at): Program => {
    const { modules } = generateProgram(Choices.fromSeed(seed * 1000 + at));
    return { name: `generated ${seed * 1000 + at}`, modules: modules.map(laidOut), module: "main" };
  });
  return [...files.filter((one) => found(one).length === 0), ...made];
}
