import { join } from "node:path";
import { contenders, measure } from "./lib/contenders.mjs";
import { median, ms, table, times } from "./lib/measure.mjs";
import { cache, needs } from "./lib/places.mjs";

needs(join(cache, "venv/bin/ray"), "Ray");

// `node bench/platform.mjs Ray LambdaKube` runs those whose names begin so.
const wanted = process.argv.slice(2);
const names = Object.keys(contenders).filter(
  (name) => !contenders[name].alone && (!wanted.length || wanted.some((part) => name.startsWith(part))),
);
/** Those that need minutes for what others do in seconds are asked for less. */
const slow = new Set(["Celery", "DBOS", "Restate", "Temporal"]);
const rounds = Number(process.env.BENCH_ROUNDS ?? 2);

const found = Object.fromEntries(names.map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  // In turn, so that all of them see the same machine.
  for (const name of names) {
    const environment = slow.has(name)
      ? { BENCH_SINGLE: "100", BENCH_MANY: "300", BENCH_SIZES: "1000" }
      : { BENCH_SINGLE: "300", BENCH_MANY: "3000", BENCH_SIZES: "1000,10000" };
    try {
      found[name].push(await measure(name, { ...environment, ...process.env }));
    } catch (error) {
      process.stderr.write(`${name}: ${error.message}\n`);
    }
  }
}

const at = (values, part) => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)];
const rows = [];
for (const [name, runs] of Object.entries(found)) {
  if (!runs.length) continue;
  if (runs.some((run) => run.missing)) {
    process.stderr.write(`${name} is missing: ${runs[0].missing}\n`);
    continue;
  }
  const middle = (read) => median(runs.map(read));
  rows.push({
    name,
    p50: middle((run) => at(run.chain, 0.5)),
    p99: middle((run) => at(run.chain, 0.99)),
    chains: middle((run) => run.chains),
    maps: Object.fromEntries(
      Object.keys(runs[0].maps).map((size) => [size, middle((run) => size / run.maps[size])]),
    ),
  });
}
const ours = rows.find((row) => row.name === "LambdaKube, one process") ?? rows[0];
table(
  "Chains of three",
  ["", "p50", "p99", "ours to it", "chains a second", "ours to it"],
  rows.map((row) => [
    row.name,
    ms(row.p50),
    ms(row.p99),
    times(ours.p50 / row.p50),
    Math.round(row.chains),
    times(ours.chains / row.chains),
  ]),
);
table(
  "Maps with their gather, elements a second",
  ["", "1,000", "10,000", "ours to it (the largest that it was asked for)"],
  rows
    .filter((row) => Object.keys(row.maps).length)
    .map((row) => {
      const largest = Object.keys(row.maps).at(-1);
      return [
        row.name,
        Math.round(row.maps[1000] ?? 0),
        Math.round(row.maps[10000] ?? 0) || "–",
        times((ours.maps[largest] ?? 0) / row.maps[largest]),
      ];
    }),
);
