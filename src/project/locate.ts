import { similar } from "../text/index.js";
import type { FileSystem } from "./files.js";
import { absolute, basename, dirname, join, relative, within } from "./paths.js";

/** Where a program is. */
export type Place =
  /** A project; `main` is the location of the file that is to be its main module, where one was named. */
  | { readonly kind: "project"; readonly root: string; readonly main: string | undefined }
  /** A program of one file. */
  | { readonly kind: "file"; readonly location: string };

/** Why a PATH is no program: one sentence, and what to do. */
export interface NoPlace {
  readonly kind: "none";
  readonly message: string;
  readonly hint: string | undefined;
}

export const CONFIG = "lk.yaml";

/**
 * Finds the program that a PATH means: a project's folder (or one within it), a file of a project, or a file of its own. Without a PATH it
 * is the project around the current folder.
 */
export function locate(files: FileSystem, cwd: string, path: string | undefined): Place | NoPlace {
  const at = absolute(cwd, path ?? ".");
  switch (files.kind(at)) {
    case "file":
      return file(files, at, path ?? at);
    case "folder":
      return folder(files, at, path);
    case "missing":
      if (path === undefined) return none("the current folder is gone", "change to one that exists");
      return none(`there is no file or folder \`${path}\``, nearby(files, at, path));
    case "other":
      return none(`\`${path}\` is neither a file nor a folder`, undefined);
  }
}

function file(files: FileSystem, at: string, shown: string): Place | NoPlace {
  if (basename(at) === CONFIG) return { kind: "project", root: dirname(at), main: undefined };
  if (!at.endsWith(".lk"))
    return none(`\`${shown}\` is no .lk file`, "name a .lk file, or the folder of a project");
  const root = projectAround(files, dirname(at));
  return root === undefined ? { kind: "file", location: at } : { kind: "project", root, main: at };
}

function folder(files: FileSystem, at: string, shown: string | undefined): Place | NoPlace {
  const root = projectAround(files, at);
  if (root !== undefined) return { kind: "project", root, main: undefined };
  const where = shown === undefined ? "the current folder" : `\`${shown}\``;
  const message = `there is no program in ${where}: no ${CONFIG} there or above`;
  const names = files.list(at);
  const near = names.find((name) => /^lk\.ya?ml$/i.test(name) || name === "lk.yml");
  if (near) return none(message, `rename \`${near}\` to \`${CONFIG}\``);
  const program = names.find((name) => name.endsWith(".lk") && !isHidden(name));
  if (program)
    return none(message, `name a file, such as \`${shown === undefined ? program : join(shown, program)}\``);
  return none(message, "`lk new NAME` makes a project");
}

/** The nearest folder with an lk.yaml, from a folder upwards. */
export function projectAround(files: FileSystem, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (files.kind(join(at, CONFIG)) === "file") return at;
    if (at === "/") return undefined;
  }
}

/** `did you mean` among those neighbours of a path that does not exist which can be a PATH. */
function nearby(files: FileSystem, at: string, shown: string): string | undefined {
  const parent = dirname(at);
  if (files.kind(parent) !== "folder") return undefined;
  const candidates = files
    .list(parent)
    .filter(
      (name) =>
        !isHidden(name) &&
        (name === CONFIG || name.endsWith(".lk") || files.kind(join(parent, name)) === "folder"),
    );
  const near = similar(basename(at), candidates);
  if (near === undefined) return undefined;
  const slash = shown.replace(/\/+$/, "").lastIndexOf("/");
  return `did you mean \`${shown.slice(0, slash + 1)}${near}\`?`;
}

function isHidden(name: string): boolean {
  return name.startsWith(".");
}

function none(message: string, hint: string | undefined): NoPlace {
  return { kind: "none", message, hint };
}

/** A location as a person in `cwd` writes it. */
export function shownFrom(cwd: string, location: string): string {
  const path = relative(cwd, location);
  return within(cwd, location) || path.length < location.length ? path : location;
}
