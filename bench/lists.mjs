import { join } from "node:path";
import { inTurn, ms, table, time } from "./lib/measure.mjs";
import { environment, lk, scratch } from "./lib/places.mjs";

const program = `import list

fn sum(items: List(Int), so_far: Int) -> Int {
  match items {
    [] -> so_far
    [x, ..rest] -> sum(rest, so_far + x)
  }
}

node work(n: Int) -> Int {
  sum(list.range(1, n), 0)
}

pipeline main(n: Int) -> Int {
  work(n)
}
`;

const folder = scratch({ "lists.lk": program });
const env = environment(folder);
const sizes = [0, 25_000, 50_000, 100_000, 200_000];
const medians = inTurn(
  Object.fromEntries(
    sizes.map((n) => [
      n,
      () => time(lk, ["run", join(folder, "lists.lk"), "--input", `{"n": ${n}}`], { env }).elapsed,
    ]),
  ),
  5,
);
const base = medians[0];
table(
  "Recursion over a list",
  ["elements", "median without start-up", "µs an element"],
  sizes.slice(1).map((n) => [n, ms(medians[n] - base), (((medians[n] - base) * 1000) / n).toFixed(2)]),
);
