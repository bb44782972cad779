import { join } from "node:path";
import { generated } from "./lib/generated.mjs";
import { inTurn, ms, table, time, times } from "./lib/measure.mjs";
import { cache, environment, lk, needs, scratch } from "./lib/places.mjs";

const tsc = join(cache, "node_modules/typescript/lib/tsc.js");
needs(tsc, "TypeScript 5.9");

const rows = [];
const perSize = [];
for (const size of [10_000, 20_000]) {
  const project = generated(size);
  const folder = scratch(project.lkFiles);
  const other = scratch(project.tsFiles);
  const env = environment(folder);
  const medians = inTurn(
    {
      check: () => time(lk, ["check", folder], { env }).elapsed,
      build: () => time(lk, ["build", folder, "-o", join(folder, "build")], { env }).elapsed,
      tsc: () => time(process.execPath, [tsc, "-p", other]).elapsed,
    },
    5,
  );
  perSize.push(medians);
  const tscPerLine = medians.tsc / project.tsLines;
  rows.push([
    `lk check`,
    project.lkLines,
    ms(medians.check),
    times(medians.check / project.lkLines / tscPerLine),
  ]);
  rows.push([
    `lk build`,
    project.lkLines,
    ms(medians.build),
    times(medians.build / project.lkLines / tscPerLine),
  ]);
  rows.push([`tsc 5.9`, project.tsLines, ms(medians.tsc), ""]);
}
const [small, large] = perSize;
table("Compiling", ["command", "lines", "median", "per line, to tsc"], rows);
table(
  "Twice the lines",
  ["command", "time of 20,000 to that of 10,000"],
  ["check", "build", "tsc"].map((name) => [name, times(large[name] / small[name])]),
);
