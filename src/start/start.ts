import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { tune } from "./tune.js";

/** Runs `lk.js` beside this file with V8's code cache; a cache that this node refuses is made anew, where the folder can be written. */
function start(): void {
  tune();
  const bundle = join(__dirname, "lk.js");
  const cache = join(__dirname, "local", "lk.cache");
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${readFileSync(bundle, "utf8")}\n})`,
    {
      filename: bundle,
      cachedData: read(cache),
    } as ConstructorParameters<typeof Script>[1],
  );
  if (script.cachedDataRejected !== false) process.once("exit", () => keep(cache, script.createCachedData()));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, bundle, __dirname);
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function keep(path: string, data: Buffer): void {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, data);
    renameSync(draft, path);
  } catch {
    // Installed by another user: it only starts a little slower.
  }
}

start();
