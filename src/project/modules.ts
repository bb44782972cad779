import { project as report } from "../diagnostics/catalogue/project.js";
import type { Diagnostic } from "../diagnostics/index.js";
import { SourceText } from "../text/index.js";
import type { FileSystem } from "./files.js";
import { basename, join } from "./paths.js";

/** A `.lk` file of a program. */
export interface ModuleFile {
  /** Path of the module: `shop/currency`. */
  readonly path: string;
  /** Relative to the project, with `/`: `src/shop/currency.lk`. */
  readonly file: string;
  /** Absolute. */
  readonly location: string;
}

/** All `.lk` files below a folder, sorted by path; hidden folders, `node_modules` and folders seen before (by a link) are passed over. */
export function findModules(files: FileSystem, folder: string, shown: string): ModuleFile[] {
  const found: ModuleFile[] = [];
  const seen = new Set<string>();
  const walk = (at: string, file: string, path: string): void => {
    const real = files.real(at);
    if (seen.has(real)) return;
    seen.add(real);
    for (const name of files.list(at)) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const inner = join(at, name);
      const kind = files.kind(inner);
      if (kind === "folder") walk(inner, join(file, name), `${path}${moduleName(name)}/`);
      else if (kind === "file" && name.endsWith(".lk")) {
        found.push({ path: path + moduleName(name.slice(0, -3)), file: join(file, name), location: inner });
      }
    }
  };
  walk(folder, shown, "");
  return found;
}

/** The module of a file of its own. */
export function singleModule(location: string): ModuleFile {
  const file = basename(location);
  return { path: moduleName(file.replace(/\.lk$/, "")), file, location };
}

/** A file's or folder's name as a part of a module's path: what a name cannot have becomes `_`. */
export function moduleName(name: string): string {
  if (/^[a-z_][A-Za-z0-9_]*$/.test(name)) return name;
  const parts = name.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  const bare = /[A-Za-z0-9]/.test(parts) ? parts.replace(/^_+|_+$/g, "") : "";
  if (bare === "") return "module";
  return /^[0-9]/.test(bare) ? `m_${bare}` : bare;
}

/** One diagnostic for each file that is a module which another file is already. */
export function sameModules(
  modules: readonly (ModuleFile & { readonly source: SourceText })[],
): Diagnostic[] {
  const first = new Map<string, ModuleFile>();
  const diagnostics: Diagnostic[] = [];
  for (const module of modules) {
    const other = first.get(module.path);
    if (!other) first.set(module.path, module);
    else {
      const names = { first: other.file, second: module.file, module: module.path };
      diagnostics.push(
        report("LK6103", module.source, { start: 0, end: 0 }, names, { hint: "rename one of them" }),
      );
    }
  }
  return diagnostics;
}

/** The text of a file, or what is wrong with its bytes. A byte order mark is left out. */
export function decode(
  bytes: Uint8Array,
  shown: string,
): { readonly source: SourceText; readonly diagnostic: Diagnostic | undefined } {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const source = new SourceText(shown, LOSSY.decode(bytes.subarray(mark)));
  const offset = mark + validLength(bytes.subarray(mark));
  if (offset === bytes.length) return { source, diagnostic: undefined };
  const start = LOSSY.decode(bytes.subarray(mark, offset)).length;
  const byte = bytes[offset]!.toString(16).toUpperCase().padStart(2, "0");
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const hint = `save the file as UTF-8${wide ? "; it seems to be UTF-16" : ""}`;
  return {
    source,
    diagnostic: report("LK6101", source, { start, end: start + 1 }, { offset, byte }, { hint }),
  };
}

const LOSSY = new TextDecoder("utf-8", { ignoreBOM: true });
const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** How many bytes from the start are UTF-8, whole characters only (Unicode, table 3-7). */
function validLength(bytes: Uint8Array): number {
  try {
    STRICT.decode(bytes);
    return bytes.length;
  } catch {
    let at = 0;
    for (let size = sequence(bytes, at); size > 0; size = sequence(bytes, at)) at += size;
    return at;
  }
}

/** Length of the well-formed sequence at a byte; 0 where there is none. */
function sequence(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  if (lead === undefined) return 0;
  if (lead < 0x80) return 1;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  for (let next = 1; next < size; next++) {
    const byte = bytes[at + next] ?? 0;
    if (byte < (next === 1 ? low : 0x80) || byte > (next === 1 ? high : 0xbf)) return 0;
  }
  return size;
}
