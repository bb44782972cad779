import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ms, table, time, times } from "./lib/measure.mjs";
import { environment, lk, needs, root, scratch } from "./lib/places.mjs";
import { CHAIN } from "./lib/programs.mjs";

const python = join(root, ".venv/bin/python");
needs(python, "the Python environment of the tests (npm test makes it)");
execFileSync(join(root, "test/jaeger/build.sh"), { stdio: ["ignore", "ignore", "inherit"] });

const runtime = join(root, "runtime-python");
/** The runtime, and the servers of its tests. */
const env = { ...process.env, PYTHONPATH: `${runtime}:${join(runtime, "tests")}` };

const micro = (value) => `${value.toFixed(1)} µs`;
const lib = join(root, "bench/lib");
const span = JSON.parse(time(python, [join(lib, "with_jaeger.py"), join(lib, "spans.py")], { env }).stdout);
table(
  "A span of a call, in processor time of who makes it (its path is made whether or not anybody traces)",
  ["", "a span", "without its path"],
  [
    ["made", micro(span.made), micro(span.made - span.paths)],
    ["made and written to a file", micro(span.file), micro(span.file - span.paths)],
    ["made and sent to Jaeger", micro(span.sent), micro(span.sent - span.paths)],
    ["made, packed and sent to Jaeger", micro(span.gzip), micro(span.gzip - span.paths)],
  ],
);

const folder = scratch({ "main.lk": CHAIN });
time(lk, ["build", join(folder, "main.lk"), "-o", join(folder, "build")], { env: environment(folder) });
const found = JSON.parse(
  time(python, [join(root, "bench/lib/traced.py"), join(folder, "build")], { env }).stdout,
);
const row = (what, shown, ratio) => [what, shown(found.without), shown(found.traced), times(ratio)];
const ratio = (kind) => found.traced[kind] / found.without[kind];
table(
  "Sessions on NATS and Redis, without and with every call traced to Jaeger, all on this machine",
  ["", "without", "traced", "ratio"],
  [
    row("a chain of three, one at a time", (all) => ms(all.single), ratio("single")),
    row("chains a second, 300 at once", (all) => `${Math.round(all.many)}`, ratio("many")),
    row("elements a second of a map over 10,000", (all) => `${Math.round(all.spread)}`, ratio("spread")),
  ],
);
