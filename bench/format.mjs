import { generated } from "./lib/generated.mjs";
import { inTurn, ms, table, time, times } from "./lib/measure.mjs";
import { environment, lk, scratch } from "./lib/places.mjs";

const rows = [];
for (const size of [10_000, 20_000]) {
  const project = generated(size);
  const folder = scratch(project.lkFiles);
  const env = environment(folder);
  const options = { env, cwd: folder };
  // The generated modules are nearly in the one layout: what is compared is laying out, not writing.
  time(lk, ["fmt"], options);
  const medians = inTurn(
    {
      fmt: () => time(lk, ["fmt", "--check"], options).elapsed,
      check: () => time(lk, ["check"], options).elapsed,
    },
    7,
  );
  rows.push(["lk fmt", project.lkLines, ms(medians.fmt), times(medians.fmt / medians.check)]);
  rows.push(["lk check", project.lkLines, ms(medians.check), ""]);
}
table("Formatting", ["command", "lines", "median", "to lk check"], rows);
