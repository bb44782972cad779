/**
 * Writes the generated parts of the documentation, `npm run docs`: each is a folder of pages, that a function of the
 * sources gives as file name → text, or a file. Tests hold the pages against the same functions.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A part: the folder of its pages, which holds nothing else, or a file, and how the modules of the sources make them. */
const PARTS = [
  { folder: "docs/errors", make: async () => (await load("src/explain/index.ts")).errorPages() },
  { folder: "docs/library", make: makeLibrary },
  { file: "docs/lk.schema.json", make: async () => (await load("src/project/index.ts")).projectSchemaText() },
];

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const scratch = mkdtempSync(join(tmpdir(), "lk-docs-"));

try {
  for (const { folder, file, make } of PARTS) {
    const made = await make();
    if (file) {
      writeFileSync(join(root, file), made);
      console.log(file);
      continue;
    }
    const target = join(root, folder);
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(target)) if (!made.has(name)) rmSync(join(target, name));
    for (const [name, text] of made) writeFileSync(join(target, name), text);
    console.log(`${folder}: ${made.size} pages`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function makeLibrary() {
  const [{ libraryPages }, { library }] = [
    await load("src/reference/index.ts"),
    await load("src/library/index.ts"),
  ];
  return libraryPages(library);
}

/** What a module of the sources exports. */
async function load(module) {
  const outfile = join(scratch, `${module.replaceAll("/", "-")}.cjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [module],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    loader: { ".lk": "text", ".py": "text" },
    logLevel: "warning",
  });
  return createRequire(import.meta.url)(outfile);
}
