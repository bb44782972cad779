/**
 * Bundles the command into `dist/`: `lk.js` is all of it in one file but `client.js`, which speaks with NATS and Redis, `start.js` runs that file with V8's code cache, `prepare.js` makes the
 * start-up snapshot and the cache for the node at hand, `version` is what `lk --version` prints, `LICENSES.txt` has the licences of what is
 * bundled. `.lk`, `.lua` and `.py` files are bundled as text.
 */
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Commander loads `node:child_process`, which takes 8 ms, for subcommands that are programs of their own; here is none. */
const lazyChildProcess = {
  name: "lazy child_process",
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes("commander") ? { path: "child_process", namespace: "lazy" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "lazy" }, () => ({
      contents: 'module.exports = { get spawn() { return require("node:child_process").spawn; } };',
    }));
  },
};

/** The licences of the packages that are bundled, as they ask for. */
function licences(inputs) {
  const packages = new Set(
    inputs.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean),
  );
  return [...packages]
    .sort()
    .map((name) => {
      const folder = join(root, "node_modules", name);
      const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8") : ""}`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");
// Whoever runs the command meanwhile finds the bundle before or the one after.
const draft = mkdtempSync(join(root, ".dist-"));
const out = join(draft, "new");

try {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      lk: "src/start/bundle.ts",
      client: "src/client/index.ts",
      start: "src/start/start.ts",
      prepare: "src/start/prepare.ts",
    },
    outdir: out,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    charset: "ascii",
    legalComments: "none",
    plugins: [lazyChildProcess],
    loader: { ".lk": "text", ".lua": "text", ".py": "text" },
    logLevel: "warning",
    metafile: true,
  });
  writeFileSync(join(out, "LICENSES.txt"), licences(Object.keys(metafile.inputs)));
  writeFileSync(
    join(out, "version"),
    `${JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version}\n`,
  );
  try {
    renameSync(dist, join(draft, "old"));
  } catch {
    // The first build.
  }
  renameSync(out, dist);
} finally {
  rmSync(draft, { recursive: true, force: true });
}
