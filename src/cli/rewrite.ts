import {
  accessSync,
  chmodSync,
  constants,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "./disk.js";
import { outside } from "./exit.js";

/**
 * Gives a file another text, as a whole: it is written beside its place and moved there by a rename. Links lead to the same
 * file as before, and its mode stays; a file that may not be written is left alone.
 * @param shown the file as the user named it
 */
export function rewriteFile(file: string, shown: string, text: string): void {
  let draft: string | undefined;
  try {
    const place = realpathSync(file);
    accessSync(place, constants.W_OK);
    const { mode } = statSync(place);
    draft = mkdtempSync(join(dirname(place), `.${basename(place)}.`));
    const made = join(draft, "new");
    writeFileSync(made, text);
    chmodSync(made, mode & 0o7777);
    renameSync(made, place);
  } catch (error) {
    throw outside(`\`${shown}\` cannot be written: ${reasonOf(error)}`);
  } finally {
    if (draft !== undefined) rmSync(draft, { recursive: true, force: true });
  }
}
