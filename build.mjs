/**
 * Bundles the command into `dist/`: `lk.js` is all of it in one file, `start.js` runs that file with V8's code cache,
 * `prepare.js` makes the start-up snapshot and the cache for the node at hand, `version` is what `lk --version` prints. `.lk` and `.py` files are bundled as text.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const out = join(root, "dist");

rmSync(out, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { lk: "src/start/bundle.ts", start: "src/start/start.ts", prepare: "src/start/prepare.ts" },
  outdir: out,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  charset: "utf8",
  legalComments: "linked",
  loader: { ".lk": "text", ".py": "text" },
  logLevel: "warning",
});
writeFileSync(
  join(out, "version"),
  `${JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version}\n`,
);
