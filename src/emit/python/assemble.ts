import { libraryPython } from "../../library/python.js";
import { annotation } from "./annotations.js";
import { typeLines } from "./datatypes.js";
import type { PythonFile } from "./file.js";
import type { Line } from "./layout.js";
import { docstring } from "./literals.js";

/** A part of a file with blank lines around it. */
export interface Section {
  readonly lines: readonly Line[];
  /** Frame of its lines; undefined for what makes none. */
  readonly frame: number | undefined;
}

export interface AssembledFile {
  readonly text: string;
  readonly lines: readonly (readonly [python: number, frame: number, line: number])[];
}

const plain = (texts: readonly string[]): Line[] => texts.map((text) => ({ text, line: undefined }));

/** Puts a file together: its doc, imports, what it uses of the library, its types, then the sections. */
export function assemble(
  file: PythonFile,
  doc: string,
  constants: readonly Section[],
  functions: readonly Section[],
): AssembledFile {
  const types = typeSections(file);
  const used = libraryPython.definitions.filter((definition) => file.uses.has(definition.name));
  const isVariable = (text: string) => /^\w+ = TypeVar\(/.test(text);
  const own = [...file.typeVariables].map(([name, made]) => `${name} = ${made}`);
  const variables = [...new Set([...used.map((each) => each.text).filter(isVariable), ...own])];
  const library = used
    .filter((each) => !isVariable(each.text))
    .map((each) => ({ lines: plain(each.text.split("\n")), frame: undefined }));
  const top = [...docstring(doc), "", "from __future__ import annotations", ...importLines(file)];
  if (variables.length) top.push("", ...variables);
  const out: string[] = [...top];
  const lines: [number, number, number][] = [];
  const add = (section: Section, blanks: number) => {
    for (let blank = 0; blank < blanks; blank++) out.push("");
    for (const { text, line } of section.lines) {
      out.push(text);
      if (line !== undefined && section.frame !== undefined) lines.push([out.length, section.frame, line]);
    }
  };
  for (const section of [...library, ...types]) add(section, 2);
  const spaced = library.length + types.length > 0;
  for (const [index, section] of constants.entries()) add(section, index === 0 ? (spaced ? 2 : 1) : 0);
  for (const section of functions) add(section, 2);
  return { text: `${out.join("\n")}\n`, lines };
}

/** The data classes, in the order of the program; naming them brings in the types of their fields. */
function typeSections(file: PythonFile): Section[] {
  const seen = new Set<string>();
  for (let before = -1; before < seen.size; ) {
    before = seen.size;
    for (const [key, definition] of [...file.types]) {
      if (seen.has(key)) continue;
      seen.add(key);
      for (const one of definition.constructors) for (const field of one.fields) annotation(file, field.type);
    }
  }
  const ranked = file.uses.has("rank_of");
  return file
    .typesInOrder()
    .map((definition) => ({ lines: plain(typeLines(file, definition, ranked)), frame: undefined }));
}

function importLines(file: PythonFile): string[] {
  const whole: string[] = [];
  const from = new Map<string, string[]>();
  for (const [name, module] of file.imports) {
    if (module === "") whole.push(`import ${name}`);
    else from.set(module, [...(from.get(module) ?? []), name]);
  }
  // As isort has it: constants, classes, then functions.
  const group = (name: string) => (/^[A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
  const order = (left: string, right: string) => group(left) - group(right) || (left < right ? -1 : 1);
  const lines = [...from]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([module, names]) => `from ${module} import ${names.sort(order).join(", ")}`);
  const all = [...whole.sort(), ...lines];
  return all.length ? ["", ...all] : [];
}
