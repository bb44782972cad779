import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "../state/index.js";
import { reasonOf } from "./disk.js";
import { CommandError, outside, usage } from "./exit.js";

/** Files of a folder: path below it → content. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** Writes files below a folder; folders are made as needed. */
export function writeFiles(folder: string, files: Files, mode = 0o666): void {
  for (const [path, content] of files) {
    const target = join(folder, path);
    makeFolder(dirname(target));
    writeFileSync(target, content, { mode });
  }
}

/**
 * Writes a text to a file, as a whole: it is written beside its place and moved there by a rename.
 * @param shown the file as the user named it
 */
export function writeTextFile(file: string, shown: string, text: string): void {
  if (existsSync(file) && statSync(file).isDirectory())
    throw usage(`\`${shown}\` is a folder`, "name a file in it");
  let draft: string | undefined;
  try {
    const place = existsSync(file) ? realpathSync(file) : file;
    makeFolder(dirname(place));
    // What is no plain file, such as /dev/stdout, is written to and not replaced.
    if (existsSync(place) && !lstatSync(place).isFile()) {
      writeFileSync(place, text);
      return;
    }
    draft = mkdtempSync(join(dirname(place), `.${basename(place)}.`));
    writeFileSync(join(draft, "new"), text);
    renameSync(join(draft, "new"), place);
  } catch (error) {
    throw outside(`\`${shown}\` cannot be written: ${reasonOf(error)}`);
  } finally {
    if (draft !== undefined) rmSync(draft, { recursive: true, force: true });
  }
}

/** Runs something over a build in a temporary folder that is its owner's only, and removes it. */
export async function withBuild<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  try {
    try {
      folder = mkdtempSync(join(tmpdir(), "lk-"));
      writeFiles(folder, files, 0o600);
    } catch (error) {
      throw outside(
        `the folder for temporary files \`${tmpdir()}\` cannot be written: ${reasonOf(error)}`,
        "name another one by TMPDIR",
      );
    }
    return await work(folder);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Makes a folder of these files, or replaces one that lk made, as a whole: it is written beside its place and moved there by a rename, so nothing half written is
 * ever seen.
 * @param shown the folder as the user named it
 */
export function replaceFolder(folder: string, shown: string, files: Files): void {
  let draft: string | undefined;
  try {
    const place = existsSync(folder) ? realpathSync(folder) : folder;
    refuseForeign(place, shown);
    makeFolder(dirname(place));
    // Beside its place, since a rename does not leave a file system.
    draft = mkdtempSync(join(dirname(place), `.${basename(place)}.`));
    const [made, old] = [join(draft, "new"), join(draft, "old")];
    mkdirSync(made);
    writeFiles(made, files);
    if (existsSync(place)) renameSync(place, old);
    try {
      renameSync(made, place);
    } catch (error) {
      if (existsSync(old)) renameSync(old, place);
      throw error;
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw outside(`\`${shown}\` cannot be written: ${reasonOf(error)}`);
  } finally {
    if (draft !== undefined) rmSync(draft, { recursive: true, force: true });
  }
}

/** A folder may be replaced if it is empty or has a descriptor of lk. */
function refuseForeign(folder: string, shown: string): void {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) throw usage(`\`${shown}\` is no folder`, "name another one by -o");
  if (readdirSync(folder).length === 0) {
    rmdirSync(folder);
    return;
  }
  if (!madeByLk(folder))
    throw usage(
      `the folder \`${shown}\` is not empty, and lk did not make it`,
      "name another one by -o, or empty it",
    );
}

function madeByLk(folder: string): boolean {
  try {
    return typeof JSON.parse(readFileSync(join(folder, "descriptor.yaml"), "utf8")).descriptor === "number";
  } catch {
    return false;
  }
}
