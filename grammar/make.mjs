/** Writes `railroad.html` from `lk.ebnf`: `node grammar/make.mjs`. */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const { outputFiles } = buildSync({
  entryPoints: [join(here, "railroad.ts")],
  bundle: true,
  format: "cjs",
  platform: "node",
  write: false,
});
const module = { exports: {} };
new Function("module", "exports", "require", outputFiles[0].text)(
  module,
  module.exports,
  createRequire(import.meta.url),
);
const page = module.exports.railroadPage(readFileSync(join(here, "lk.ebnf"), "utf8"));
writeFileSync(join(here, "railroad.html"), page);
