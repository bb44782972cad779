import { join } from "node:path";
import { chord } from "./lib/celery.mjs";
import { inTurn, median, ms, table, time, times } from "./lib/measure.mjs";
import { cache, environment, lk, needs, scratch } from "./lib/places.mjs";

needs(join(cache, "venv/bin/celery"), "Celery");

const program = `import int
import list

node work(x: Int) -> Int {
  x + 1
}

pipeline main(n: Int) -> Int {
  int.sum(list.map(list.range(1, n), work))
}
`;

const folder = scratch({ "fanout.lk": program });
const env = environment(folder);
const run = (n, prefix = []) => {
  const [command, ...args] = [...prefix, lk, "run", join(folder, "fanout.lk"), "--input", `{"n": ${n}}`];
  return time(command, args, { env });
};
const sizes = [0, 10_000, 20_000, 50_000, 100_000];
const medians = inTurn(Object.fromEntries(sizes.map((n) => [n, () => run(n).elapsed])), 3);
const chordSize = 10_000;
const chords = await chord(chordSize, 3);
const celery = chordSize / median(chords);
const rows = sizes.slice(1).map((n) => {
  const net = medians[n] - medians[0];
  const rate = n / (net / 1000);
  return [`lk run, ${n} elements`, ms(net), Math.round(rate), times(rate / celery)];
});
table(
  "A map and its gather, start-up taken off",
  ["", "median", "elements a second", "to Celery"],
  [...rows, [`Celery's chord, ${chordSize}`, ms(median(chords) * 1000), Math.round(celery), ""]],
);

const { stderr } = run(100_000, ["/usr/bin/time", "-f", "peak %M KB"]);
process.stdout.write(
  `\nThe largest process of a run over 100,000 elements: ${/peak \d+ KB/.exec(stderr)?.[0] ?? "unknown"}\n`,
);
