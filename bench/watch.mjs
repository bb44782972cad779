import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { generated } from "./lib/generated.mjs";
import { median, ms, table, time, times } from "./lib/measure.mjs";
import { environment, lk, scratch } from "./lib/places.mjs";

const LINES = 100_000;
const ROUNDS = 7;

/** What is done to a module in the middle, which the one after it imports; `n` is another number each time. */
const EDITS = {
  "a body": (text, n) => text.replace("3 * radius * radius", `${n} * radius * radius`),
  "a signature": (text, n) =>
    text.replaceAll(/\bitems: List\(Int\)|(?<=let made = )items\b/g, (found) =>
      found.replace("items", `items${n}`),
    ),
  "a comment": (text, n) => `// ${n}\n${text}`,
  "an error": (text, n) => text.replace("3 * radius * radius", `missing${n} * radius`),
};

const project = generated(LINES);
const folder = scratch(project.lkFiles);
const env = environment(folder);
const file = join(folder, "src/part100.lk");
const text = readFileSync(file, "utf8");

const watch = spawn(lk, ["check", "--watch", "--format", "json", folder], {
  env,
  stdio: ["pipe", "pipe", "inherit"],
});
const documents = createInterface({ input: watch.stdout })[Symbol.asyncIterator]();

/** Makes a change; gives the time until the answer has been read. */
async function answered(change, errors) {
  const start = performance.now();
  change();
  const { value } = await documents.next();
  const elapsed = performance.now() - start;
  const { diagnostics } = JSON.parse(value);
  if (diagnostics.length !== errors)
    throw new Error(`${diagnostics.length} diagnostics: ${value.slice(0, 500)}`);
  return elapsed;
}

await documents.next();
const extra = join(folder, "src/extra.lk");
const cold = [];
const warm = Object.fromEntries([...Object.keys(EDITS), "a new module"].map((name) => [name, []]));
for (let round = 0; round <= ROUNDS; round++) {
  const checked = time(lk, ["check", folder], { env }).elapsed;
  const elapsed = {};
  for (const [name, edit] of Object.entries(EDITS)) {
    const edited = edit(text, round + 4);
    elapsed[name] = await answered(() => writeFileSync(file, edited), name === "an error" ? 1 : 0);
    await answered(() => writeFileSync(file, text), 0);
  }
  elapsed["a new module"] = await answered(
    () => writeFileSync(extra, "fn extra(x: Int) -> Int {\n  x\n}\n"),
    0,
  );
  await answered(() => rmSync(extra), 0);
  // The first round warms up.
  if (round === 0) continue;
  cold.push(checked);
  for (const [name, each] of Object.entries(elapsed)) warm[name].push(each);
}
watch.stdin.end();

const base = median(cold);
const row = (name, all) => [name, ms(median(all)), ms(Math.max(...all)), times(median(all) / base)];
table(
  `A change under \`lk check --watch\`, ${project.lkLines} lines in ${Object.keys(project.lkFiles).length - 1} modules`,
  ["what", "median", "slowest", "to a check made once"],
  [row("a check made once", cold), ...Object.entries(warm).map(([name, all]) => row(name, all))],
);
