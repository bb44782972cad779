import { join } from "node:path";
import { inTurn, ms, table, time, times } from "./lib/measure.mjs";
import { environment, lk, scratch } from "./lib/places.mjs";
import { CHAIN } from "./lib/programs.mjs";

const folder = scratch({ "chain.lk": CHAIN });
const args = ["run", join(folder, "chain.lk"), "chain", "--input", '{"x": 20}'];
const env = environment(folder);
const medians = inTurn(
  {
    "node -e 0": () => time(process.execPath, ["-e", "0"]).elapsed,
    'python3 -c "import asyncio"': () => time("python3", ["-c", "import asyncio"]).elapsed,
    "lk run, a chain of 3": () => time(lk, args, { env }).elapsed,
  },
  21,
);
const [node, python, run] = Object.values(medians);
table(
  "A chain of three",
  ["command", "median", "ratio to both"],
  [
    ...Object.entries(medians)
      .map(([name, value]) => [name, ms(value), ""])
      .slice(0, 2),
    ["lk run, a chain of 3", ms(run), times(run / (node + python))],
  ],
);
