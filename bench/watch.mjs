import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { generated } from "./lib/generated.mjs";
import { median, ms, table, time, times } from "./lib/measure.mjs";
import { environment, lk, scratch } from "./lib/places.mjs";

const LINES = 100_000;
const ROUNDS = 11;

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

/** Writes the module; gives the time until the answer has been read. */
async function answered(edited, errors) {
  const start = performance.now();
  writeFileSync(file, edited);
  const { value } = await documents.next();
  const elapsed = performance.now() - start;
  const { diagnostics } = JSON.parse(value);
  if (diagnostics.length !== errors)
    throw new Error(`${diagnostics.length} diagnostics: ${value.slice(0, 500)}`);
  return elapsed;
}

await documents.next();
const cold = [];
const warm = Object.fromEntries(Object.keys(EDITS).map((name) => [name, []]));
for (let round = 0; round <= ROUNDS; round++) {
  const checked = time(lk, ["check", folder], { env }).elapsed;
  if (round > 0) cold.push(checked);
  for (const [name, edit] of Object.entries(EDITS)) {
    const elapsed = await answered(edit(text, round + 4), name === "an error" ? 1 : 0);
    if (round > 0) warm[name].push(elapsed);
    await answered(text, 0);
  }
}
watch.stdin.end();

const base = median(cold);
const row = (name, all) => [name, ms(median(all)), ms(Math.max(...all)), times(median(all) / base)];
table(
  `A change under \`lk check --watch\`, ${project.lkLines} lines in ${Object.keys(project.lkFiles).length - 1} modules`,
  ["what", "median", "slowest", "to a check made once"],
  [row("a check made once", cold), ...Object.entries(warm).map(([name, all]) => row(name, all))],
);
