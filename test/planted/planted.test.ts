import { chance } from "../harness/chance";
import { kinds } from "./kinds";
import { plantPair } from "./pairs";
import { type Planted, plant, type Verdict } from "./plant";
import { found, programs } from "./programs";
import { groundOf } from "./sites";

/*
 * `LK_SEED=7 LK_CASES=100 npx jest test/planted` plants 100 mistakes of each kind; `LK_SHOW=several` prints what is not as it should be.
 */

const seed = Number(process.env.LK_SEED ?? 1);
const each = Number(process.env.LK_CASES ?? 10);
const show = process.env.LK_SHOW;

const all = programs(seed, 40).map((program) => ({
  program,
  ground: groundOf(program.modules.find(({ path }) => path === program.module)!.text),
}));
const below = chance(seed);

/** Makes as many mistakes of a kind as were asked for, at places of random programs. */
function plantSome(name: string): Record<Verdict, number> {
  const counts = { right: 0, passed: 0, missed: 0, several: 0, elsewhere: 0, "other code": 0 };
  for (let tries = 0, made = 0; made < each && tries < 20 * each; tries++) {
    const { program, ground } = all[below(all.length)]!;
    const planted = plant(program, ground, kinds[name]!, below);
    if (!planted) continue;
    made++;
    counts[planted.verdict]++;
    if (show?.includes(planted.verdict)) console.log(described(name, program.name, planted));
  }
  return counts;
}

function described(name: string, program: string, { text, within, errors, verdict }: Planted): string {
  const found = errors.map(({ code, source, span, message }) => {
    const { line, column } = source.position(span.start);
    return `  ${code} ${line}:${column} ${message}`;
  });
  return `${name}: ${verdict} in ${program}, at ${JSON.stringify(text.slice(within.start, within.end))}\n${found.join("\n")}`;
}

test(`one mistake is one error in its place, ${each} times of each kind (LK_SEED=${seed})`, () => {
  const total = { right: 0, told: 0 };
  const faults: string[] = [];
  for (const [name, kind] of Object.entries(kinds)) {
    const counts = plantSome(name);
    const told =
      each === 0 ? 0 : Object.values(counts).reduce((sum, count) => sum + count, 0) - counts.passed;
    total.right += counts.right;
    total.told += told;
    const { least } = kind.share ?? { least: 0.85 };
    // Three standard deviations, so that no seed is unlucky.
    const bound = told * least - 3 * Math.sqrt(told * least * (1 - least));
    if (counts.missed > 0 || counts.right < bound) faults.push(`${name}: ${JSON.stringify(counts)}`);
  }
  expect(faults).toEqual([]);
  expect(total.right / total.told).toBeGreaterThan(0.95);
}, 600_000);

test(`two mistakes in two declarations are both told (LK_SEED=${seed})`, () => {
  const entries = Object.entries(kinds);
  const lost: string[] = [];
  let pairs = 0;
  for (let tries = 0; pairs < 8 * each && tries < 200 * each; tries++) {
    const { program, ground } = all[below(all.length)]!;
    const pair = plantPair(program, ground, entries, below);
    if (!pair) continue;
    pairs++;
    if (!pair.told.every(Boolean))
      lost.push(`${program.name}: ${pair.kinds.join(" and ")}, ${pair.told.join()}`);
  }
  expect(pairs).toBeGreaterThan(each);
  if (show) console.log(lost.join("\n"));
  // A mistake in what the other declaration uses may be what the other one hangs on.
  expect(lost.length / pairs).toBeLessThan(0.05);
}, 600_000);

test(`what is well-typed by construction is accepted (LK_SEED=${seed})`, () => {
  for (const program of programs(seed + 1, 10 * each)) {
    const errors = found(program).filter(({ severity }) => severity === "error");
    expect([program.name, errors.map(({ code, message }) => `${code} ${message}`)]).toEqual([
      program.name,
      [],
    ]);
  }
}, 600_000);
