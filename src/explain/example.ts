import { check } from "../compile.js";
import type { Diagnostic } from "../diagnostics/index.js";
import { checkExternals, type FileSystem, load, locate, memoryFiles } from "../project/index.js";

/**
 * What the compiler says about the example or the repair of an entry of the catalogue. The text is one program whose further modules follow lines
 * `// file: a/b.lk`, or a project whose files begin at lines `=== path`, where `\xE9` stands for that byte.
 */
export function checkExample(text: string): readonly Diagnostic[] {
  const { files, cwd, path } = filesOf(text);
  const place = locate(files, cwd, path);
  if (place.kind === "none") throw new Error(place.message);
  const { program: loaded, diagnostics } = load(files, cwd, place);
  if (!loaded) return diagnostics;
  const { program, diagnostics: found } = check(loaded);
  // As `lk check` does: externals are looked up where lk.yaml names their folder.
  const python = program && loaded.python.named ? checkExternals(files, loaded, program) : [];
  return [...diagnostics, ...found, ...python];
}

/** An example's files, the folder that their names are shown from, and the program to check. */
function filesOf(text: string): { readonly files: FileSystem; readonly cwd: string; readonly path: string } {
  const files: Record<string, Uint8Array> = {};
  if (text.startsWith("===")) {
    const parts = text.split(/^=== (.*)\n/m).slice(1);
    for (let at = 0; at < parts.length; at += 2) files[`/${parts[at]}`] = bytesOf(parts[at + 1]!);
    return { files: memoryFiles(files), cwd: "/", path: "/lk.yaml" in files ? "/" : "/main.lk" };
  }
  const [main, ...others] = text.split(/^\/\/ file: (.*)\n/m);
  if (others.length === 0)
    return { files: memoryFiles({ "/main.lk": ended(main!) }), cwd: "/", path: "/main.lk" };
  files["/example/lk.yaml"] = ended("name: example");
  files["/example/src/main.lk"] = ended(main!);
  for (let at = 0; at < others.length; at += 2) files[`/example/src/${others[at]}`] = ended(others[at + 1]!);
  return { files: memoryFiles(files), cwd: "/example/src", path: "/example" };
}

/** A file's text; the line break at its end is left out of examples. */
function ended(text: string): Uint8Array {
  return new TextEncoder().encode(text.endsWith("\n") ? text : `${text}\n`);
}

function bytesOf(text: string): Uint8Array {
  const parts = text.split(/(\\x[0-9A-F]{2})/).map((part) => {
    const byte = /^\\x([0-9A-F]{2})$/.exec(part);
    return byte ? Uint8Array.of(Number.parseInt(byte[1]!, 16)) : new TextEncoder().encode(part);
  });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
