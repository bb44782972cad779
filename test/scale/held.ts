import type { Diagnostic } from "../../src/diagnostics/index.js";
import type { BuildFiles } from "../../src/emit/index.js";
import { DirectEvaluation } from "../harness/direct.js";
import { errorsOf, phases, programOf } from "./phases.js";
import type { Shape } from "./shape.js";

/** Four times the size may take so many times as long: sorting is in it, what is quadratic takes sixteen times. */
const GROWTH = 9;
/** ms of the processor below which a phase is not compared: the clock and the collector are most of it. */
const NOISE = 150;
/** ms that no phase takes at the size that is held, however it grows. */
const PATIENCE = 15_000;
const TRIES = 3;

const large = process.env.LK_SCALE === "large";

type Phase = keyof typeof phases;

/** Tests that shapes end as they say. */
export function hold(shapes: readonly Shape[]): void {
  const evaluation = new DirectEvaluation();
  afterAll(() => evaluation.end());
  const named = shapes.map((shape) => [shape.name, shape] as const);

  test.each(named)(
    "%s",
    async (_, shape) => {
      const size = (large && shape.large) || shape.size;
      const errors = measured(shape, "check", size) as readonly Diagnostic[];
      expect(brief(errors.map((one) => one.code))).toEqual(brief(shape.errors?.(size) ?? []));
      measured(shape, "fmt", size);
      if (shape.errors) return;
      if (shape.drawn) measured(shape, "graph", size);
      const build = measured(shape, "build", size) as BuildFiles;
      const [outcome] = await evaluation.runs(build, [{ pipeline: "main.main", input: '{"n": 1}' }]);
      expect(outcome).toEqual({ value: shape.gives!(size) });
    },
    240_000,
  );

  const limited = named.filter(([, shape]) => shape.limit);
  if (limited.length === 0) return;
  test.each(limited)(
    "%s, beyond the limit",
    (_, shape) => {
      const { size, code, names } = shape.limit!;
      const start = processorTime();
      const errors = errorsOf(programOf(shape, size));
      expect(processorTime() - start).toBeLessThan(PATIENCE);
      expect(errors.map((one) => one.code)).toEqual([code]);
      expect(errors[0]!.message).toMatch(names);
    },
    60_000,
  );
}

/** Does a phase at a size, and holds that a quarter of it takes a fair part of the time, in the best of some tries. */
function measured(shape: Shape, phase: Phase, size: number): unknown {
  const quarter = Math.max(1, Math.floor(size / 4));
  const whole = time(shape, phase, size);
  let [least, most] = [Number.POSITIVE_INFINITY, whole.time];
  for (let tries = 0; tries < TRIES; tries++) {
    const fair = () => most < NOISE || shape.pairs !== undefined || most / least < GROWTH;
    if (most < PATIENCE && fair()) return whole.result;
    least = Math.min(least, time(shape, phase, quarter).time);
    if (most < PATIENCE && fair()) return whole.result;
    most = Math.min(most, time(shape, phase, size).time);
  }
  throw new Error(
    `${phase} takes ${Math.round(least)} ms for ${quarter} and ${Math.round(most)} ms for ${size}`,
  );
}

function time(shape: Shape, phase: Phase, size: number) {
  const program = programOf(shape, size);
  const start = processorTime();
  const result: unknown = phases[phase](program);
  return { result, time: processorTime() - start };
}

/** ms of the processor that this process has used: others on the machine do not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Codes with their numbers: `LK2201 × 10000`. */
function brief(codes: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `${code} × ${count}`).sort();
}
