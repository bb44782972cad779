import { libraryPython, namesIn } from "../../library/python.js";
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
  const code = [...constants, ...functions];
  // What types name may compare too: a field that is a Dict has keys in order.
  const ranked = used(file, [...code, ...typeSections(file, false)]).has("rank_of");
  const types = typeSections(file, ranked);
  const names = used(file, [...code, ...types]);
  const definitions = libraryPython.definitions.filter((definition) => names.has(definition.name));
  const isVariable = (text: string) => /^\w+ = TypeVar\(/.test(text);
  const own = [...file.typeVariables]
    .filter(([name]) => names.has(name))
    .map(([name, made]) => `${name} = ${made}`);
  const variables = [...new Set([...definitions.map((each) => each.text).filter(isVariable), ...own])];
  if (variables.length) names.add("TypeVar");
  const library = definitions
    .filter((each) => !isVariable(each.text))
    .map((each) => ({ lines: plain(each.text.split("\n")), frame: undefined }));
  const top = [...docstring(doc), "", "from __future__ import annotations", ...importLines(file, names)];
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

/** The names that some sections use, and those that what they use of the library uses. */
function used(file: PythonFile, sections: readonly Section[]): Set<string> {
  const text = sections.flatMap((section) => section.lines.map((line) => line.text)).join("\n");
  const names = new Set(namesIn(`${text}\n${file.kept.join("\n")}`));
  // A set is walked over what is added on the way too.
  for (const name of names) for (const each of libraryPython.get(name)?.uses ?? []) names.add(each);
  return names;
}

/** The data classes, in the order of the program; naming them brings in the types of their fields. */
function typeSections(file: PythonFile, ranked: boolean): Section[] {
  // A map is walked over what is added on the way too.
  for (const definition of file.types.values())
    for (const one of definition.constructors) for (const field of one.fields) annotation(file, field.type);
  return file
    .typesInOrder()
    .map((definition) => ({ lines: plain(typeLines(file, definition, ranked)), frame: undefined }));
}

function importLines(file: PythonFile, names: ReadonlySet<string>): string[] {
  const whole: string[] = [];
  const from = new Map<string, string[]>();
  for (const [name, module] of file.imports) {
    if (!names.has(name)) continue;
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
