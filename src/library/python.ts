import binary from "./python/binary.py";
import dictionary from "./python/dictionary.py";
import failures from "./python/failures.py";
import floats from "./python/floats.py";
import ints from "./python/ints.py";
import jsons from "./python/jsons.py";
import lists from "./python/lists.py";
import logs from "./python/logs.py";
import order from "./python/order.py";
import sequences from "./python/sequences.py";
import strings from "./python/strings.py";
import texts from "./python/texts.py";
import times from "./python/times.py";
import values from "./python/values.py";

/** A class, function or constant at the top of a file of the library. */
export interface Definition {
  readonly name: string;
  readonly text: string;
  /** Definitions and imports that it names. */
  readonly uses: readonly string[];
}

export interface Import {
  /** `collections.abc`; undefined for `import re`. */
  readonly from: string | undefined;
  readonly name: string;
}

export interface LibraryPython {
  /** In the order in which a file has them: what is needed while a file loads comes first. */
  readonly definitions: readonly Definition[];
  readonly names: ReadonlySet<string>;
  readonly imports: ReadonlyMap<string, Import>;
  get(name: string): Definition | undefined;
}

/** Names, but for those of attributes. */
const identifier = /(?<![.\w])[A-Za-z_]\w*/g;

const literals =
  /(\bf"(?:[^"\\\n]|\\.)*"|\bf'(?:[^'\\\n]|\\.)*')|"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*/g;

/** Code without docstrings, comments and the texts that hold no code, for finding the names that it uses. */
function bare(text: string): string {
  return text.replace(literals, (_, formatted: string | undefined) => formatted ?? "");
}

/** The names that a piece of Python uses. */
export function namesIn(text: string): ReadonlySet<string> {
  return new Set(bare(text).match(identifier) ?? []);
}

function readImport(line: string, imports: Map<string, Import>): void {
  const from = /^from (\S+) import (.*)$/.exec(line);
  if (!from) {
    const name = line.slice("import ".length).trim();
    imports.set(name, { from: undefined, name });
    return;
  }
  const [, module, list] = from as unknown as [string, string, string];
  if (module.startsWith(".") || module === "__future__") return;
  for (const name of list.split(",")) imports.set(name.trim(), { from: module, name: name.trim() });
}

/** Cuts a file into what stands at its top; a decorator belongs to what follows it. */
function readFile(text: string, definitions: Map<string, string>, imports: Map<string, Import>): void {
  const body = text.replace(/^"""[\s\S]*?"""\n/, "");
  let decorators = "";
  for (const piece of body.split(/\n(?=[A-Za-z@])/)) {
    const source = piece.trim();
    if (/^(import|from) /.test(source)) readImport(source, imports);
    else if (source.startsWith("@")) decorators += `${source}\n`;
    else {
      const name = /^(?:class |def )?([A-Za-z_][A-Za-z0-9_]*)/.exec(source)?.[1];
      if (name) definitions.set(name, decorators + source);
      decorators = "";
    }
  }
}

function read(files: readonly string[]): LibraryPython {
  const sources = new Map<string, string>();
  const imports = new Map<string, Import>();
  for (const file of files) readFile(file, sources, imports);
  const definitions = [...sources].map(([name, text]): Definition => {
    const found = namesIn(text);
    return {
      name,
      text,
      uses: [...found].filter((use) => use !== name && (sources.has(use) || imports.has(use))),
    };
  });
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  return { definitions, names: new Set(sources.keys()), imports, get: (name) => byName.get(name) };
}

/** The Python of the library, read once. */
export const libraryPython: LibraryPython = read([
  values,
  failures,
  sequences,
  order,
  dictionary,
  times,
  texts,
  ints,
  floats,
  strings,
  lists,
  jsons,
  binary,
  logs,
]);
