import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const lk = join(root, "bin/lk");
/** What `setup.mjs` fetches. */
export const cache = join(root, "bench/.cache");
export const elm = join(cache, "node_modules/.bin/elm");
export const elmEnvironment = { ...process.env, ELM_HOME: join(cache, "elm") };

/** Says what is missing, and ends. */
export function needs(path, what) {
  if (existsSync(path)) return;
  process.stderr.write(`${what} is missing: run node bench/setup.mjs\n`);
  process.exit(1);
}

const folders = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, gone when the process ends; `LK_STATE_DIR` stands in it too. */
export function scratch(files) {
  const folder = mkdtempSync(join(tmpdir(), "lk-bench-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function environment(folder) {
  return { ...process.env, LK_STATE_DIR: join(folder, ".state") };
}
