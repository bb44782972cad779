/**
 * Bundles the command into `dist/`: `lk.js` is all of it in one file but `client.js`, which speaks with NATS and Redis, and `telemetry.js`, which sends the command's own spans, `start.js` runs that file with V8's code cache, `prepare.js` makes the
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

const BUFFER = `var Buffer = ((real) => {
  const Buffer = (value, ...more) => (typeof value === "number" ? real.alloc(value) : real.from(value, ...more));
  return Object.setPrototypeOf(Object.assign(function (...all) { return Buffer(...all); }, { prototype: real.prototype }), real);
})(require("node:buffer").Buffer);`;

/** What jaeger-client reads from a file beside itself. */
const jaegerIdl = {
  name: "jaeger idl",
  setup(build) {
    build.onLoad({ filter: /jaeger-client\/dist\/src\/thrift\.js$/ }, ({ path }) => {
      const idl = readFileSync(join(dirname(path), "jaeger-idl/thrift/jaeger.thrift"), "utf8");
      const read = /_fs2\.default\.readFileSync\([^)]*\), 'ascii'\)/;
      const text = readFileSync(path, "utf8");
      if (!read.test(text)) throw new Error(`${path} reads no file any more`);
      return { contents: text.replace(read, () => JSON.stringify(idl)) };
    });
  },
};

/** What the command says of itself never keeps it alive: connections of OpenTelemetry's exporters do not count. */
const loose = {
  name: "loose connections",
  setup(build) {
    build.onResolve({ filter: /^(node:)?https?$/ }, ({ path, importer }) =>
      /node_modules\/(@opentelemetry|jaeger-client)\//.test(importer)
        ? { path: path.replace("node:", ""), namespace: "loose" }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "loose" }, ({ path }) => ({
      contents: `const real = require("node:${path}");
const loosely = (sent) => sent.on("socket", (socket) => socket.unref());
module.exports = { ...real, request: (...all) => loosely(real.request(...all)) };`,
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
  const common = {
    absWorkingDir: root,
    outdir: out,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    charset: "ascii",
    legalComments: "none",
    loader: { ".lk": "text", ".lua": "text", ".py": "text" },
    logLevel: "warning",
    metafile: true,
  };
  const made = await Promise.all([
    build({
      ...common,
      entryPoints: {
        lk: "src/start/bundle.ts",
        client: "src/client/index.ts",
        start: "src/start/start.ts",
        prepare: "src/start/prepare.ts",
      },
      plugins: [lazyChildProcess],
    }),
    build({
      ...common,
      entryPoints: { telemetry: "src/telemetry/index.ts" },
      // What jaeger-client stands on was written before strict mode, and makes buffers in a way that Node warns of.
      tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
      banner: { js: BUFFER },
      plugins: [jaegerIdl, loose],
    }),
  ]);
  const inputs = made.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeFileSync(join(out, "LICENSES.txt"), licences(inputs));
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
