import { join } from "node:path";
import { inTurn, ms, table, time, times } from "./lib/measure.mjs";
import { lk, scratch } from "./lib/places.mjs";

const hello = `pipeline main(name: String) -> String {
  greet(name)
}

node greet(name: String) -> String {
  "Hello, \${name}!"
}
`;

const folder = scratch({ "hello.lk": hello });
const file = join(folder, "hello.lk");
const node = process.execPath;
const medians = inTurn(
  {
    "node -e 0": () => time(node, ["-e", "0"]).elapsed,
    "lk --version": () => time(lk, ["--version"]).elapsed,
    "lk check hello.lk": () => time(lk, ["check", file]).elapsed,
    "lk check hello.lk, no snapshot": () =>
      time(lk, ["check", file], { env: { ...process.env, LK_NO_SNAPSHOT: "1" } }).elapsed,
  },
  21,
);
const base = medians["node -e 0"];
table(
  "Start-up",
  ["command", "median", "ratio"],
  Object.entries(medians).map(([name, value]) => [name, ms(value), times(value / base)]),
);
