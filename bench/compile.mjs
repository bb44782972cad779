import { rmSync } from "node:fs";
import { join } from "node:path";
import { generated } from "./lib/generated.mjs";
import { inTurn, mb, memory, ms, table, time, times } from "./lib/measure.mjs";
import { cache, elm, elmEnvironment, environment, lk, needs, scratch } from "./lib/places.mjs";

const tsc = join(cache, "node_modules/typescript/lib/tsc.js");
const native = join(cache, "node_modules/typescript-native/bin/tsc");
for (const peer of [tsc, native, elm]) needs(peer, peer);

/** Commands over a project of so many lines, each with how many it reads. */
function contenders(size) {
  const project = generated(size);
  const folder = scratch(project.lkFiles);
  const typescript = ["--noEmit", "-p", scratch(project.tsFiles)];
  const env = environment(folder);
  const cwd = scratch(project.elmFiles);
  // What Elm remembers of the run before.
  const forget = () => rmSync(join(cwd, "elm-stuff"), { recursive: true, force: true });
  return {
    "lk check": { lines: project.lkLines, run: (measure) => measure(lk, ["check", folder], { env }) },
    "lk build": {
      lines: project.lkLines,
      run: (measure) => measure(lk, ["build", folder, "-o", join(folder, "build")], { env }),
    },
    "tsc 5.9, without output": {
      lines: project.tsLines,
      run: (measure) => measure(process.execPath, [tsc, ...typescript]),
    },
    "tsc 7, native, without output": {
      lines: project.tsLines,
      run: (measure) => measure(process.execPath, [native, ...typescript]),
    },
    "elm make, without output": {
      lines: project.elmLines,
      run: (measure) => {
        forget();
        return measure(elm, ["make", "src/Main.elm", "--output=/dev/null"], { cwd, env: elmEnvironment });
      },
    },
  };
}

/** Medians of time and memory of each, by name. */
function measured(all, rounds) {
  const each = (measure) =>
    Object.fromEntries(Object.entries(all).map(([name, { run }]) => [name, () => run(measure)]));
  const elapsed = inTurn(
    each((...call) => time(...call).elapsed),
    rounds,
  );
  const peak = inTurn(each(memory), 3);
  return Object.fromEntries(
    Object.entries(all).map(([name, { lines }]) => [
      name,
      { lines, elapsed: elapsed[name], peak: peak[name], perLine: elapsed[name] / lines },
    ]),
  );
}

const cold = measured(contenders(20_000), 11);
const peer = cold["tsc 5.9, without output"];
table(
  "Compiling",
  ["command", "lines", "median", "1,000 lines", "to tsc 5.9", "memory", "to tsc 5.9"],
  Object.entries(cold).map(([name, { lines, elapsed, perLine, peak }]) => [
    name,
    lines,
    ms(elapsed),
    ms(perLine * 1000),
    times(perLine / peer.perLine),
    mb(peak),
    times(peak / peer.peak),
  ]),
);

const ofEach = ([small, large]) =>
  Object.fromEntries(
    ["lk check", "lk build"].flatMap((name) => [
      [`${name} small`, small[name]],
      [`${name} large`, large[name]],
    ]),
  );
const grown = measured(ofEach([contenders(20_000), contenders(100_000)]), 5);
table(
  "Five times the lines, in 200 modules for 40",
  ["command", "lines", "median", "per line, to that of 20,000", "memory", "per line, to that of 20,000"],
  ["lk check", "lk build"].map((name) => {
    const [small, large] = [grown[`${name} small`], grown[`${name} large`]];
    const { lines, elapsed, perLine, peak } = large;
    return [
      name,
      lines,
      ms(elapsed),
      times(perLine / small.perLine),
      mb(peak),
      times(peak / lines / (small.peak / small.lines)),
    ];
  }),
);
